# SPDX-License-Identifier: GPL-3.0-or-later
"""What it takes to make a request of ten pictures of 10 MB and to read its body to the end: memory over that of the idle process, and
time against base64 and cat of the same files."""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROGRAM = sys.argv[1]
PICTURES = 10
SIZE = 10_000_000
RUNS = 5


def noise(path, side):
    """A JPEG file that nothing makes small. Returns its size."""
    subprocess.run(['convert', '-size', f'{side}x{side}', 'xc:gray', '+noise', 'Random', '-quality', '92', f'jpg:{path}'], check=True)
    return path.stat().st_size


def make_pictures(folder):
    """Ten files a little smaller than 10 MB, by the size of a small one."""
    side = int(1000 * (0.99 * SIZE / noise(folder / 'probe', 1000)) ** 0.5)
    paths = [folder / f'{i}.jpg' for i in range(PICTURES)]
    sizes = [noise(path, side) for path in paths]
    print(f'{PICTURES} pictures of {side} × {side} pixels, {min(sizes) / 1e6:.2f} to {max(sizes) / 1e6:.2f} MB')
    return paths


def run(*arguments):
    """Returns what one child process prints, the memory in megabytes."""
    ready, sent, length, kilobytes = subprocess.run([PROGRAM, *map(str, arguments)], check=True, capture_output=True, text=True).stdout.split()
    return float(ready), float(sent), int(length), int(kilobytes) * 1024 / 1e6


def base64(paths):
    """Returns the seconds that the same takes without a program of our own."""
    begin = time.monotonic()
    subprocess.run(['bash', '-c', 'for file; do base64 -w 0 "$file"; done | cat > /dev/null', 'base64', *map(str, paths)], check=True)
    return time.monotonic() - begin


def measure(folder):
    paths = make_pictures(folder)
    idle, opened, built, theirs = [], [], [], []
    for _ in range(RUNS):
        idle.append(run('idle'))
        opened.append(run('open', *paths))
        built.append(run('build', *paths))
        theirs.append(base64(paths))

    idle, opened, most = (max(run[3] for run in runs) for runs in (idle, opened, built))
    print(f'memory: idle {idle:.1f} MB, ten pictures opened {opened:.1f} MB, body of {built[0][2] / 1e6:.1f} MB read {most:.1f} MB')
    print(f'        over the idle process {most - idle:.1f} MB, over that with the pictures opened {most - opened:.1f} MB')

    ready, sent, peer = (statistics.median(times) for times in ([run[0] for run in built], [run[1] for run in built], theirs))
    print(f'time:   request and body {sent * 1e3:.0f} ms, base64 and cat {peer * 1e3:.0f} ms, ratio {sent / peer:.2f}')
    print(f'        before that {ready * 1e3:.0f} ms to prove that each picture can be decoded, once')


for tool in ('convert', 'base64'):
    if shutil.which(tool) is None:
        sys.exit(f'This benchmark needs “{tool}”, which is not installed.')
with tempfile.TemporaryDirectory(prefix='pentimento-bench.') as folder:
    measure(Path(folder))
