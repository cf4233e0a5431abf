# SPDX-License-Identifier: GPL-3.0-or-later
"""Runpod's wire format. Sources: the pages of Seedream 4.0 Edit and T2I, and of the operations and states of an endpoint."""

import re

from wire_parts import *

RUNNING = ('IN_QUEUE', 'IN_PROGRESS', 'RUNNING')


def failed(**members):
    return {'id': 'JOB', 'status': 'FAILED'} | members


class Runpod:
    id = 'runpod'
    COST = 0.027

    # The page has image_url; clients have read the others.
    SHAPES = ('image_url', 'result', 'image', 'images', 'url', 'bare', 'at once')

    TROUBLES = {
        'bad field': Trouble('submit', 400, {'error': 'size is invalid'}, 'invalid-request', 'no'),
        'too large': Trouble('submit', 400, 'request exceeded max body size of 10MiB', 'too-large', 'no', 'text/plain'),
        'refused at once': Trouble('submit', 400, {'error': 'InputTextSensitiveContentDetected'}, 'refused-content', 'no'),
        'key, empty body': Trouble('submit', 401, '', 'bad-key', 'no', 'text/plain'),
        'key, web page': Trouble('submit', 401, '<html>401</html>', 'bad-key', 'no', 'text/html'),
        'no credit': Trouble('submit', 402, 'Payment Required', 'no-credit', 'no', 'text/plain'),
        'unknown endpoint': Trouble('submit', 404, {'message': 'Not Found'}, 'invalid-request', 'no'),
        'too many': Trouble('submit', 429, 'Too Many Requests', 'rate-limited', 'no', 'text/plain'),
        'server error': Trouble('submit', 500, {'error': 'internal'}, 'unknown-outcome', 'unknown'),
        'failed': Trouble('poll', 200, failed(error='Invalid image URL in images array'), 'provider-failed', 'no'),
        'failed, nested text': Trouble('poll', 200, failed(output={'status': 'error'}, error=(
            'Error submitting task: 400, {"code":400,"message":"Invalid request body: field size"}')), 'invalid-request', 'no'),
        'failed, object': Trouble('poll', 200, failed(error={'message': 'worker died'}), 'provider-failed', 'no'),
        'timed out': Trouble('poll', 200, {'id': 'JOB', 'status': 'TIMED_OUT'}, 'provider-failed', 'no'),
        'cancelled': Trouble('poll', 200, {'id': 'JOB', 'status': 'CANCELLED'}, 'cancelled', 'unknown'),
        'forgotten': Trouble('poll', 404, {'error': 'job not found'}, 'expired', 'unknown'),
        'html': HTML,
        'link': LINK,
    } | {code: Trouble('poll', 200, failed(error=f'task failed: {code}: not allowed'), 'refused-content', 'no') for code in SAFETY_CODES}

    def place(self, request):
        """What the request is for."""
        if request.method == 'POST' and request.path.endswith(('/run', '/runsync')):
            return 'submit'
        return 'poll' if '/status/' in request.path else None

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
            at_once = operation == 'runsync' or server.shape == 'at once'
            return self.describe(server, job) if at_once else {'id': job.id, 'status': 'IN_QUEUE'}
        job = server.find(match[3] or match[4])
        require(job.model == match[1], 'the job is of another endpoint', 404)
        if operation == 'cancel':
            return {'id': job.id, 'status': 'CANCELLED'}
        job.polls += 1
        if job.polls <= len(RUNNING):
            return {'id': job.id, 'status': RUNNING[job.polls - 1], 'delayTime': 312, 'workerId': 'oqk7ao1uomckye'}
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
                'output': self.output(server.link(job, 0), server.shape, int(cost * 1e6) / 1e6)}

    def output(self, link, shape, cost):
        if shape == 'bare':
            return link
        name = 'image_url' if shape == 'at once' else shape
        return {name: [link] if name == 'images' else link, 'cost': cost}

    def refuse(self, text, status):
        return {'error': text}
