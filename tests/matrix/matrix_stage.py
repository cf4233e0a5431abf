# SPDX-License-Identifier: GPL-3.0-or-later
"""What a row of the matrix is played on: one provider's practice server in another process, the program with a library of its own, the means to
kill it at a given step, to slow its disk, to turn its clock, and to look into its ledger."""

from cli import *

import functools

# Milliseconds: longer than any row waits for.
FOREVER = 600000

# Each write to the database takes 40 ms on this disk, so that every step can be seen.
SLOW = 'delay_enter=40000'

# Providers that answer their one call with the results: without ids, without polls.
BLOCKING = ('aimlapi', 'ark')


class Missed(Exception):
    """The program was past the step before it was killed."""


class Provider:
    """One provider of the registry, by what the program says of it."""

    def __init__(self, description):
        edit = description['operations']['edit']
        self.name = description['id']
        self.uploads = edit['transport'] != 'inline'
        self.polls = self.name not in BLOCKING
        # Two, where it can make them: the second may be missing.
        self.count = min(edit['max_results'], 2)

    @property
    def states(self):
        """The steps of the ledger that a job of this provider is seen in."""
        return ['prepared', *['uploading'] * self.uploads, 'waiting', 'submitting', 'submitted', *['running'] * self.polls, 'downloading', 'stored']

    @property
    def calls(self):
        return [*['upload'] * self.uploads, 'submit', *['poll'] * self.polls, 'result']


@functools.cache
def providers():
    listed = subprocess.run([PROGRAM, 'providers', '--json'], stdout=subprocess.PIPE, check=True, timeout=PATIENCE)
    return [Provider(description) for description in json.loads(listed.stdout)]


@functools.cache
def clock_library():
    """The library that stands between a program and its clock."""
    return subprocess.run(['faketime', '-m', '-f', '+0', 'printenv', 'LD_PRELOAD'], stdout=subprocess.PIPE, check=True,
                          text=True).stdout.strip()


def clock(said):
    """The environment in which the wall clock alone is as said: "-1d", "+9h"."""
    return {'LD_PRELOAD': clock_library(), 'FAKETIME': said, 'FAKETIME_DONT_FAKE_MONOTONIC': '1', 'NO_FAKE_STAT': '1'} if said else {}


def hurry(times):
    """The environment in which all time passes so many times as fast: to see a time-out of a minute in a second."""
    return {'LD_PRELOAD': clock_library(), 'FAKETIME': f'+0 x{times}', 'NO_FAKE_STAT': '1'} if times > 1 else {}


class Stage:
    def __init__(self, home, provider):
        self.home = home
        self.provider = provider
        self.sandbox = None
        # Whether the server that counts is one within the program, which nobody can ask.
        self.within = False
        # The library is made before the disk is slow.
        self.home.run('jobs')

    def open(self, *faults, port=0):
        self.sandbox = Sandbox(self.home, *faults, port=port)
        self.use(self.sandbox.url)

    def use(self, url):
        name = self.provider.name.upper()
        # That of the practice server is given with the edit.
        if name != 'PRACTICE':
            self.home.environment |= {f'PENTIMENTO_{name}_ENDPOINT': url, f'PENTIMENTO_{name}_KEY': KEY}
        if self.provider.name == 'gateway':
            self.home.environment['PENTIMENTO_GATEWAY_UPLOAD'] = f'PUT {url}/storage'

    def close(self):
        if self.sandbox is not None:
            self.sandbox.process.kill()
            self.sandbox.process.wait()
            self.sandbox.process.stdout.close()

    def ask(self, method, path, data=None):
        request = urllib.request.Request(self.sandbox.url + path, data=data, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE):
            pass

    def mend(self):
        """Takes all faults away."""
        self.ask('DELETE', '/practice/faults')

    def start(self, writes=None, **environment):
        """Starts the edit; what its writes to the database are to meet is said in strace's words."""
        before = []
        if writes is not None:
            before = ['strace', '-D', '-f', '-qq', '-o', '/dev/null', '-e', 'trace=pwrite64', '-e', f'inject=pwrite64:{writes}']
        endpoint = ['--endpoint', self.sandbox.url] if self.provider.name == 'practice' and not self.within else []
        return subprocess.Popen(
            [*before, PROGRAM, 'edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', self.provider.name, '--size', '1024x1024',
             '--count', str(self.provider.count), *endpoint, '--json'],
            cwd=self.home.work, env=self.home.environment | environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, restore_signals=False)

    def finish(self, process):
        """Waits for the program's own end."""
        try:
            stderr = process.communicate(timeout=PATIENCE)[1]
        finally:
            process.kill()
        check(0 <= process.returncode <= PENDING, f'ended with {process.returncode}: {stderr}')

    def edit(self, **environment):
        self.finish(self.start(**environment))

    def resume(self, **environment):
        """Restarts the program, which takes up what was left. Returns its reports."""
        done = self.home.run('jobs', 'resume', '--json', code=None, **environment)
        check(0 <= done.returncode <= PENDING, f'ended with {done.returncode}: {done.stderr}')
        return json.loads(done.stdout)

    def row(self):
        """The job as it stands in the ledger, None before there is one. The program is at work there at the same time."""
        path = self.home.library / 'library.db'
        try:
            with contextlib.closing(sqlite3.connect(f'file:{path}?mode=ro', uri=True, timeout=1)) as database:
                database.row_factory = sqlite3.Row
                rows = database.execute('select * from job').fetchall()
        except sqlite3.OperationalError:
            return None
        check(len(rows) <= 1, 'one click, one job')
        return dict(rows[0]) if rows else None

    def state(self):
        row = self.row()
        return row and row['state']

    def wait(self, process, state, condition=None):
        """Waits until the ledger says that state, and the numbers of the server are as wished."""
        end = time.monotonic() + PATIENCE
        while self.state() != state or (condition is not None and not condition(self.sandbox.stats())):
            check(time.monotonic() < end, f'the job is {self.state()}')
            if process.poll() is not None:
                raise Missed(f'it ended {self.state()}: {process.stderr.read()}')
            time.sleep(0.005)

    def kill(self, process, state, condition=None):
        """Kills the program at that state."""
        try:
            self.wait(process, state, condition)
        finally:
            process.kill()
            process.communicate()
        if self.state() != state:
            raise Missed(f'it was {self.state()}')
