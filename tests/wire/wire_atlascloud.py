# SPDX-License-Identifier: GPL-3.0-or-later
"""Atlas Cloud's wire format. Sources: the model's page, the pages on errors and data retention, and its own clients."""

import re

from wire_parts import *

RUNNING = ('created', 'starting', 'pending', 'queued', 'processing')


def said(status, text, word='msg'):
    return {'code': status, word: text, 'request_id': 'r', 'data': None}


def ended(status, **members):
    return {'code': 200, 'message': '', 'data': {'id': 'JOB', 'status': status, 'outputs': None} | members}


class Atlascloud:
    id = 'atlascloud'

    # Where the submit's answer has the id; how the ended job names its results; and where the upload's answer has the link.
    SHAPES = ('data.id', 'id', 'data.predictionId', 'predictionId', 'request_id', 'objects', 'data: URI', 'base64', 'succeeded',
              'no envelope', 'hidden by 400', 'upload data.url', 'upload url')

    TROUBLES = {
        'bad field': Trouble('submit', 400, said(400, 'invalid size'), 'invalid-request', 'no'),
        'refused at once': Trouble('submit', 400, said(400, 'OutputImageRiskDetection'), 'refused-content', 'unknown'),
        'key': Trouble('submit', 401, said(401, 'invalid api key', 'message'), 'bad-key', 'no'),
        'no balance': Trouble('submit', 402, said(402, 'insufficient balance'), 'no-credit', 'no'),
        'forbidden': Trouble('submit', 403, said(403, 'forbidden'), 'bad-key', 'no'),
        'unknown address': Trouble('submit', 404, said(404, 'not found'), 'invalid-request', 'no'),
        'too large': Trouble('submit', 413, said(413, 'body over 50 MB'), 'too-large', 'no'),
        'too many': Trouble('submit', 429, said(429, 'too many requests'), 'rate-limited', 'no'),
        'region': Trouble('submit', 451, said(451, 'not available in your region'), 'blocked', 'no'),
        'server error': Trouble('submit', 500, said(500, 'internal'), 'unknown-outcome', 'unknown'),
        'unavailable': Trouble('submit', 503, said(503, 'unavailable'), 'unknown-outcome', 'unknown'),
        'held open too long': Trouble('submit', 504, said(504, 'timeout'), 'unknown-outcome', 'unknown'),
        'code in a 200': Trouble('submit', 200, said(402, 'insufficient balance'), 'no-credit', 'no'),
        'edge': EDGE,
        'html': HTML,
        'link': LINK,
        'upload, key': Trouble('upload', 401, said(401, 'invalid api key'), 'bad-key', 'no'),
        'upload, no balance': Trouble('upload', 402, said(402, 'insufficient balance'), 'no-credit', 'no'),
        'upload, too large': Trouble('upload', 413, said(413, 'too large'), 'too-large', 'no'),
        'failed': Trouble('poll', 200, ended('failed', error='generation failed'), 'provider-failed', 'unknown'),
        'timeout': Trouble('poll', 200, ended('timeout', error='took too long'), 'provider-failed', 'unknown'),
        'cancelled': Trouble('poll', 200, ended('canceled'), 'cancelled', 'unknown'),
        'moderation': Trouble('poll', 200, ended('failed', error='input rejected by content moderation', error_code=1039),
                              'refused-content', 'unknown'),
        'moderation by number': Trouble('poll', 200, ended('failed', error='no', error_code=1039), 'refused-content', 'unknown'),
        'safety code': Trouble('poll', 200, ended('failed', error='upstream: OutputImageSensitiveContentDetected'), 'refused-content',
                               'unknown'),
    }

    def place(self, request):
        if request.method == 'GET':
            return 'poll' if '/prediction/' in request.path else None
        return 'upload' if request.path.endswith('/uploadMedia') else 'submit'

    def handle(self, server, request):
        agent = request.headers.get('User-Agent', '')
        require(agent and not agent.startswith('Python'), 'error code: 1010', 403)
        place = request.method, request.path
        if place == ('POST', '/api/v1/model/uploadMedia'):
            return self.keep(server, *request.file())
        if place == ('GET', '/public/v1/balance'):
            return self.wrap({'balance': 10.0})
        if place == ('POST', '/api/v1/model/generateImage'):
            return self.begun(server, server.add(self.read_job(server, request.json())))
        match = re.fullmatch(r'/api/v1/model/prediction/([^/]+)', request.path)
        require(request.method == 'GET' and match, f'{request.method} {request.path}', 401)
        job = server.find(match[1])
        job.polls += 1
        require(job.polls > 1, 'prediction not found', 400 if server.shape == 'hidden by 400' else 404)
        # All states once, and some now and then, so that the wait is not too long.
        running = RUNNING if server.shape == 'data.id' else RUNNING[-1:]
        if job.polls - 2 < len(running):
            return self.wrap({'id': job.id, 'status': running[job.polls - 2], 'outputs': None})
        return self.done(server, job)

    def keep(self, server, content, name):
        link = server.keep(content)
        about = {'file_name': name, 'content_type': picture_type(content), 'size': len(content)}
        if server.shape == 'upload url':
            return about | {'url': link}
        return self.wrap(about | {'url' if server.shape == 'upload data.url' else 'download_url': link})

    def begun(self, server, job):
        place = server.shape if server.shape in self.SHAPES[:5] else 'data.id'
        about = {'model': job.model, 'status': 'processing', 'outputs': None}
        if place.startswith('data.'):
            about |= {place.removeprefix('data.'): job.id, 'urls': {'get': f'{server.url}/api/v1/model/prediction/{job.id}'}}
            return self.wrap(about)
        return about | {place: job.id, 'created_at': '2025-01-01T00:00:00Z'}

    def done(self, server, job):
        link = server.link(job, 0)
        output = {'objects': {'url': link}, 'data: URI': as_uri(job.results[0]), 'base64': as_base64(job.results[0])}.get(server.shape, link)
        data = {'id': job.id, 'status': 'succeeded' if server.shape == 'succeeded' else 'completed', 'outputs': [output],
                'has_nsfw_contents': [False], 'metrics': {'predict_time': 8.3}}
        return data if server.shape == 'no envelope' else self.wrap(data)

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
        return said(status, text)
