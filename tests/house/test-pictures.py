# SPDX-License-Identifier: GPL-3.0-or-later
"""The icons are drawings of the right size that can be rendered; the sample is a JPEG of a reasonable size."""

import struct
import subprocess
from xml.etree import ElementTree

from house import SOURCE, conclude

ICONS = {
    'scalable/apps/org.pentimento.Pentimento.svg': 128,
    'symbolic/apps/org.pentimento.Pentimento-symbolic.svg': 16,
}
SAMPLE_LIMIT = 300 * 1024  # what the repository can well carry

problems = []
for name, size in ICONS.items():
    path = SOURCE / 'data/icons/hicolor' / name
    box = ElementTree.parse(path).getroot().get('viewBox')
    if box != f'0 0 {size} {size}':
        problems.append(f'{name} has the view box {box}')
    for pixels in (16, 48, 128):
        png = subprocess.run(['rsvg-convert', '-w', str(pixels), '-h', str(pixels), path], stdout=subprocess.PIPE, check=True).stdout
        if png[:8] != b'\x89PNG\r\n\x1a\n' or struct.unpack('>II', png[16:24]) != (pixels, pixels):
            problems.append(f'{name} cannot be drawn at {pixels} pixels')

sample = (SOURCE / 'data/samples/still-life.jpg').read_bytes()
if sample[:3] != b'\xff\xd8\xff' or sample[-2:] != b'\xff\xd9':
    problems.append('the sample is not a whole JPEG file')
if len(sample) > SAMPLE_LIMIT:
    problems.append(f'the sample has {len(sample)} bytes')

conclude(problems)
