# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a whole edit takes against the practice server in another process, held against the same exchange driven by curl: the same
bytes sent, questions at the same pace, the result written to a file. The time that the server paints is in both."""

from cli import *

import http.server
import re
import statistics
import threading

RUNS = 7

# What SeedreamPatience says of the pauses between two questions, in seconds.
FIRST_PAUSE, PAUSE_FACTOR = 0.2, 1.5

# The least that makes a photograph of a camera: Exif with no field in it. It has to be taken out before the picture is sent.
EXIF = b'\xff\xe1\x00\x14Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0'


def photograph(path, number):
    """A JPEG file of 12 megapixels with some grain, about as large as a camera makes it."""
    subprocess.run(['convert', '-seed', str(number), '-size', '1000x750', 'plasma:', '-resize', '4000x3000!', '-attenuate', '0.1', '+noise',
                    'Gaussian', '-quality', '92', f'jpg:{path}'], check=True)
    content = path.read_bytes()
    path.write_bytes(content[:2] + EXIF + content[2:])


class Recorder(http.server.BaseHTTPRequestHandler):
    """Keeps the body of the one request that it refuses."""

    def do_POST(self):
        self.server.body = self.rfile.read(int(self.headers['Content-Length']))
        self.server.path = self.path
        self.send_response(400)
        self.send_header('Content-Length', '2')
        self.end_headers()
        self.wfile.write(b'{}')

    def log_message(self, *arguments):
        pass


def inputs(number):
    return [word for i in range(number) for word in ('-i', f'{i}.jpg')]


def edit(home, number, endpoint, code=OK):
    """Runs one edit. Returns the seconds that it took."""
    arguments = ['edit', *inputs(number), '-p', 'sepia', '-o', 'out.jpg', '--force', '--provider', 'runpod', '--endpoint', endpoint]
    begin = time.monotonic()
    home.run(*arguments, code=code, PENTIMENTO_RUNPOD_KEY=KEY)
    return time.monotonic() - begin


def record(home, number):
    """Returns the path and the body of the request that the program sends, without a server that works on it."""
    with http.server.HTTPServer(('127.0.0.1', 0), Recorder) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        edit(home, number, f'http://127.0.0.1:{server.server_port}', code=USAGE)
        thread.join()
        return server.path, server.body


def curl(*arguments):
    return subprocess.run(['curl', '-sSf', '-H', f'Authorization: Bearer {KEY}', *arguments], check=True, capture_output=True).stdout


def exchange(home, url, path, body):
    """The same by curl. Returns the seconds that it took."""
    asking = url + re.sub('/run(sync)?$', '/status/', path)
    pause = FIRST_PAUSE
    begin = time.monotonic()
    status = json.loads(curl('-H', 'Content-Type: application/json', '-H', 'Expect:', '--data-binary', f'@{body}', url + path))
    while status['status'] != 'COMPLETED':
        time.sleep(pause)
        pause *= PAUSE_FACTOR
        status = json.loads(curl(asking + status['id']))
    subprocess.run(['curl', '-sSf', '-o', 'curl.jpg', status['output']['image_url']], check=True, cwd=home.work)
    return time.monotonic() - begin


def compare(home, number):
    with Sandbox(home, 'delay:0,times=1000') as sandbox:
        cold = edit(home, number, sandbox.url)
        path, content = record(home, number)
        body = home.folder / 'body.json'
        body.write_bytes(content)
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(edit(home, number, sandbox.url))
            theirs.append(exchange(home, sandbox.url, path, body))
        equal((home.work / 'out.jpg').read_bytes(), (home.work / 'curl.jpg').read_bytes(), 'both fetched the same picture')
    return len(content), cold, ours, theirs


def measure(home):
    for number in range(10):
        photograph(home.work / f'{number}.jpg', number)
    print(f'{"case":<12}{"body":>10}{"ours":>11}{"curl":>11}{"ratio":>8}{"best":>8}{"first time":>13}')
    for number in (1, 10):
        length, cold, ours, theirs = compare(home, number)
        one, other = statistics.median(ours), statistics.median(theirs)
        # The best runs are what is left of it where other programs take the processors in turn.
        best = min(ours) / min(theirs)
        print(f'{number:>2} × 12 MP  {length / 1e6:>7.1f} MB{one * 1e3:>8.0f} ms{other * 1e3:>8.0f} ms{one / other:>8.2f}{best:>8.2f}{cold / other:>13.2f}',
              flush=True)


for tool in ('convert', 'curl'):
    if shutil.which(tool) is None:
        sys.exit(f'This benchmark needs “{tool}”, which is not installed.')
with tempfile.TemporaryDirectory(prefix='pentimento-bench.') as folder:
    measure(Home(folder))
