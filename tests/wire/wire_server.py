# SPDX-License-Identifier: GPL-3.0-or-later
"""The providers' wire formats once more, in another language and from their documentation alone, so that the program and its practice
server cannot agree on the same mistake. A wrong request is refused with a clear text; every request is kept in `requests`."""

import base64
import binascii
import email.parser
import email.policy
import hashlib
import json
import re
import struct
import threading
import uuid
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Refusal(Exception):
    """What is wrong with a request."""

    def __init__(self, text, status=400):
        super().__init__(text)
        self.status = status


def require(condition, text, status=400):
    if not condition:
        raise Refusal(text, status)


def make_png(width, height, number=0):
    """A PNG file of one colour, another one for each number."""

    def chunk(name, content):
        return struct.pack('>I', len(content)) + name + content + struct.pack('>I', zlib.crc32(name + content))

    row = b'\0' + bytes((40 + 37 * number % 200, 120, 200 - 23 * number % 150)) * width
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) + chunk(
        b'IDAT', zlib.compress(row * height, 9)) + chunk(b'IEND', b'')


def picture_type(content):
    """The media type of a PNG or JPEG file by its own signature."""
    if content.startswith(b'\x89PNG\r\n\x1a\n'):
        return 'image/png'
    if content.startswith(b'\xff\xd8\xff'):
        return 'image/jpeg'
    raise Refusal('a picture is neither PNG nor JPEG')


def picture_of_uri(uri):
    """The bytes of a data: URI as ModelArk wants it: a lowercase type, and base64."""
    match = re.fullmatch(r'data:(image/(?:png|jpeg));base64,([A-Za-z0-9+/]+={0,2})', uri)
    require(match, f'not a data: URI of a picture: {uri[:60]}')
    try:
        content = base64.b64decode(match[2], validate=True)
    except binascii.Error as error:
        raise Refusal(f'not base64: {error}')
    require(picture_type(content) == match[1], 'the media type does not match the content')
    return content


def check_members(value, name, required, optional=()):
    require(isinstance(value, dict), f'{name} must be an object')
    for member in value:
        require(member in required or member in optional, f'{name}.{member} is not known')
    for member in required:
        require(member in value, f'{name}.{member} is required')


def check_prompt(prompt, most):
    require(isinstance(prompt, str) and prompt.strip(), 'prompt must be a text')
    require(len(prompt) <= most, f'prompt is longer than {most} characters')


def check_integer(value, name, least, most):
    require(type(value) is int and least <= value <= most, f'{name} must be an integer of {least} to {most}')


def check_boolean(value, name):
    require(type(value) is bool, f'{name} must be true or false')


def check_list(value, name):
    require(isinstance(value, list) and 1 <= len(value) <= 10, f'{name} must be a list of 1 to 10')
    require(all(isinstance(item, str) for item in value), f'{name} must hold texts')


def read_size(text):
    """The sides in "WIDTH*HEIGHT"."""
    match = isinstance(text, str) and re.fullmatch(r'([1-9][0-9]*)\*([1-9][0-9]*)', text)
    require(match, f'size is not WIDTH*HEIGHT: {text!r}')
    sides = int(match[1]), int(match[2])
    require(all(1024 <= side <= 4096 for side in sides), f'a side is not 1024 to 4096: {text}')
    return sides


class Job:
    """What was asked for, and what is delivered for it."""

    def __init__(self, server, model, prompt, pictures, size, count=1):
        self.id = str(uuid.uuid4())
        self.model = model
        self.prompt = prompt
        self.pictures = pictures
        self.size = size
        self.polls = 0
        self.results = [make_png(*size, number=len(server.jobs) + number) for number in range(count)]


class Runpod:
    """Sources: the pages of Seedream 4.0 Edit and T2I, and of the operations of an endpoint."""

    id = 'runpod'
    COST = 0.027

    def handle(self, server, request):
        match = re.fullmatch(r'/v2/(seedream-v4-edit|seedream-v4-t2i)/(run|runsync|status/([^/]+)|cancel/([^/]+)|health)', request.path)
        require(match, f'no such address: {request.path}', 404)
        operation = match[2].split('/')[0]
        require(request.method == ('GET' if operation in ('status', 'health') else 'POST'), f'{request.method} {request.path}', 404)
        if operation == 'health':
            return {'jobs': {'completed': 0, 'failed': 0, 'inProgress': 0, 'inQueue': 0, 'retried': 0},
                    'workers': {'idle': 1, 'running': 0}}
        if operation in ('run', 'runsync'):
            limit = (10 if operation == 'run' else 20) * 1024 * 1024
            require(len(request.body) <= limit, f'exceeded max body size of {limit // 1024 // 1024}MiB')
            job = server.add(self.read_job(server, match[1], request.json()))
            return {'id': job.id, 'status': 'IN_QUEUE'} if operation == 'run' else self.describe(server, job)
        job = server.find(match[3] or match[4])
        require(job.model == match[1], 'the job is of another endpoint', 404)
        if operation == 'cancel':
            return {'id': job.id, 'status': 'CANCELLED'}
        job.polls += 1
        if job.polls == 1:
            return {'id': job.id, 'status': 'IN_PROGRESS', 'delayTime': 312, 'workerId': 'oqk7ao1uomckye'}
        return self.describe(server, job)

    def read_job(self, server, model, body):
        check_members(body, 'body', ['input'])
        fields = body['input']
        pictures = []
        if model == 'seedream-v4-edit':
            check_members(fields, 'input', ['prompt', 'images'], ['size', 'enable_safety_checker'])
            check_list(fields['images'], 'images')
            pictures = [picture_of_uri(uri) for uri in fields['images']]
        else:
            check_members(fields, 'input', ['prompt'], ['negative_prompt', 'size', 'seed', 'enable_safety_checker'])
            check_integer(fields.get('seed', -1), 'seed', -1, 2**63 - 1)
            require(isinstance(fields.get('negative_prompt', ''), str), 'negative_prompt must be a text')
        check_prompt(fields['prompt'], 10**6)
        check_boolean(fields.get('enable_safety_checker', True), 'enable_safety_checker')
        return Job(server, model, fields['prompt'], pictures, read_size(fields.get('size', '1024*1024')))

    def describe(self, server, job):
        cost = self.COST * job.size[0] * job.size[1] / 1e6
        return {'id': job.id, 'status': 'COMPLETED', 'delayTime': 19, 'executionTime': 4856, 'workerId': 'oqk7ao1uomckye',
                'output': {'image_url': server.link(job, 0), 'cost': int(cost * 1e6) / 1e6}}

    def refuse(self, text, status):
        return {'error': text}


class Aimlapi:
    """Sources: the page and schema of bytedance/seedream-v4-edit and -text-to-image."""

    id = 'aimlapi'
    SIZES = {'square_hd': (2048, 2048), 'square': (1024, 1024), 'portrait_4_3': (1728, 2304), 'portrait_16_9': (1440, 2560),
             'landscape_4_3': (2304, 1728), 'landscape_16_9': (2560, 1440)}

    def handle(self, server, request):
        require((request.method, request.path) == ('POST', '/v1/images/generations'), f'{request.method} {request.path}', 404)
        job = server.add(self.read_job(server, request.json()))
        links = [server.link(job, number) for number in range(len(job.results))]
        return {'images': [{'url': link, 'content_type': 'image/png', 'file_name': 'output.png', 'file_size': len(content),
                            'width': None, 'height': None} for link, content in zip(links, job.results)],
                'data': [{'url': link} for link in links], 'seed': 746406749, 'meta': {'usage': {'credits_used': 63000}}}

    def read_job(self, server, body):
        optional = ['image_size', 'seed', 'num_images', 'sync_mode', 'enable_safety_checker']
        require(isinstance(body, dict), 'the body must be an object')
        edit = body.get('model') == 'bytedance/seedream-v4-edit'
        require(edit or body.get('model') == 'bytedance/seedream-v4-text-to-image', f'model {body.get("model")!r}')
        check_members(body, 'body', ['model', 'prompt'] + (['image_urls'] if edit else []), optional)
        check_prompt(body['prompt'], 4000)
        check_integer(body.get('seed', 1), 'seed', 1, 2**63 - 1)
        check_integer(body.get('num_images', 1), 'num_images', 1, 4)
        for flag in ('sync_mode', 'enable_safety_checker'):
            check_boolean(body.get(flag, True), flag)
        pictures = []
        if edit:
            check_list(body['image_urls'], 'image_urls')
            pictures = [picture_of_uri(uri) for uri in body['image_urls']]
        return Job(server, body['model'], body['prompt'], pictures, self.read_size(body.get('image_size', 'square_hd')),
                   body.get('num_images', 1))

    def read_size(self, size):
        if isinstance(size, str):
            require(size in self.SIZES, f'image_size {size}')
            return self.SIZES[size]
        check_members(size, 'image_size', ['width', 'height'])
        for side in ('width', 'height'):
            check_integer(size[side], side, 1024, 4096)
        return size['width'], size['height']

    def refuse(self, text, status):
        return {'message': text, 'path': '/v1/images/generations', 'requestId': 'r', 'statusCode': status, 'timestamp': ''}


class Atlascloud:
    """Sources: the model's page, and the pages on errors and data retention."""

    id = 'atlascloud'

    def handle(self, server, request):
        agent = request.headers.get('User-Agent', '')
        require(agent and not agent.startswith('Python'), 'error code: 1010', 403)
        place = request.method, request.path
        if place == ('POST', '/api/v1/model/uploadMedia'):
            content, name = request.file()
            return self.wrap({'download_url': server.keep(content), 'file_name': name, 'content_type': picture_type(content),
                              'size': len(content)})
        if place == ('GET', '/public/v1/balance'):
            return self.wrap({'balance': 10.0})
        if place == ('POST', '/api/v1/model/generateImage'):
            job = server.add(self.read_job(server, request.json()))
            return self.wrap({'id': job.id, 'model': job.model, 'status': 'processing', 'outputs': None, 'urls': {
                'get': f'{server.url}/api/v1/model/prediction/{job.id}'}})
        match = re.fullmatch(r'/api/v1/model/prediction/([^/]+)', request.path)
        require(request.method == 'GET' and match, f'{request.method} {request.path}', 401)
        job = server.find(match[1])
        job.polls += 1
        require(job.polls > 1, 'prediction not found', 404)
        if job.polls == 2:
            return self.wrap({'id': job.id, 'status': 'processing', 'outputs': None})
        return self.wrap({'id': job.id, 'status': 'completed', 'outputs': [server.link(job, 0)], 'has_nsfw_contents': [False],
                          'metrics': {'predict_time': 8.3}})

    def read_job(self, server, body):
        require(isinstance(body, dict), 'the body must be an object')
        edit = body.get('model') == 'bytedance/seedream-v4/edit'
        require(edit or body.get('model') == 'bytedance/seedream-v4', f'model {body.get("model")!r}')
        check_members(body, 'body', ['model', 'prompt'] + (['images'] if edit else []),
                      ['size', 'enable_base64_output', 'enable_sync_mode'])
        check_prompt(body['prompt'], 10**6)
        for flag in ('enable_base64_output', 'enable_sync_mode'):
            require(body.get(flag, False) is False, f'{flag} is not expected')
        if edit:
            check_list(body['images'], 'images')
        pictures = [server.kept(link) for link in body.get('images', [])]
        return Job(server, body['model'], body['prompt'], pictures, read_size(body.get('size', '2048*2048')))

    def wrap(self, data):
        return {'code': 200, 'message': '', 'data': data}

    def refuse(self, text, status):
        return {'code': status, 'msg': text, 'request_id': 'r', 'data': None}


class Sinancode:
    """Sources: the model's page, the task page and the quickstart, the page on files."""

    id = 'sinancode'
    SIZES = ('square', 'square_hd', 'portrait_4_3', 'portrait_3_2', 'portrait_16_9', 'landscape_4_3', 'landscape_3_2',
             'landscape_16_9', 'landscape_21_9')

    def handle(self, server, request):
        place = request.method, request.path
        if place == ('POST', '/api/upload/file'):
            content, _ = request.file()
            return {'url': server.keep(content), 'cn_url': 'https://cn.invalid/x', 'key': 'x', 'md5': hashlib.md5(content).hexdigest(),
                    'size': len(content), 'content_type': picture_type(content), 'expires_at': '2099-01-02T00:00:00Z'}
        if place == ('POST', '/v1/generate/k/seedream-v4-edit'):
            return {'task_id': server.add(self.read_job(server, request.json())).id}
        match = re.fullmatch(r'/v1/tasks/([^/]+)', request.path)
        require(request.method == 'GET' and match, f'{request.method} {request.path}', 404)
        job = server.find(match[1])
        job.polls += 1
        answer = {'id': job.id, 'status': 'processing', 'error_code': None, 'error_msg': None, 'result': None}
        if job.polls > 1:
            answer |= {'status': 'completed',
                       'result': [{'type': 'image', 'url': server.link(job, number)} for number in range(len(job.results))]}
        return answer

    def read_job(self, server, body):
        check_members(body, 'body', ['prompt', 'image_urls'], ['image_resolution', 'image_size', 'max_images', 'seed'])
        check_prompt(body['prompt'], 5000)
        require(body.get('image_resolution', '1K') in ('1K', '2K', '4K'), 'image_resolution')
        require(body.get('image_size', 'square_hd') in self.SIZES, 'image_size')
        check_integer(body.get('max_images', 1), 'max_images', 1, 6)
        check_integer(body.get('seed', 0), 'seed', -2**63, 2**63 - 1)
        check_list(body['image_urls'], 'image_urls')
        pictures = [server.kept(link) for link in body['image_urls']]
        return Job(server, 'k/seedream-v4-edit', body['prompt'], pictures, (1024, 1024), body.get('max_images', 1))

    def refuse(self, text, status):
        return {'message': text}


PROVIDERS = {provider.id: provider for provider in (Runpod, Aimlapi, Atlascloud, Sinancode)}


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
        head = f'Content-Type: {self.headers.get("Content-Type", "")}\r\n\r\n'.encode()
        message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + self.body)
        require(message.get_content_type() == 'multipart/form-data' and message.is_multipart(), 'not multipart/form-data')
        parts = list(message.iter_parts())
        require(len(parts) == 1, f'{len(parts)} parts')
        part = parts[0]
        require(part.get_content_disposition() == 'form-data', 'the part is no form-data')
        require(part.get_param('name', header='content-disposition') == 'file', 'the part is not called file')
        require(part.get_filename(), 'the part has no file name')
        content = part.get_payload(decode=True)
        require(part.get_content_type() == picture_type(content), 'the part is not of the type that it says')
        return content, part.get_filename()


class WireServer:
    """One provider on a loopback port."""

    def __init__(self, provider, key):
        self.provider = PROVIDERS[provider]()
        self.key = key
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

        self.http = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.url = f'http://127.0.0.1:{self.http.server_port}'
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)

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

    def keep(self, content):
        link = f'{self.url}/kept/{uuid.uuid4()}'
        self.uploads[link] = content
        return link

    def kept(self, link):
        require(link in self.uploads, f'not the link of an upload: {link[:80]}')
        return self.uploads[link]

    def answer(self, request):
        self.requests.append(request)
        try:
            if request.path.startswith('/files/'):
                return 200, 'image/png', self.deliver(request)
            require(request.headers.get_all('Authorization') == [f'Bearer {self.key}'], 'not the key', 401)
            answer, status = self.provider.handle(self, request), 200
        except Refusal as error:
            self.refusals.append(str(error))
            answer, status = self.provider.refuse(str(error), error.status), error.status
        return status, 'application/json', json.dumps(answer).encode()

    def deliver(self, request):
        """A result's file, from what would be another host."""
        require('Authorization' not in request.headers, 'the key was sent to the host of the results')
        match = re.fullmatch(r'/files/([^/]+)/([0-9]+)\.png', request.path)
        require(request.method == 'GET' and match, request.path, 404)
        results = self.find(match[1]).results
        require(int(match[2]) < len(results), 'no such result', 404)
        return results[int(match[2])]
