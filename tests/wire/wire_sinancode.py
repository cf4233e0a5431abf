# SPDX-License-Identifier: GPL-3.0-or-later
"""sinancode's wire format. Sources: the model's page, the task page and the quickstart, the page on files. The bodies of its errors are not
documented; clients read one of three members."""

import hashlib
import re

from wire_parts import *

RUNNING = ('pending', 'processing')


def failed(**members):
    return {'id': 'JOB', 'status': 'failed', 'error_code': None, 'error_msg': None, 'result': None} | members


class Sinancode:
    id = 'sinancode'
    SIZES = ('square', 'square_hd', 'portrait_4_3', 'portrait_3_2', 'portrait_16_9', 'landscape_4_3', 'landscape_3_2',
             'landscape_16_9', 'landscape_21_9')

    # The newer page's results, and the quickstart's.
    SHAPES = ('objects', 'strings')

    TROUBLES = {
        'bad field': Trouble('submit', 400, {'message': 'bad request'}, 'invalid-request', 'no'),
        'refused at once': Trouble('submit', 400, {'error_msg': 'SensitiveContentDetected.Violence'}, 'refused-content', 'no'),
        'key, message': Trouble('submit', 401, {'message': 'invalid token'}, 'bad-key', 'no'),
        'key, error_msg': Trouble('submit', 401, {'error_msg': 'invalid token'}, 'bad-key', 'no'),
        'no credit': Trouble('submit', 402, {'error_msg': 'insufficient balance'}, 'no-credit', 'no'),
        'forbidden': Trouble('submit', 403, {'message': 'forbidden'}, 'bad-key', 'no'),
        'unknown address': Trouble('submit', 404, {'message': 'not found'}, 'invalid-request', 'no'),
        'unprocessable': Trouble('submit', 422, {'error_msg': 'max_images'}, 'invalid-request', 'no'),
        'too many': Trouble('submit', 429, {'error_code': 'rate_limited'}, 'rate-limited', 'no'),
        'server error': Trouble('submit', 500, {'message': 'internal'}, 'unknown-outcome', 'unknown'),
        'edge': EDGE,
        'html': HTML,
        'link': LINK,
        'upload, key': Trouble('upload', 401, {'message': 'invalid token'}, 'bad-key', 'no'),
        'upload, too large': Trouble('upload', 413, {'message': 'over 50 MB'}, 'too-large', 'no'),
        'failed, words': Trouble('poll', 200, failed(error_code='E1', error_msg='Input image was rejected'), 'refused-content', 'unknown'),
        'failed, code': Trouble('poll', 200, failed(error_code='internal_error'), 'provider-failed', 'unknown'),
        'safety code': Trouble('poll', 200, failed(error_msg='InputTextSensitiveContentDetected'), 'refused-content', 'unknown'),
        'forgotten': Trouble('poll', 404, {'message': 'task not found'}, 'expired', 'unknown'),
    }

    def place(self, request):
        if request.method == 'GET':
            return 'poll'
        return 'upload' if request.path.startswith('/api/upload/') else 'submit'

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
        answer = {'id': job.id, 'error_code': None, 'error_msg': None, 'result': None}
        if job.polls <= len(RUNNING):
            return answer | {'status': RUNNING[job.polls - 1]}
        links = [server.link(job, number) for number in range(len(job.results))]
        return answer | {'status': 'completed',
                         'result': links if server.shape == 'strings' else [{'type': 'image', 'url': link} for link in links]}

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
