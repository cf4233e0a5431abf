# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface files are well formed, ask for no newer platform than Debian 12 has, and leave no string untranslated."""

import re
from xml.etree import ElementTree

from house import complaints, conclude, files, name_of

SPOKEN = {'label', 'title', 'subtitle', 'tooltip-text', 'placeholder-text', 'description', 'heading', 'body', 'help-text'}
NEWEST = {'gtk': (4, 8), 'libadwaita': (1, 2)}

problems = []
for path in files('ui', endings=('.ui',)):
    name = name_of(path)
    try:
        interface = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        problems.append(f'{name}: {error}')
        continue
    for needed in interface.iter('requires'):
        newest = NEWEST.get(needed.get('lib'))
        if newest is None or tuple(map(int, needed.get('version').split('.'))) > newest:
            problems.append(f"{name} requires {needed.get('lib')} {needed.get('version')}")
    for element in interface.iter():
        spoken = element.tag in ('property', 'attribute') and (element.get('name') or '').replace('_', '-') in SPOKEN
        if spoken and re.search(r'[^\W\d_]', element.text or '') and element.get('translatable') is None:
            problems.append(f'{name}: “{element.text.strip()}” is not marked as translatable')

for path in files('ui', 'data', endings=('.gresource.xml',)):
    problems += complaints('glib-compile-resources', '--generate-dependencies', f'--sourcedir={path.parent}', path)

conclude(problems)
