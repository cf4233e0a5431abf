# SPDX-License-Identifier: GPL-3.0-or-later
"""The desktop file, the metainfo and the settings schema please the platform's validators, and name the same program."""

from house import BUILD, SOURCE, complaints, conclude

NAME = 'org.pentimento.Pentimento'
desktop_file = BUILD / f'data/{NAME}.desktop'
metainfo_file = BUILD / f'data/{NAME}.metainfo.xml'

problems = complaints('desktop-file-validate', desktop_file)
problems += complaints('appstreamcli', 'validate', '--no-net', metainfo_file)
problems += complaints('appstream-util', 'validate-relax', '--nonet', metainfo_file)
problems += complaints('glib-compile-schemas', '--strict', '--dry-run', SOURCE / 'data')

desktop = desktop_file.read_text()
for line in [f'Icon={NAME}', 'Name[de]=', 'Comment[de]=', 'Keywords[de]=', 'image/jpeg;', 'image/avif;']:
    if line not in desktop:
        problems.append(f'{desktop_file.name} lacks “{line}”')
if '@' in desktop:
    problems.append(f'{desktop_file.name} has an unfilled place')
if '<summary xml:lang="de">' not in metainfo_file.read_text():
    problems.append(f'{metainfo_file.name} is not translated')

conclude(problems)
