# SPDX-License-Identifier: GPL-3.0-or-later
"""A key that would be noticed anywhere goes through every provider and every kind of answer. Afterwards it is in no output, log, argument, address,
file, message on the bus, or core file."""

from cli import *
from wire_parts import Trouble
from wire_server import PROVIDERS, WireServer

import base64
import http.server
import re
import threading
import urllib.parse
import uuid

# Another text when percent-encoded; as an id, it would be taken for one.
CANARY = 'CANARY+7e1f4c9b=2d8a&6053'

# The practice server speaks for these.
KEYED = [provider['id'] for provider in json.loads(subprocess.run([PROGRAM, 'providers', '--json'], capture_output=True, check=True).stdout)
         if provider['key']['needed']]

# Those that the second set of wire formats speaks for; a gateway of one's own is like Runpod.
ECHOING = [name for name in KEYED if name != 'gateway']

# Everything that it can do wrong, and what to be patient for: these never end by themselves.
FAULTS = (
    'delay:50', 'status:400', 'status:401', 'status:402', 'status:403', 'status:404', 'status:413', 'status:429', 'status:500',
    'status:401,at=poll', 'status:500,at=poll,times=1', 'status:401,at=upload', 'status:500,at=upload', 'status:404,at=result,times=1',
    'html', 'html:502,at=poll,times=1', 'html,at=upload', 'html,at=result,times=1', 'cut', 'cut,at=upload', 'cut,at=poll,times=1', 'stall',
    'redirect:ELSEWHERE', 'redirect:ELSEWHERE,at=submit', 'redirect:ELSEWHERE,at=upload', 'redirect:ELSEWHERE,at=result,times=1',
    'not-found,times=2', 'lose', 'half,times=1', 'half,at=poll,times=1', 'half,at=submit', 'chunked-cut,times=1', 'chunked-cut,at=submit',
    'garbage,times=1', 'garbage,at=submit', 'garbage,at=poll,times=1', 'huge,times=1', 'huge,at=submit', 'never-finish', 'fail:no use',
    'refuse', 'empty', 'fewer:1', 'partial', 'hidden:100', 'expire:0', 'blocked', 'blocked,at=upload')
# What is done to the picture alone is the same whoever delivers it.
PICTURE_FAULTS = ('bomb', 'wrong-type', 'shift:1:1', 'scale:10', 'tint:1:1:1', 'size:64x64')
SPELLINGS = {'runpod': ('result', 'image', 'images', 'url', 'bare'), 'aimlapi': ('images', 'data', 'url', 'b64_json', 'inline'),
             'atlascloud': ('bare', 'objects', 'b64_json', 'inline'), 'sinancode': ('objects',)}
ENDLESS = ('stall', 'never-finish')


# How a text may hold it.
KEY_SPELLINGS = {'plain': CANARY, 'quoted': urllib.parse.quote(CANARY, safe=''), 'base64': base64.b64encode(CANARY.encode()).decode()}


def forms(key):
    """The key as it might be found: as above, in hexadecimal digits, and in base64 wherever it begins in what was encoded."""
    yield from (spelling.encode() for spelling in KEY_SPELLINGS.values())
    yield key.encode().hex().encode()
    for offset in range(3):
        whole = base64.b64encode(b'\0' * offset + key.encode())
        # The characters at the ends depend on the neighbours as well.
        inner = whole[-(-offset * 8 // 6):(offset + len(key)) * 8 // 6]
        yield from (inner, inner.translate(bytes.maketrans(b'+/', b'-_')))


FORMS = sorted(set(forms(CANARY)))


def check_clean(what, content):
    content = content.encode() if isinstance(content, str) else content
    for form in FORMS:
        at = content.find(form)
        check(at < 0, f'the key is in {what}: {content[max(at - 80, 0):at + 120]!r}')


def check_files(home):
    """All that there is under the home's folders: the database and its log, objects, cache, settings, what was written."""
    seen = set()
    for path in home.folder.rglob('*'):
        check_clean('a name', str(path.relative_to(home.folder)))
        if path.is_file():
            seen.add(path.suffix)
            check_clean(path.relative_to(home.folder), path.read_bytes())
    check({'.db', '.png'} <= seen, seen)


class Elsewhere(http.server.BaseHTTPRequestHandler):
    """Another host, which writes down what it is told."""

    def answer(self):
        self.server.heard.append(f'{self.requestline}\n{self.headers}')
        self.send_response(200)
        self.send_header('Content-Length', '2')
        self.end_headers()
        self.wfile.write(b'{}')

    do_GET = do_POST = answer

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def elsewhere():
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Elsewhere) as server:
        server.heard = []
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()
    for heard in server.heard:
        check_clean('a request to another host', heard)


class Watch:
    """Looks at the arguments of all processes, and at the environment of those that the program starts, as long as it is there."""

    def __init__(self):
        self.looks = 0
        self.parents = set()
        self.found = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run, daemon=True)

    def run(self):
        while not self.over.wait(0.2):
            for folder in Path('/proc').glob('[0-9]*'):
                with contextlib.suppress(OSError):
                    self.look(folder)
            self.looks += 1

    def look(self, folder):
        said = (folder / 'cmdline').read_bytes()
        parent = int(re.search(rb'\nPPid:\t(\d+)', (folder / 'status').read_bytes())[1])
        # The leak checker looks at the program from a copy of it, which is not another program; one that has just ended has no arguments.
        if parent in self.parents and Path(f'/proc/{parent}/cmdline').read_bytes() not in (b'', said):
            said += (folder / 'environ').read_bytes()
        if any(form in said for form in FORMS):
            self.found.append(said)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *error):
        self.over.set()
        self.thread.join()
        check(self.looks > 3 or error[0] is not None, 'processes were looked at')
        equal(self.found, [])


def loud(home, watch, name, url, *words, inside=True, endless=False):
    """Runs the program with everything that it can be made to say; what never ends is interrupted twice. Returns what it said."""
    own = {f'PENTIMENTO_{name.upper()}_ENDPOINT': url, 'PENTIMENTO_GATEWAY_UPLOAD': f'POST {url}/storage', 'GSETTINGS_BACKEND': 'keyfile',
           'G_MESSAGES_DEBUG': 'all', 'G_DBUS_DEBUG': 'all'}
    if inside:
        own[f'PENTIMENTO_{name.upper()}_KEY'] = CANARY
    process = home.start(*words, **own)
    watch.parents.add(process.pid)
    if endless:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(4)
        for _ in range(2):
            process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.5)
    said = process.communicate(timeout=PATIENCE)
    # A slow machine may still be looking for leaks when the second one comes, and ends of it.
    check(process.returncode >= 0 or endless and process.returncode == -signal.SIGTERM, said)
    for text in said:
        check_clean(f'the output of {words}', text)
    return said


def edit(home, watch, name, url, **how):
    return loud(home, watch, name, url, 'edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', name, '--force', '--json', **how)


def faults_of(name):
    return ['', *FAULTS, *(f'spelling:{word}' for word in SPELLINGS.get(name, ()))]


def one_fault(home, watch, name, fault, inside):
    with elsewhere() as other:
        fault = fault.replace('ELSEWHERE', f'http://127.0.0.1:{other.server_port}/elsewhere')
        with Sandbox(home, *filter(None, [fault])) as sandbox:
            out, _ = edit(home, watch, name, sandbox.url, inside=inside, endless=fault in ENDLESS)
            equal(json.loads(out.splitlines()[-1])['provider'], name)
            stats = sandbox.stats()
            equal(stats['key_leaks'], 0, fault)
            check_clean('what the server knows', json.dumps(stats))
            check_clean('the arguments', Path(f'/proc/{sandbox.process.pid}/cmdline').read_bytes())
            if fault == '':
                equal(stats['submits'], 1)
                for words in (['key', 'test', name], ['providers'], ['jobs', '--json'], ['history', '--json'], ['jobs', 'resume']):
                    loud(home, watch, name, sandbox.url, *words, inside=inside)
    check_files(home)


class Echo(WireServer):
    """A provider that says what it was told: the key is wherever there is a place for a text."""

    def __init__(self, provider, manner):
        super().__init__(provider, CANARY)
        self.manner = manner
        said = ' '.join(KEY_SPELLINGS.values()) + f' Authorization: Bearer {CANARY}'
        troubles = {
            'submit 400': ('submit', 400, {'error': said, 'message': said, 'code': 400}), 'submit 401': ('submit', 401, said),
            'submit 500': ('submit', 500, said), 'submit 200': ('submit', 200, {'message': said, 'error': {'message': said}}),
            'cut in the middle': ('submit', 400, 'x' * 1990 + CANARY),
            'poll 200': ('poll', 200, {'status': 'FAILED' if provider == 'runpod' else 'failed', 'error': said, 'error_msg': said, 'data': {
                'status': 'failed', 'error': said, 'state': 'fail', 'failMsg': said}}),
            'poll 401': ('poll', 401, said), 'poll 413': ('poll', 413, {'error': said}), 'upload 400': ('upload', 400, {'message': said}),
            'result 404': ('result', 404, said), 'result 200': ('result', 200, said),
        }
        if manner in troubles:
            self.trouble = Trouble(*troubles[manner], None, None)

    def spell(self, place):
        """The key as the manner wants it at this place, if it does."""
        return KEY_SPELLINGS[self.manner.split()[1]] if self.manner.split()[0] == place else ''

    def add(self, job):
        job.id = self.spell('id') + job.id
        return super().add(job)

    def link(self, job, number):
        return f'{super().link(job, number)}?key={self.spell("link")}'

    def keep(self, content, name=None):
        return super().keep(content, f'{uuid.uuid4()}-{self.spell("kept")}')

    def deliver(self, request):
        request.path = request.path.split('?')[0]
        return super().deliver(request)


ECHOES = ('submit 400', 'submit 401', 'submit 500', 'submit 200', 'cut in the middle', 'poll 200', 'poll 401', 'poll 413', 'upload 400',
          'result 404', 'result 200', 'id plain', 'id base64', 'link plain', 'link quoted', 'link base64', 'kept plain', 'kept quoted',
          'kept base64')


def one_echo(home, watch, name, manner, inside):
    with Echo(name, manner) as server:
        edit(home, watch, name, server.url, inside=inside)
        check(server.requests, 'it was asked')
        for words in (['jobs', '--json'], ['jobs', 'resume']):
            loud(home, watch, name, server.url, *words, inside=inside)
    check_files(home)


def everywhere(home, tasks, inside):
    """Does the tasks, each in a home of its own, many at a time: most of it is waiting."""
    troubles = []

    def one(number):
        test, *what = tasks[number]
        own = home.folder / f'side-{number}'
        own.mkdir()
        try:
            own_home = Home(own)
            own_home.environment['DBUS_SESSION_BUS_ADDRESS'] = home.environment['DBUS_SESSION_BUS_ADDRESS']
            test(own_home, watch, *what, inside)
        except Exception as error:
            troubles.append(f'{what}: {error}')
        shutil.rmtree(own)

    with Watch() as watch, concurrent.futures.ThreadPoolExecutor(24) as pool:
        list(pool.map(one, range(len(tasks))))
    equal(troubles, [])


def in_turn(test, names, things):
    """Each of the things with one of the providers."""
    return [(test, names[number % len(names)], thing) for number, thing in enumerate(things)]


def from_the_environment(home):
    """Every provider with everything that can go wrong."""
    everywhere(home, [(one_echo, name, manner) for name in ECHOING for manner in ECHOES] + [(one_fault, 'runpod', 'not-found')]
               + [(one_fault, name, fault) for name in KEYED for fault in faults_of(name)] + in_turn(one_fault, KEYED, PICTURE_FAULTS), inside=True)


@contextlib.contextmanager
def listening(home):
    """Everything that is said on the bus, in bytes."""
    record = home.folder / 'bus'
    with record.open('wb') as file:
        monitor = subprocess.Popen(['dbus-monitor', '--session', '--binary'], env=home.environment, stdout=file, stderr=subprocess.DEVNULL)
        try:
            for marker in ('.begin', '.end'):
                mark(home, record, marker)
                if marker == '.begin':
                    yield record
        finally:
            monitor.terminate()
            monitor.wait()


def mark(home, record, marker):
    """Says something on the bus until it has been heard: what was said before has been heard then, too."""
    end = time.monotonic() + PATIENCE
    while f'org.pentimento.Marker{marker}'.encode() not in record.read_bytes():
        check(time.monotonic() < end, 'the bus is listened to')
        subprocess.run(['gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/', '--method',
                        'org.freedesktop.DBus.NameHasOwner', f'org.pentimento.Marker{marker}'], env=home.environment, check=True,
                       stdout=subprocess.DEVNULL)


def from_the_keyring(home):
    """Every provider, and everything that can go wrong with one of them: where the key came from makes no difference to answers."""
    with keyring(home), listening(home) as record:
        for name in KEYED:
            home.run('key', 'set', name, input=CANARY)
        everywhere(home, in_turn(one_echo, ECHOING, ECHOES) + [(one_fault, name, '') for name in KEYED]
                   + in_turn(one_fault, KEYED, FAULTS + PICTURE_FAULTS), inside=False)
        for name in KEYED:
            home.run('key', 'clear', name)
    said = record.read_bytes()
    for word in (b'CreateItem', b'SearchItems', b'GetSecret', b'dh-ietf1024-sha256-aes128-cbc-pkcs7'):
        check(word in said, f'{word} on the bus')
    check_clean('what is said on the bus', said)
    record.unlink()
    for path in home.folder.rglob('*'):
        if path.is_file():
            check_clean(path, path.read_bytes())


def every_fault_is_played(home):
    """A fault that the practice server learns has to be played here."""
    text = home.run('sandbox', '--help').stdout
    known = re.findall(r'^  ([a-z-]+)[^ =]* +(?:job|submit|poll|result|upload) ', text, re.MULTILINE)
    equal(set(known), {re.split('[:,]', fault)[0] for fault in FAULTS + PICTURE_FAULTS} | {'spelling'})


def limit_of(process):
    return re.search(r'Max core file size +(\S+) +(\S+)', Path(f'/proc/{process.pid}/limits').read_text()).groups()


def leaves_no_core(home):
    """Neither program does, even where the shell would have one and the program dies of what leaves one."""
    for program in (PROGRAM, str(Path(PROGRAM).with_name('pentimento'))):
        words = ['sandbox'] if program == PROGRAM else []
        process = subprocess.Popen(['sh', '-c', 'ulimit -c unlimited; exec "$@"', 'sh', program, *words], cwd=home.work,
                                   env=home.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + PATIENCE
        while limit_of(process) != ('0', '0'):
            check(time.monotonic() < end, f'{program}: {limit_of(process)}')
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGABRT)
        _, status = os.waitpid(process.pid, 0)
        process.returncode = status
        check(os.WIFSIGNALED(status) and not os.WCOREDUMP(status), status)
        equal(home.leftovers(), [])


if __name__ == '__main__':
    main([from_the_environment, from_the_keyring, every_fault_is_played, leaves_no_core])
