# SPDX-License-Identifier: GPL-3.0-or-later
"""Open, crop, straighten, adjust and save a JPEG file of 24 megapixels, held against ImageMagick doing the same with as many threads: the time
that passes, the time of the processors, and the most memory."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = sys.argv[1]
RUNS = 5
WIDTH, HEIGHT = 6000, 4000
CROP = (100, 100, 5700, 3800)
DEGREES = 2.5


def photograph(path):
    """Soft shapes and some grain."""
    subprocess.run(['convert', '-seed', '7', '-size', '1500x1000', 'plasma:', '-resize', f'{WIDTH}x{HEIGHT}!', '-attenuate', '0.1', '+noise',
                    'Gaussian', '-quality', '92', f'jpg:{path}'], check=True)


def ours(source, target):
    return [PROGRAM, 'transform', '-i', source, '-o', target, '--force', '--quality', '92', '--crop', ','.join(map(str, CROP)),
            '--straighten', str(DEGREES), '--exposure', '0.3', '--contrast', '20', '--saturation', '15', '--sharpness', '30']


def theirs(source, target, size):
    x, y, width, height = CROP
    return ['convert', source, '-crop', f'{width}x{height}+{x}+{y}', '+repage', '-rotate', str(DEGREES), '-gravity', 'center', '-crop',
            f'{size}+0+0', '+repage', '-evaluate', 'multiply', '1.11', '-sigmoidal-contrast', '2x46%', '-modulate', '100,115', '-unsharp',
            '0x1+0.45', '-quality', '92', target]


def run(arguments):
    """Returns the seconds that passed, those of the processors, and the most megabytes."""
    begin = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f'{arguments[0]} failed.')
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6


def size_of(path):
    return subprocess.run(['identify', '-format', '%wx%h', path], check=True, capture_output=True, text=True).stdout


def measure(folder):
    source, one, other = folder / 'source.jpg', folder / 'one.jpg', folder / 'other.jpg'
    photograph(source)
    run(ours(source, one))
    size = size_of(one)
    run(theirs(source, other, size))
    if size_of(other) != size:
        sys.exit('The two have not done the same.')
    runs = [(run(ours(source, one)), run(theirs(source, other, size))) for _ in range(RUNS)]
    for name, unit, i, scale in (('time', 'ms', 0, 1e3), ('of processors', 'ms', 1, 1e3), ('memory', 'MB', 2, 1)):
        mine, peer = (statistics.median(pair[side][i] for pair in runs) * scale for side in (0, 1))
        print(f'{name + ":":15} pentimento-cli {mine:.0f} {unit}, convert {peer:.0f} {unit}, ratio {mine / peer:.2f}')


for tool in ('convert', 'identify'):
    if shutil.which(tool) is None:
        sys.exit(f'This benchmark needs “{tool}”, which is not installed.')
with tempfile.TemporaryDirectory(prefix='pentimento-bench.') as folder:
    measure(Path(folder))
