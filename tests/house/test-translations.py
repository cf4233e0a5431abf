# SPDX-License-Identifier: GPL-3.0-or-later
"""Every string a person can see reaches the translators, is well set, and is there in every language.

With --list it prints what po/POTFILES should be."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

if '--list' in sys.argv:
    sys.argv = sys.argv[:1]
from house import SOURCE, complaints, conclude, files, name_of  # noqa: E402

MARKS = {
    ('.c', '.h'): re.compile(r'(?<!define )\b(_|N_|C_|NC_|n?gettext|g_dp?n?gettext2?)\s*\("'),
    ('.ui', '.ui.in'): re.compile(r'translatable="(yes|true)"'),
    ('.desktop.in', '.metainfo.xml.in'): re.compile(''),
    ('.gschema.xml',): re.compile(''),
}
# The arguments of meson's preset "glib", which makes the template.
EXTRACT = ['xgettext', '--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2',
           '--keyword=g_dcgettext:2', '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3']
# A straight quote, an apostrophe inside a word, and three dots have better signs.
TYPEWRITTEN = re.compile(r'\\"|\w\'\w|\.\.\.')


def translatable_files():
    return [name_of(path) for endings, mark in MARKS.items() for path in files('src', 'ui', 'data', endings=endings)
            if mark.search(path.read_text())]


expected = sorted(translatable_files())
if '--list' in sys.orig_argv:
    print('\n'.join(expected))
    sys.exit()

listed = (SOURCE / 'po/POTFILES').read_text().split()
problems = [f'po/POTFILES lacks {name}' for name in sorted(set(expected) - set(listed))]
problems += [f'po/POTFILES names {name} without reason' for name in sorted(set(listed) - set(expected))]

with tempfile.TemporaryDirectory() as folder:
    template = Path(folder, 'pentimento.pot')
    problems += complaints(*EXTRACT, '--no-wrap', f'--directory={SOURCE}', f'--output={template}', *expected)
    for line in template.read_text().splitlines():
        if line.startswith(('msgid', '"')) and TYPEWRITTEN.search(line) and 'Content-' not in line:
            problems.append(f'not well set: {line}')

    for language in (SOURCE / 'po/LINGUAS').read_text().split():
        merged = Path(folder, f'{language}.po')
        problems += complaints('msgmerge', '--quiet', '--no-fuzzy-matching', f'--output-file={merged}', SOURCE / f'po/{language}.po', template)
        problems += complaints('msgfmt', '--check', '--output-file=/dev/null', merged)
        for kind in ('--untranslated', '--only-fuzzy'):
            left = subprocess.run(['msgattrib', kind, '--no-obsolete', '--no-wrap', merged], stdout=subprocess.PIPE, text=True, check=True)
            problems += [f'{language}, {kind[2:]}: {text}' for text in re.findall(r'^msgid "(.+)"$', left.stdout, re.MULTILINE)]

conclude(problems)
