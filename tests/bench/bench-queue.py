# SPDX-License-Identifier: GPL-3.0-or-later
"""How long 200 edits take that are put into the queue at once and run eight at a time, held against a bare loop of eight threads that
makes the same exchanges with the practice server: the same bytes sent, questions at the same pace, the result read. And whether the memory stays flat."""

import http.client
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

PROGRAM, QUEUE = sys.argv[1:]
PICTURES, LIMIT = 200, 8
DELAY = 0.4  # seconds that the server takes for a job
KEY = 'rpa_bench'

# What SeedreamPatience says of the pauses between two questions, in seconds.
FIRST_PAUSE, PAUSE_FACTOR = 0.2, 1.5


def make_pictures(folder):
    """As many JPEG files of about a megapixel that differ in one number of their quantization table, and so in their pixels. They can be sent
    as they are: what it takes to make one ready that cannot is no matter of the queue."""
    one = folder / 'one.jpg'
    subprocess.run(['convert', '-seed', '1', '-size', '1200x900', 'plasma:', '-attenuate', '0.1', '+noise', 'Gaussian', '-quality', '90', f'jpg:{one}'], check=True)
    content = one.read_bytes()
    last = content.index(b'\xff\xdb') + 4 + 64
    for number in range(PICTURES):
        (folder / f'{number}.jpg').write_bytes(content[:last] + bytes((number + 1,)) + content[last + 1 :])
    return len(content)


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


def run(folder, endpoint, pictures):
    """Runs the child process in a new library. Returns what it prints."""
    for name in ('library', 'cache'):
        shutil.rmtree(folder / name, ignore_errors=True)
    environment = os.environ | {'PENTIMENTO_RUNPOD_KEY': KEY, 'GSETTINGS_BACKEND': 'memory'}
    return subprocess.run([QUEUE, folder, endpoint, str(LIMIT), str(pictures)], check=True, stdout=subprocess.PIPE, env=environment, text=True,
                          stderr=subprocess.DEVNULL if pictures == 1 else None).stdout.split()


def record(folder):
    """Returns the path and the body of the request that one edit sends."""
    with http.server.HTTPServer(('127.0.0.1', 0), Recorder) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        run(folder, f'http://127.0.0.1:{server.server_port}', 1)
        thread.join()
        return server.path, server.body


def ask(address, method, path, body=None):
    connection = http.client.HTTPConnection(*address)
    connection.request(method, path, body, {'Authorization': f'Bearer {KEY}', 'Content-Type': 'application/json'})
    content = connection.getresponse().read()
    connection.close()
    return content


def exchange(address, path, body):
    """One edit: the POST, the questions at the program's pace, the result."""
    status = json.loads(ask(address, 'POST', path, body))
    asking = re.sub('/run(sync)?$', '/status/', path) + status['id']
    pause = FIRST_PAUSE
    while status['status'] != 'COMPLETED':
        time.sleep(pause)
        pause *= PAUSE_FACTOR
        status = json.loads(ask(address, 'GET', asking))
    ask(address, 'GET', urllib.parse.urlsplit(status['output']['image_url']).path)


def bare_loop(url, path, body):
    """All of them by eight threads. Returns the seconds that it took."""
    address = urllib.parse.urlsplit(url).hostname, urllib.parse.urlsplit(url).port
    left = iter(range(PICTURES))
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                if next(left, None) is None:
                    return
            exchange(address, path, body)

    threads = [threading.Thread(target=work) for _ in range(LIMIT)]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - begin


def measure(folder):
    size = make_pictures(folder)
    path, body = record(folder)
    server = subprocess.Popen([PROGRAM, 'sandbox', '--port', '0', '--fault', f'delay:{DELAY * 1000:.0f}'], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().strip()
        theirs = bare_loop(url, path, body)
        seconds, failed, *memory = run(folder, url, PICTURES)
        submits = json.loads(ask((urllib.parse.urlsplit(url).hostname, urllib.parse.urlsplit(url).port), 'GET', '/practice/stats'))['submits']
        theirs_again = bare_loop(url, path, body)
    finally:
        server.terminate()
        server.wait()

    # Other programs take the processors in turn: the floor is measured before and after, and both are told.
    floor = (theirs + theirs_again) / 2
    first, early, last = (int(kilobytes) * 1024 / 1e6 for kilobytes in memory)
    print(f'{PICTURES} pictures of {size / 1e6:.2f} MB, {LIMIT} at a time, the server taking {DELAY:.1f} s: {failed} failed, {submits - PICTURES} submits')
    print(f'queue {float(seconds):.1f} s, bare loop {theirs:.1f} s before and {theirs_again:.1f} s after, delay alone {PICTURES / LIMIT * DELAY:.1f} s')
    print(f'throughput against the bare loop {floor / float(seconds):.0%}')
    print(f'memory: all put in {first:.1f} MB, after 20 {early:.1f} MB, after {PICTURES} {last:.1f} MB')


if shutil.which('convert') is None:
    sys.exit('This benchmark needs “convert”, which is not installed.')
with tempfile.TemporaryDirectory(prefix='pentimento-bench.') as name:
    measure(Path(name))
