# SPDX-License-Identifier: GPL-3.0-or-later
"""The C sources are as .clang-format has them, every source names its licence, and no file grows beyond what can be read."""

import re

from house import SOURCE, complaints, conclude, files, name_of

LICENCE = 'SPDX-License-Identifier: GPL-3.0-or-later'
LONGEST = 600  # lines, as CONTRIBUTING.md says

problems = []
c_files = files('src', 'tests', 'data', endings=('.c', '.h'))
scripts = [SOURCE / name for name in ('run', 'check', 'tests/session', '.ci/run', '.ci/prepare.sh')]
scripts += files('tests', endings=('.py', '.sh'))

for path in c_files + scripts:
    lines = path.read_text().splitlines()
    where = lines[:1] if path in c_files else lines[:2]
    if not any(LICENCE in line for line in where):
        problems.append(f'{name_of(path)} does not begin with its licence')
    if len(lines) > LONGEST:
        problems.append(f'{name_of(path)} has {len(lines)} lines')
for path in files('src', 'tests', 'ui', 'data', 'po', endings=('.c', '.h', '.py', '.sh', '.ui', '.css', '.build', '.xml', '.in')):
    if any(line != line.rstrip() or '\t' in line for line in path.read_text().splitlines()):
        problems.append(f'{name_of(path)} has tabs or trailing spaces')
for said in complaints('clang-format', '--dry-run', '-Werror', '--style=file', *map(name_of, c_files), cwd=SOURCE):
    names = sorted(set(re.findall(r'^(?:clang-format: )?(\S+):\d+:\d+: error', said, re.MULTILINE)))
    problems += [f'{name} is not as “clang-format -i” would have it' for name in names] or [said]

conclude(problems)
