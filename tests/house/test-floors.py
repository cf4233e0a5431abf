# SPDX-License-Identifier: GPL-3.0-or-later
"""A folder of src can include the floors below it and nothing else: a wrong include does not compile.

Each include is tried with the very arguments with which the folder's own sources are compiled."""

import json
import re
import shlex
import subprocess
from pathlib import Path

from house import BUILD, SOURCE, conclude, files, name_of

# Which folders a folder sees beside itself.
SEES = {
    'image': set(),
    'seedream': set(),
    'keyring': set(),
    'sandbox': {'image'},
    'gallery': {'image'},
    'document': {'image', 'seedream', 'sandbox', 'keyring', 'gallery'},
    'widgets': {'image', 'seedream', 'keyring', 'gallery', 'document'},
    'cli': {'image', 'seedream', 'sandbox', 'keyring', 'gallery', 'document'},
}
# A header of each folder that others would want.
HEADERS = {
    'image': 'pentimento-image.h',
    'seedream': 'seedream.h',
    'keyring': 'pentimento-keyring.h',
    'sandbox': 'pentimento-sandbox.h',
    'gallery': 'pentimento-library.h',
    'document': 'pentimento-document.h',
    'widgets': 'pentimento-application.h',
    'cli': 'cli-exit.h',
}
# Which folders see a library that has an include path of its own …
LIBRARIES = {
    'gtk/gtk.h': {'widgets'},
    'adwaita.h': {'widgets'},
    'libsoup/soup.h': {'seedream', 'sandbox'},
    'libsecret/secret.h': {'keyring'},
}
# … and one that lies where every compiler looks, so that only its name can be searched for.
COMMON = {'sqlite3.h': {'gallery'}, 'archive.h': {'gallery'}, 'lcms2.h': {'image'}, 'libdeflate.h': {'image'}, 'webp/encode.h': {'image'}, 'fftw3.h': {'image'},
          'gexiv2/gexiv2.h': {'image'}}

problems = [f'src/{folder} has no {name}' for folder, name in HEADERS.items() if not (SOURCE / 'src' / folder / name).exists()]


def compile_arguments(folder):
    """How the sources of a folder are compiled, without the source and what is written."""
    for entry in json.loads((BUILD / 'compile_commands.json').read_text()):
        source = Path(entry['directory'], entry['file']).resolve()
        if source.parent == (SOURCE / 'src' / folder).resolve():
            words = shlex.split(entry['command'])
            kept = [word for word in words if word.startswith(('-I', '-isystem', '-D', '-std', '-pthread', '-f'))]
            return [words[1] if words[0] == 'ccache' else words[0], *kept], entry['directory']
    return None, None


def compiles(command, directory, header):
    """Whether the include is found; any other complaint of the compiler is a fault of this test."""
    tried = subprocess.run([*command, '-fsyntax-only', '-w', '-x', 'c', '-'], input=f'#include <{header}>\n', cwd=directory,
                           stderr=subprocess.PIPE, text=True)
    if tried.returncode != 0 and f'{header}: No such file' not in tried.stderr:
        problems.append(f'{header}: {tried.stderr}')
    return tried.returncode == 0


for folder, seen in SEES.items():
    command, directory = compile_arguments(folder)
    if command is None:
        problems.append(f'nothing of {folder} is compiled')
        continue
    wanted = {HEADERS[other]: other in seen for other in SEES if other != folder}
    wanted.update({header: folder in users for header, users in LIBRARIES.items()})
    for header, allowed in wanted.items():
        if compiles(command, directory, header) != allowed:
            problems.append(f"{folder} {'cannot' if allowed else 'can'} include {header}")

for path in files('src', endings=('.c', '.h')):
    for header in re.findall(r'^#include ["<](.+)[">]', path.read_text(), re.MULTILINE):
        folder = path.parent.name
        if header in COMMON and folder not in COMMON[header]:
            problems.append(f'{name_of(path)} includes {header}')
        if '/' in header and (SOURCE / 'src' / header.replace('../', '')).exists():
            problems.append(f'{name_of(path)} reaches {header} around the include path')

conclude(problems)
