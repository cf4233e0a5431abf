# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the command line share: a home of their own, the program, the practice server as a process, small pictures, and TAP."""

import concurrent.futures
import contextlib
import hashlib
import json
import os
import pty
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request
import zlib
from pathlib import Path

PROGRAM = sys.argv[1]
KEY = 'rpa_CANARY7e1f4c9b2d8a6053'

# With the sanitizers everything takes longer.
PATIENCE = 60

OK, FAILED, USAGE, INPUT, NO_KEY, PAYMENT, CONTENT, NETWORK, UNKNOWN, CANCELLED, OUTPUT, LIBRARY, PENDING = range(13)


def png(width=64, height=48, colour=(200, 120, 40)):
    """A PNG file with a gradient."""
    rows = b''.join(
        b'\0' + b''.join(bytes((colour[0], (colour[1] + x) % 256, (colour[2] + y) % 256)) for x in range(width))
        for y in range(height))
    return png_of(struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0), zlib.compress(rows))


def png_of(header, data):
    def chunk(name, content):
        return struct.pack('>I', len(content)) + name + content + struct.pack('>I', zlib.crc32(name + content))

    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', header) + chunk(b'IDAT', data) + chunk(b'IEND', b'')


def kind(content):
    """The format of a picture file by its first bytes."""
    for name, start in (('png', b'\x89PNG'), ('jpg', b'\xff\xd8\xff'), ('webp', b'RIFF')):
        if content.startswith(start):
            return name
    return None


def sha256(path):
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


class Home:
    """Folders of its own for one test, and the program run in them."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.work = self.folder / 'work'
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(('PENTIMENTO_', 'XDG_', 'LC_', 'LANG', 'G_MESSAGES', 'DBUS_', 'TERM'))
        }
        for name in ('data', 'cache', 'config', 'state'):
            self.environment[f'XDG_{name.upper()}_HOME'] = str(self.folder / name)
        self.environment |= {
            'HOME': str(self.folder),
            'LC_ALL': 'C.UTF-8',
            'GSETTINGS_BACKEND': 'memory',
            'TERM': 'xterm',
            'DBUS_SESSION_BUS_ADDRESS': f'unix:path={self.folder}/no-bus',
        }
        self.work.mkdir()
        (self.work / 'a.png').write_bytes(png())

    @property
    def library(self):
        return self.folder / 'data' / 'pentimento'

    def use(self, sandbox, key=KEY, provider='runpod'):
        """Lets a provider be the given practice server, with a key."""
        name = f'PENTIMENTO_{provider.upper()}'
        self.environment |= {f'{name}_ENDPOINT': sandbox.url, f'{name}_KEY': key}

    def run(self, *arguments, code=OK, input='', **environment):
        """Runs the program to its end. Checks its exit code where one is given."""
        done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=self.work, env=self.environment | environment, input=input,
                              capture_output=True, text=True, timeout=PATIENCE)
        if code is not None:
            equal(done.returncode, code, f'{arguments}: {done.stdout}{done.stderr}')
        return done

    def start(self, *arguments, **environment):
        return subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=self.work, env=self.environment | environment,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def json(self, *arguments, code=OK, **environment):
        """Runs the program with --json. Returns the one value that it printed."""
        return json.loads(self.run(*arguments, '--json', code=code, **environment).stdout)

    def edit(self, *arguments, code=OK, out='out.png', prompt='sepia', **environment):
        """Edits a.png with --json at Runpod, or what stands in for it."""
        return self.json('edit', '-i', 'a.png', '-p', prompt, '-o', out, '--provider', 'runpod', *arguments, code=code, **environment)

    def query(self, sql):
        """What the library's database says, read past the program."""
        with contextlib.closing(sqlite3.connect(self.library / 'library.db')) as database:
            return database.execute(sql).fetchall()

    def check_library(self):
        """The gallery is whole: the database, the objects under the right names, and no version without its picture."""
        if not (self.library / 'library.db').exists():
            return
        with contextlib.closing(sqlite3.connect(self.library / 'library.db')) as database:
            equal(database.execute('pragma integrity_check').fetchall(), [('ok',)])
            equal(database.execute('pragma foreign_key_check').fetchall(), [])
        objects = {path.name.split('.')[0]: path for path in (self.library / 'objects').rglob('*') if path.is_file()}
        for name, path in objects.items():
            equal(sha256(path), name)
        for version in self.json('history'):
            check(version['sha256'] in objects, f'{version} has a picture')

    def leftovers(self):
        """Names in the working folder that are no input."""
        return sorted(path.name for path in self.work.iterdir() if path.name != 'a.png')


class Sandbox:
    """The practice server as a process of its own."""

    def __init__(self, home, *faults, port=0):
        arguments = [word for fault in faults for word in ('--fault', fault)]
        self.process = subprocess.Popen([PROGRAM, 'sandbox', '--port', str(port), *arguments], env=home.environment,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        check(self.url.startswith('http://127.0.0.1:'), f'the server says where it is: {self.url!r}')

    def stats(self):
        with urllib.request.urlopen(f'{self.url}/practice/stats', timeout=PATIENCE) as answer:
            return json.load(answer)

    @property
    def submits(self):
        return self.stats()['submits']

    def wait_for(self, condition):
        """Waits until the numbers of the server are as wished."""
        end = time.monotonic() + PATIENCE
        while not condition(self.stats()):
            check(time.monotonic() < end, f'the server got there: {self.stats()}')
            time.sleep(0.02)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        equal(self.process.wait(PATIENCE), OK, 'the server ends well')
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if error[0] is None:
            self.stop()
        else:
            self.process.kill()
            self.process.wait()


@contextlib.contextmanager
def keyring(home):
    """A message bus and an unlocked keyring of the test's own."""
    bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address=1'], env=home.environment, stdout=subprocess.PIPE,
                           stderr=subprocess.DEVNULL, text=True)
    home.environment['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()
    home.environment['XDG_RUNTIME_DIR'] = str(home.folder)
    daemon = subprocess.Popen(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'], env=home.environment,
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    daemon.stdin.write(b'test')
    daemon.stdin.close()
    try:
        subprocess.run(['gdbus', 'wait', '--session', '--timeout', '20', 'org.freedesktop.secrets'], env=home.environment, check=True)
        yield
    finally:
        for process in (daemon, bus):
            process.terminate()
            process.wait()
        bus.stdout.close()


def on_terminal(home, *arguments, stdout_too=True, answers=(), **environment):
    """Runs the program on a terminal of its own. Each answer is a prompt to wait for and what to do then, a text to type or a function that gets the
    process. Returns the exit code and what was seen."""
    master, slave = pty.openpty()
    process = subprocess.Popen([PROGRAM, *map(str, arguments)], cwd=home.work, env=home.environment | environment, stdin=slave,
                               stdout=slave if stdout_too else subprocess.PIPE, stderr=slave, start_new_session=True)
    os.close(slave)
    seen = b''
    answers = list(answers)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if select.select([master], [], [], 0.05)[0]:
            try:
                seen += os.read(master, 65536)
            except OSError:
                break
        if answers and answers[0][0].encode() in seen:
            action = answers.pop(0)[1]
            if callable(action):
                action(process, master)
            else:
                os.write(master, action.encode())
    code = process.wait(PATIENCE)
    os.close(master)
    if process.stdout is not None:
        seen += process.stdout.read()
        process.stdout.close()
    return code, seen.decode()


def side_by_side(home, work, items):
    """Does the same for each item, each in a home of its own: what waits for a server needs no processor."""

    def one(number, item):
        folder = home.folder / f'side-{number}'
        folder.mkdir()
        work(Home(folder), item)

    with concurrent.futures.ThreadPoolExecutor() as pool:
        for done in [pool.submit(one, number, item) for number, item in enumerate(items)]:
            done.result()


def check(condition, message='as expected'):
    if not condition:
        raise AssertionError(message)


def equal(one, other, message=''):
    check(one == other, f'{one!r} is not {other!r} {message}')


def attempt(test):
    """Runs a test in a home of its own. Returns the seconds that it took, and what went wrong."""
    folder = tempfile.mkdtemp(prefix='pentimento-cli.')
    begin = time.monotonic()
    trouble = None
    try:
        test(Home(folder))
    except Exception:
        trouble = traceback.format_exc()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return time.monotonic() - begin, trouble


def main(tests, at_once=1, epilogue=()):
    """Runs the tests, so many at a time, and reports them in TAP. The lines of the epilogue come last."""
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        for number, (test, (seconds, trouble)) in enumerate(zip(tests, pool.map(attempt, tests)), 1):
            failed += trouble is not None
            for line in (trouble or '').splitlines():
                print(f'# {line}')
            print(f'# {seconds:.1f} s')
            print(f'{"ok" if trouble is None else "not ok"} {number} - {test.__name__}', flush=True)
    for line in epilogue:
        print(f'# {line}')
    sys.exit(1 if failed else 0)
