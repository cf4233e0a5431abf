# SPDX-License-Identifier: GPL-3.0-or-later
"""flatpak-builder understands every field of the manifest, and the manifest asks for portals only."""

import json
import re
import subprocess
import tempfile

from house import SOURCE, conclude

manifest_file = SOURCE / 'flatpak/org.pentimento.Pentimento.yml'
with tempfile.TemporaryDirectory() as folder:  # where it leaves a folder of its own
    shown = subprocess.run(['flatpak-builder', '--show-manifest', manifest_file], cwd=folder, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, text=True, check=True)
manifest = json.loads(shown.stdout)
problems = [line for line in shown.stderr.splitlines() if 'WARNING' in line]

EXPECTED = {
    'id': 'org.pentimento.Pentimento',
    'runtime': 'org.gnome.Platform',
    'sdk': 'org.gnome.Sdk',
    'command': 'pentimento',
    'finish-args': ['--share=network', '--share=ipc', '--socket=wayland', '--socket=fallback-x11', '--device=dri'],
}
for field, value in EXPECTED.items():
    if manifest.get(field) != value:
        problems.append(f'{field} is {manifest.get(field)}')
if not re.fullmatch(r'\d\d', manifest.get('runtime-version', '')):
    problems.append('the runtime has no version')

modules = manifest['modules']
if modules[-1]['name'] != 'pentimento' or modules[-1]['sources'][0]['type'] != 'dir':
    problems.append('the last module is not this tree')
for module in modules:
    for source in module['sources']:
        if source['type'] != 'dir' and not (source['url'].startswith('https://') and re.fullmatch('[0-9a-f]{64}', source['sha256'])):
            problems.append(f"{module['name']}: a source without a checksum")

conclude(problems)
