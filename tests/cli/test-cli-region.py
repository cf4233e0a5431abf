# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing a part of a picture: what is reported, what is refused, and that an end at any moment loses nothing."""

from cli import *

import random

SIDE = 240


def open_practice(home):
    (home.work / 'b.png').write_bytes(png(SIDE, SIDE))


def reports_what_was_measured(home):
    open_practice(home)
    report = home.json('edit', '-i', 'b.png', '-p', 'sepia', '--region', '60,60,90,80', '--tone', '-o', 'out.png')
    result = report['results'][0]
    region = result['region']
    equal(set(region), {'pasted', 'aligned', 'reason', 'shift_x', 'shift_y', 'scale', 'confidence', 'tone', 'rim_before', 'rim_after',
                        'rim_pixels', 'x', 'y', 'width', 'height', 'changed_outside'})
    equal((region['pasted'], region['tone'], region['changed_outside']), (True, True, 0))
    check(region['rim_after'] < region['rim_before'], region)
    check(region['x'] <= 60 and region['x'] + region['width'] >= 150, region)
    equal((result['width'], result['height'], result['media_type']), (SIDE, SIDE, 'image/png'))
    equal(result['sha256'], sha256(home.work / 'b.png'))
    check(result['made_width'] > SIDE, result)
    version = home.json('history', 'show', result['version'])
    del region['changed_outside']
    equal(version['measured'], region)
    equal(version['recipe'][-1]['operation'], 'paste')
    home.check_library()


def takes_masks_and_extends(home):
    open_practice(home)
    rows = b''.join(b'\0' + bytes(255 if x < 40 and y < 40 else 0 for x in range(SIDE)) for y in range(SIDE))
    (home.work / 'mask.png').write_bytes(png_of(struct.pack('>IIBBBBB', SIDE, SIDE, 8, 0, 0, 0, 0), zlib.compress(rows)))
    region = home.json('edit', '-i', 'b.png', '-p', 'sepia', '--mask', 'mask.png', '--context', 10, '--feather', 4, '--no-align',
                       '-o', 'out.png')['results'][0]['region']
    equal((region['aligned'], region['reason'], region['changed_outside']), (False, 'off', 0))
    equal((region['x'], region['y'], region['width'], region['height']), (0, 0, 50, 50))
    result = home.json('edit', '-i', 'b.png', '-p', 'sepia', '--extend', '0,0,60,20', '-o', 'wide.png')['results'][0]
    equal((result['width'], result['height'], result['region']['changed_outside']), (SIDE + 60, SIDE + 20, 0))
    equal([operation['operation'] for operation in home.json('history', 'show', result['version'])['recipe']], ['extend', 'paste'])


def keeps_an_edit_in_part(home):
    open_practice(home)
    whole = home.json('edit', '-i', 'b.png', '-p', 'sepia', '-o', 'whole.png', '--fit-back')['results'][0]
    kept = home.json('keep', whole['version'], '--region', '60,60,90,80', '--feather', 3, '-o', 'kept.png')
    equal((kept['kind'], kept['parent'], kept['sha256']), ('changed', whole['version'], sha256(home.work / 'b.png')))
    equal((kept['width'], kept['height'], kept['measured']['pasted']), (SIDE, SIDE, True))
    home.json('history', 'show', kept['version'])
    for wrong in ((kept['version'], '--region', '1,1,9,9'), (whole['version'],), ('--region', '1,1,9,9'), (whole['version'], '--region', '1,2')):
        home.run('keep', *wrong, code=USAGE)
    home.run('keep', whole['version'], '--mask', 'a.png', code=INPUT)
    home.check_library()


def refuses_what_cannot_be(home):
    open_practice(home)
    wrong = [('--region', '0,0,0,5'), ('--region', '1,2,3'), ('--region', 'a,b,c,d'), ('--region', '900,0,5,5'), ('--extend', '0,0,0,0'),
             ('--extend', '-1,0,0,0'), ('--feather', '3'), ('--region', '0,0,9,9', '--feather', '513'),
             ('--region', '0,0,9,9', '--context', '-1'), ('--region', '0,0,9,9', '--mask', 'a.png'),
             ('--region', '0,0,9,9', '--fit-back'), ('--region', '0,0,9,9', '--tone', '--no-tone')]
    for options in wrong:
        equal(home.json('edit', '-i', 'b.png', '-p', 'x', '-o', 'out.png', *options, code=USAGE)['results'], [])
    for mask in ('a.png', 'none.png'):
        home.json('edit', '-i', 'b.png', '-p', 'x', '-o', 'out.png', '--mask', mask, code=INPUT)
    equal(home.json('jobs'), [])


def survives_being_killed(home):
    """Killed at any moment, and taken up: what was sent becomes the version it would have become, and nothing is sent twice."""
    open_practice(home)
    kills = int(os.environ.get('PENTIMENTO_KILLS', '2'))
    ends = {}
    with Sandbox(home, 'delay:150,at=poll') as sandbox:
        home.use(sandbox)
        for number in range(kills):
            process = home.start('edit', '-i', 'b.png', '-p', 'sepia', '--provider', 'runpod', '--region', '60,60,90,80', '-o', f'{number}.png')
            time.sleep(random.uniform(0.1, 3))
            process.kill()
            process.communicate()
            states = [job['state'] for job in home.json('jobs')]
            home.run('jobs', 'resume', code=None)
            for state in states[-1:]:
                ends[state] = ends.get(state, 0) + 1
        for job in home.json('jobs'):
            check(job['state'] in ('done', 'prepared', 'cancelled', 'unknown'), job)
        made = [version for version in home.json('history') if version['kind'] == 'edited']
        for version in made:
            equal((version['width'], version['sha256']), (SIDE, sha256(home.work / 'b.png')))
            check(version['measured']['pasted'], version)
        equal(len(made), len([job for job in home.json('jobs') if job['state'] == 'done']))
        check(sandbox.submits <= kills, sandbox.submits)
    print(f'# killed in {ends}, versions: {len(made)}')
    home.check_library()


main([reports_what_was_measured, takes_masks_and_extends, keeps_an_edit_in_part, refuses_what_cannot_be, survives_being_killed])
