# SPDX-License-Identifier: GPL-3.0-or-later
"""The providers' wire formats once more, in another language and from their documentation alone, so that the program and its practice
server cannot agree on the same mistake. A wrong request is refused with a clear text; every request is kept in `requests`.

Each provider is a file of its own: SHAPES are the ways in which its good answers are documented, TROUBLES the documented bad ones."""

import email.parser
import email.policy
import json
import re
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from wire_aimlapi import Aimlapi
from wire_ark import Ark
from wire_atlascloud import Atlascloud
from wire_kie import Kie
from wire_parts import Refusal, picture_type, require
from wire_runpod import Runpod
from wire_sinancode import Sinancode

PROVIDERS = {provider.id: provider for provider in (Runpod, Aimlapi, Atlascloud, Sinancode, Kie, Ark)}


class Request:
    """One request as it came."""

    def __init__(self, method, path, headers, body):
        self.method = method
        self.path = path
        self.headers = headers
        self.body = body

    def json(self):
        kind = self.headers.get('Content-Type', '').split(';')[0]
        require(kind == 'application/json', f'Content-Type {kind!r}')

        def unique(pairs):
            require(len(dict(pairs)) == len(pairs), 'a member is there twice')
            return dict(pairs)

        try:
            return json.loads(self.body.decode(), object_pairs_hook=unique)
        except ValueError as error:
            raise Refusal(f'not JSON: {error}')

    def file(self):
        """The one part of a multipart body, and the name of its file."""
        content, name, _ = self.form(())
        return content, name

    def form(self, names):
        """The part `file` of a multipart body, the name of its file, and those of the texts `names` that are there."""
        head = f'Content-Type: {self.headers.get("Content-Type", "")}\r\n\r\n'.encode()
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        require(message.get_content_type() == 'multipart/form-data' and message.is_multipart(), 'not multipart/form-data')
        parts = {}
        for part in message.iter_parts():
            require(part.get_content_disposition() == 'form-data', 'a part is no form-data')
            name = part.get_param('name', header='content-disposition')
            require(name == 'file' or name in names, f'a part is called {name!r}')
            require(name not in parts, f'a part {name} is there twice')
            parts[name] = part
        require('file' in parts, 'there is no part called file')
        part = parts.pop('file')
        require(part.get_filename(), 'the part has no file name')
        content = part.get_payload(decode=True)
        require(part.get_content_type() == picture_type(content), 'the part is not of the type that it says')
        return content, part.get_filename(), {name: text.get_payload(decode=True).decode() for name, text in parts.items()}


class Listener(ThreadingHTTPServer):
    """Says nothing of clients that hang up, and is loud about everything else."""

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class WireServer:
    """One provider on a loopback port. Its answers have the given shape, the first if none is given; with a trouble, requests that are right
    are answered by that where it has its place."""

    def __init__(self, provider, key, shape=None, trouble=None):
        self.provider = PROVIDERS[provider]()
        self.key = key
        self.shape = shape if shape is not None else self.provider.SHAPES[0]
        assert self.shape in self.provider.SHAPES
        self.trouble = self.provider.TROUBLES[trouble] if trouble is not None else None
        self.status = 200
        self.requests = []
        self.refusals = []
        self.jobs = {}
        self.uploads = {}
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def answer(self):
                body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
                status, kind, content = server.answer(Request(self.command, self.path, self.headers, body))
                self.send_response(status)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        self.http = Listener(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.http.server_port}'
        self.thread = threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()

    def add(self, job):
        self.jobs[job.id] = job
        return job

    def find(self, name):
        require(name in self.jobs, 'no such job', 404)
        return self.jobs[name]

    def link(self, job, number):
        return f'{self.url}/files/{job.id}/{number}.png'

    def lose(self, job, number):
        """This result is not delivered."""
        job.results[number] = None

    def keep(self, content, name=None):
        link = f'{self.url}/kept/{name or uuid.uuid4()}'
        self.uploads[link] = content
        return link

    def kept(self, link):
        require(link in self.uploads, f'not the link of an upload: {link[:80]}')
        return self.uploads[link]

    @property
    def delivered(self):
        """The results of the job, in order."""
        (job,) = self.jobs.values()
        return [content for content in job.results if content is not None]

    def answer(self, request):
        self.requests.append(request)
        place = 'result' if request.path.startswith('/files/') else self.provider.place(request)
        try:
            if place == 'result':
                content, kind, status = self.deliver(request), 'image/png', 200
            else:
                require(request.headers.get_all('Authorization') == [f'Bearer {self.key}'], 'not the key', 401)
                content, kind = json.dumps(self.provider.handle(self, request)).encode(), 'application/json'
                status = self.status
        except Refusal as error:
            self.refusals.append(str(error))
            return error.status, 'application/json', json.dumps(self.provider.refuse(str(error), error.status)).encode()
        return self.play() if self.trouble is not None and self.trouble.at == place else (status, kind, content)

    def play(self):
        body = self.trouble.body if isinstance(self.trouble.body, str) else json.dumps(self.trouble.body)
        for job in self.jobs.values():
            body = body.replace('"JOB"', json.dumps(job.id))
        return self.trouble.status, self.trouble.kind, body.encode()

    def deliver(self, request):
        """A result's file, from what would be another host."""
        require('Authorization' not in request.headers, 'the key was sent to the host of the results')
        match = re.fullmatch(r'/files/([^/]+)/([0-9]+)\.png', request.path)
        require(request.method == 'GET' and match, request.path, 404)
        results = self.find(match[1]).results
        require(int(match[2]) < len(results) and results[int(match[2])], 'no such result', 404)
        return results[int(match[2])]
