# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing of the machine it was written on is left in the tree; its scripts are sound; its links lead somewhere."""

import re
from pathlib import Path

from house import SOURCE, complaints, conclude, files, name_of

STRAY = re.compile(r'/(?:work|root|home/\w+)/|/tmp/b-|(?:deb|security)\.debian\.org|registry\.npmjs\.org|pypi\.org|crates\.io'
                   r'|proxy\.golang\.org|pkg\.dev\b|\bissue #?\d')
SCRIPTS = ['run', 'check', '.ci/run', '.ci/prepare.sh', 'tests/session']

problems = []
for path in files():
    if path == Path(__file__).resolve() or name_of(path) == 'LICENSE':
        continue
    try:
        text = path.read_text()
    except UnicodeDecodeError:
        continue
    problems += [f'{name_of(path)} speaks of “{found.group()}”' for found in STRAY.finditer(text)]

scripts = [SOURCE / name for name in SCRIPTS] + files('tests', endings=('.sh',))
for script in scripts:
    problems += complaints('bash', '-n', script)
problems += complaints('shellcheck', '-x', *scripts, cwd=SOURCE)

for document in files('.', endings=('.md',)):
    for target in re.findall(r'\]\(([^)#]+)', document.read_text()):
        if '://' not in target and not (document.parent / target).exists():
            problems.append(f'{name_of(document)} leads to {target}, which is not there')

conclude(problems)
