# SPDX-License-Identifier: GPL-3.0-or-later
"""Local operations on picture files: what comes out, in which order, and what is refused."""

from cli import *


def transform(home, *arguments, out='out.png', code=OK):
    """Changes a.png, 64 × 48, with --json."""
    return home.json('transform', '-i', 'a.png', '-o', out, *arguments, code=code)


def size(path):
    """Of a PNG file."""
    return struct.unpack('>II', path.read_bytes()[16:24])


def refused(home, *arguments, code=USAGE):
    """Returns what was said; nothing is written."""
    before = home.leftovers()
    done = home.run('transform', '-i', 'a.png', '-o', 'refused.png', *arguments, code=code)
    check(done.stdout == '' and done.stderr.startswith('pentimento-cli: ') and done.stderr.count('\n') == 1, done.stderr)
    equal(home.leftovers(), before)
    return done.stderr


def reports(home):
    report = transform(home, '--crop', '4,2,40,30', '--rotate', 90)
    equal(report, {
        'input': {'file': 'a.png', 'media_type': 'image/png', 'width': 64, 'height': 48},
        'file': 'out.png', 'media_type': 'image/png', 'width': 30, 'height': 40,
        'bytes': (home.work / 'out.png').stat().st_size,
        'recipe': [{'operation': 'crop', 'x': 4, 'y': 2, 'width': 40, 'height': 30}, {'operation': 'rotate', 'degrees': 90}]})
    equal(size(home.work / 'out.png'), (30, 40))
    equal(home.leftovers(), ['out.png'])
    equal(home.run('transform', '-i', 'a.png', '-o', 'plain.png', '--flip', 'h').stdout, 'plain.png\n')
    check(not home.library.exists(), 'the gallery is left alone')


def order_counts(home):
    one = transform(home, '--crop', '0,0,10,48', '--rotate', 90)
    other = transform(home, '--rotate', 90, '--crop', '0,0,10,48', out='other.png')
    equal(((one['width'], one['height']), (other['width'], other['height'])), ((48, 10), (10, 48)))


def adjustments_side_by_side_are_one(home):
    report = transform(home, '--exposure', 0.5, '--contrast', -20, '--rotate', 180, '--shadows', 30, '--shadows', 10, '--radius', 2,
                       '--sharpness', 40)
    equal(report['recipe'], [
        {'operation': 'adjust', 'exposure': 0.5, 'contrast': -20},
        {'operation': 'rotate', 'degrees': 180},
        {'operation': 'adjust', 'shadows': 30},
        {'operation': 'adjust', 'shadows': 10, 'sharpness': 40, 'radius': 2}])


def what_is_undone_is_left_out(home):
    report = transform(home, '--rotate', 90, '--rotate', 270, '--flip', 'v', '--flip', 'vertical', '--exposure', 0, '--straighten', 0)
    equal(report['recipe'], None)
    equal(sha256(home.work / 'out.png'), sha256(home.work / 'a.png'), 'the very file')


def same_as_in_steps(home):
    transform(home, '--straighten', 2.5, '--temperature', 40, out='whole.png')
    transform(home, '--straighten', 2.5, out='first.png')
    home.run('transform', '-i', 'first.png', '-o', 'second.png', '--temperature', 40)
    equal(sha256(home.work / 'second.png'), sha256(home.work / 'whole.png'))
    check(sha256(home.work / 'first.png') != sha256(home.work / 'whole.png'))


def formats(home):
    for ending, media_type in (('jpg', 'image/jpeg'), ('webp', 'image/webp')):
        report = transform(home, '--extend', '5,0,5,0', out=f'wide.{ending}')
        equal((report['media_type'], report['width'], report['height']), (media_type, 74, 48))
        equal(kind((home.work / f'wide.{ending}').read_bytes()), ending)
    low = transform(home, '--flip', 'h', '--quality', 5, out='low.jpg')
    high = transform(home, '--flip', 'h', '--quality', 100, out='high.jpg')
    check(low['bytes'] < high['bytes'])


def refuses(home):
    for arguments, said in (
            ([], '--rotate 90'),
            (['--crop', '0,0,0,5'], '0 × 5'),
            (['--crop', '60,40,5,5'], '64 × 48'),
            (['--crop', '10'], 'X,Y,WIDTH,HEIGHT'),
            (['--crop', '1,2,3,99999999999999999999'], 'X,Y,WIDTH,HEIGHT'),
            (['--rotate', '45'], '90, 180 or 270'),
            (['--rotate', '1.5'], '--straighten'),
            (['--flip', 'd'], 'h or v'),
            (['--straighten', 'nan'], '−45 to 45'),
            (['--straighten', '1e9'], '−45 to 45'),
            (['--straighten', 'level'], 'degrees'),
            (['--extend', '100000,100000,0,0'], 'too large'),
            (['--exposure', '5.1'], 'from -5 to 5'),
            (['--contrast', 'inf'], 'from -100 to 100'),
            (['--sharpness', 'much'], 'a number'),
            (['--rotate', '90', 'b.png'], 'one word too many'),
            (['--rotate', '90', '--quality', '0'], '--quality')):
        text = refused(home, *arguments)
        check(said in text, f'{said!r} in {text!r}')
    equal(home.leftovers(), [])


def input_and_output(home):
    refused(home, '--rotate', 90, '-i', 'missing.png', code=INPUT)
    (home.work / 'text.png').write_text('no picture')
    refused(home, '--rotate', 90, '-i', 'text.png', code=INPUT)
    for out in ('out.xyz', 'missing/out.png'):
        home.run('transform', '-i', 'a.png', '-o', out, '--rotate', 90, code=USAGE)
    (home.work / 'there.png').write_text('keep me')
    home.run('transform', '-i', 'a.png', '-o', 'there.png', '--rotate', 90, code=USAGE)
    equal((home.work / 'there.png').read_text(), 'keep me')
    equal(transform(home, '--rotate', 90, '--force', out='there.png')['width'], 48)
    equal(transform(home, '--rotate', 90, '--force', out='a.png')['width'], 48, 'in place')
    equal(size(home.work / 'a.png'), (48, 64))


main([reports, order_counts, adjustments_side_by_side_are_one, what_is_undone_is_left_out, same_as_in_steps, formats, refuses,
      input_and_output])
