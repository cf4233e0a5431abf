# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes from starting the program to the first sharp frame of a JPEG file of 24 megapixels, and the most memory it took, beside
eog and gthumb in turn on the same display. Sharp is the first frame whose middle looks as it does at the end."""

import ctypes
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
ROUNDS = 5
# Inside of the picture in each of the windows, which without a window manager begin in the top left corner.
LEFT, TOP, WIDTH, HEIGHT = 300, 200, 160, 160
PAUSE = 0.008  # seconds between two looks at the display
REST = 4  # seconds without a change: it has come to its end
PATIENCE = 60

ALL_PLANES = ctypes.c_ulong(-1).value
Z_PIXMAP = 2


class Image(ctypes.Structure):
    """The beginning of Xlib's XImage."""
    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int), ('format', ctypes.c_int),
                ('data', ctypes.c_void_p), ('byte_order', ctypes.c_int), ('bitmap_unit', ctypes.c_int), ('bitmap_bit_order', ctypes.c_int),
                ('bitmap_pad', ctypes.c_int), ('depth', ctypes.c_int), ('bytes_per_line', ctypes.c_int)]


class Display:
    def __init__(self):
        self.x11 = ctypes.CDLL('libX11.so.6')
        self.x11.XOpenDisplay.restype = ctypes.c_void_p
        self.x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self.x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self.x11.XGetImage.restype = ctypes.POINTER(Image)
        self.x11.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_ulong,
                                       ctypes.c_int]
        self.x11.XDestroyImage.argtypes = [ctypes.POINTER(Image)]
        self.display = self.x11.XOpenDisplay(None)
        self.root = self.x11.XDefaultRootWindow(self.display)

    def look(self):
        """What is in the middle of the picture: its digest, and whether it is of many colours."""
        image = self.x11.XGetImage(self.display, self.root, LEFT, TOP, WIDTH, HEIGHT, ALL_PLANES, Z_PIXMAP)
        data = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * HEIGHT)
        self.x11.XDestroyImage(image)
        return hashlib.md5(data).digest(), len({data[i:i + 3] for i in range(0, len(data), 4)}) > 1000


def peak_memory(process):
    """In MB."""
    with open(f'/proc/{process.pid}/status') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmHWM:')) / 1000


def open_picture(display, command, picture):
    """Returns the milliseconds and the megabytes."""
    begin = time.monotonic()
    process = subprocess.Popen([*command, picture], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen, since, is_picture = None, begin, False
    while True:
        now = time.monotonic()
        digest, is_picture = display.look()
        if digest != seen:
            seen, since = digest, now
        if is_picture and now - since > REST:
            break
        if process.poll() is not None or now - begin > PATIENCE:
            process.kill()
            process.wait()
            return None
        time.sleep(PAUSE)
    memory = peak_memory(process)
    process.kill()
    process.wait()
    time.sleep(0.5)
    return (since - begin) * 1e3, memory


def make_picture(path):
    """About as much detail as a photograph has."""
    subprocess.run(['convert', '-seed', '5', '-size', '1500x1000', 'plasma:red-blue', '-resize', '6000x4000!', '-attenuate', '0.1', '+noise',
                    'Gaussian', '-quality', '92', f'jpg:{path}'], check=True)


def report(name, results, ours):
    if not results:
        print(f'{name:<12} did not show the picture on this display')
        return
    times, memories = zip(*results)
    one, other = statistics.median(ours[0]), statistics.median(times)
    memory, other_memory = max(ours[1]), max(memories)
    print(f'{name:<12}{other:>8.0f} ms{min(times):>10.0f} ms{other_memory:>9.0f} MB{one / other:>10.2f}{min(ours[0]) / min(times):>10.2f}'
          f'{memory / other_memory:>10.2f}')


def main():
    display = Display()
    commands = {'pentimento': [PROGRAM], 'eog': ['eog'], 'gthumb': ['gthumb']}
    results = {name: [] for name in commands}
    with tempfile.TemporaryDirectory(prefix='pentimento-bench.') as folder:
        picture = os.path.join(folder, 'picture.jpg')
        make_picture(picture)
        for _ in range(ROUNDS):
            for name, command in commands.items():
                if shutil.which(command[0]) is not None and (result := open_picture(display, command, picture)) is not None:
                    results[name].append(result)
    if not results['pentimento']:
        sys.exit('The picture was not seen.')
    print(f'{"24 MP":<12}{"median":>11}{"best":>13}{"memory":>12}{"ratio":>10}{"of best":>10}{"of memory":>10}')
    ours = list(zip(*results['pentimento']))
    for name in commands:
        if shutil.which(commands[name][0]) is None:
            print(f'{name:<12} is not installed: see .ci/packages-bench')
        else:
            report(name, results[name], ours)


if shutil.which('convert') is None:
    sys.exit('This benchmark needs “convert”, which is not installed.')
main()
