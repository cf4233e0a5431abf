# SPDX-License-Identifier: GPL-3.0-or-later
"""KIE AI's wire format. Sources: the pages of seedream-v4-edit and -text-to-image, of the task detail and of file upload, its table of
codes, and its clients. An error is HTTP 200 with the code in the body, more often than not."""

import json
import re
import urllib.parse

from wire_parts import *

RUNNING = ('waiting', 'queuing', 'generating')


def said(code, text, word='msg'):
    return {'code': code, word: text, 'data': None}


def task(state, **members):
    return {'code': 200, 'message': 'success', 'data': {
        'taskId': 'JOB', 'model': 'bytedance/seedream-v4-edit', 'state': state, 'param': '{}', 'resultJson': '', 'failCode': '',
        'failMsg': '', 'costTime': None, 'completeTime': None, 'createTime': 1757584164490, 'updateTime': 1757584164490} | members}


def failed(code, text):
    return task('fail', failCode=code, failMsg=text)


class Kie:
    id = 'kie'
    SIZES = ('square', 'square_hd', 'portrait_4_3', 'portrait_3_2', 'portrait_16_9', 'landscape_4_3', 'landscape_3_2',
             'landscape_16_9', 'landscape_21_9')

    # Which word the envelope's text has, as on the pages or the other way round; what the upload calls its link.
    SHAPES = ('as documented', 'words swapped', 'fileUrl')

    # At submit a code in the body of HTTP 200 is what the provider's own table says of it, whether or not HTTP has the same.
    TROUBLES = {
        'bad field': Trouble('submit', 200, said(400, 'image_size is invalid'), 'invalid-request', 'no'),
        'key': Trouble('submit', 200, said(401, 'You do not have access permissions'), 'bad-key', 'no'),
        'key by HTTP': Trouble('submit', 401, said(401, 'You do not have access permissions'), 'bad-key', 'no'),
        'no credit': Trouble('submit', 200, said(402, 'Credits insufficient'), 'no-credit', 'no'),
        'no credit by HTTP': Trouble('submit', 402, said(402, 'Credits insufficient', 'message'), 'no-credit', 'no'),
        'unknown': Trouble('submit', 200, said(404, 'not found'), 'invalid-request', 'no'),
        'upstream timeout': Trouble('submit', 200, said(408, 'upstream has trouble'), 'unknown-outcome', 'unknown'),
        'validation': Trouble('submit', 200, said(422, 'max_images is out of range'), 'invalid-request', 'no'),
        'refused at once': Trouble('submit', 200, said(422, 'InputTextSensitiveContentDetected'), 'refused-content', 'no'),
        'too many': Trouble('submit', 200, said(429, 'call frequency too high'), 'rate-limited', 'no'),
        'too many by HTTP': Trouble('submit', 429, said(429, 'call frequency too high'), 'rate-limited', 'no'),
        'too many, number as text': Trouble('submit', 200, said('429', 'call frequency too high'), 'rate-limited', 'no'),
        'limit of the sub-key': Trouble('submit', 200, said(433, 'sub-key usage exceeds its limit'), 'no-credit', 'no'),
        'maintenance': Trouble('submit', 200, said(455, 'service is being maintained'), 'provider-down', 'no'),
        'server error': Trouble('submit', 200, said(500, 'internal error'), 'unknown-outcome', 'unknown'),
        'server error by HTTP': Trouble('submit', 500, said(500, 'internal error'), 'unknown-outcome', 'unknown'),
        'generation failed': Trouble('submit', 200, said(501, 'generation failed'), 'unknown-outcome', 'unknown'),
        'feature off': Trouble('submit', 200, said(505, 'feature is disabled'), 'provider-down', 'no'),
        'edge': EDGE,
        'html': HTML,
        'link': LINK,
        'upload, key': Trouble('upload', 200, {'success': False, 'code': 401, 'msg': 'You do not have access permissions'}, 'bad-key', 'no'),
        'upload, key by HTTP': Trouble('upload', 401, {'success': False, 'code': 401, 'msg': 'no'}, 'bad-key', 'no'),
        'upload, edge': Trouble('upload', 403, 'error code: 1010', 'blocked', 'no', 'text/plain'),
        'failed': Trouble('poll', 200, failed('501', 'generation failed'), 'provider-failed', 'unknown'),
        'failed, internal': Trouble('poll', 200, failed('500', 'Internal Error, Please try again later.'), 'provider-failed', 'unknown'),
        'safety code': Trouble('poll', 200, failed('422', 'OutputImageSensitiveContentDetected'), 'refused-content', 'unknown'),
    }

    def place(self, request):
        if request.path.startswith('/api/file-'):
            return 'upload'
        if request.path.endswith('/createTask'):
            return 'submit'
        return 'poll' if '/recordInfo' in request.path else None

    def handle(self, server, request):
        agent = request.headers.get('User-Agent', '')
        require(agent and not agent.startswith('Python'), 'error code: 1010', 403)
        place = request.method, request.path.split('?')[0]
        if place == ('POST', '/api/file-stream-upload'):
            return self.keep(server, request)
        if place == ('GET', '/api/v1/chat/credit'):
            return {'code': 200, 'msg': 'success', 'data': 100}
        if place == ('POST', '/api/v1/jobs/createTask'):
            job = server.add(self.read_job(server, request.json()))
            return {'code': 200, self.word(server, 'msg'): 'success', 'data': {'taskId': job.id}}
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(request.path).query, strict_parsing='?' in request.path)
        require(place == ('GET', '/api/v1/jobs/recordInfo') and list(query) == ['taskId'], f'{request.method} {request.path}', 404)
        job = server.find(query['taskId'][0])
        job.polls += 1
        if job.polls <= len(RUNNING):
            answer = task(RUNNING[job.polls - 1], taskId=job.id)
        else:
            links = [server.link(job, number) for number in range(len(job.results))]
            answer = task('success', taskId=job.id, resultJson=json.dumps({'resultUrls': links}), costTime=15, completeTime=1757584179999)
        answer[self.word(server, 'message')] = answer.pop('message')
        return answer

    def word(self, server, documented):
        other = {'msg': 'message', 'message': 'msg'}
        return other[documented] if server.shape == 'words swapped' else documented

    def keep(self, server, request):
        """Uploads of one name replace each other, so names are for one picture."""
        content, file_name, fields = request.form(('uploadPath', 'fileName'))
        require(fields.get('uploadPath', '').strip('/'), 'uploadPath is required')
        name = fields.get('fileName') or file_name
        require(re.fullmatch(r'[A-Za-z0-9._-]+', name), f'fileName {name!r}')
        path = f'{fields["uploadPath"].strip("/")}/{name}'
        link = server.keep(content, path)
        return {'success': True, 'code': 200, 'msg': 'File uploaded successfully', 'data': {
            'fileName': name, 'filePath': path, 'fileUrl' if server.shape == 'fileUrl' else 'downloadUrl': link, 'fileSize': len(content),
            'mimeType': picture_type(content), 'uploadedAt': '2026-01-01T00:00:00.000Z'}}

    def read_job(self, server, body):
        check_members(body, 'body', ['model', 'input'], ['callBackUrl'])
        require('callBackUrl' not in body, 'nobody can call a desktop back')
        edit = body['model'] == 'bytedance/seedream-v4-edit'
        require(edit or body['model'] == 'bytedance/seedream-v4-text-to-image', f'model {body["model"]!r}')
        fields = body['input']
        check_members(fields, 'input', ['prompt'] + (['image_urls'] if edit else []),
                      ['image_size', 'image_resolution', 'max_images', 'seed', 'nsfw_checker'])
        check_prompt(fields['prompt'], 5000)
        require(fields.get('image_size', 'square_hd') in self.SIZES, 'image_size')
        require(fields.get('image_resolution', '1K') in ('1K', '2K', '4K'), 'image_resolution')
        check_integer(fields.get('max_images', 1), 'max_images', 1, 6)
        check_integer(fields.get('seed', 0), 'seed', -2**63, 2**63 - 1)
        check_boolean(fields.get('nsfw_checker', True), 'nsfw_checker')
        if edit:
            check_list(fields['image_urls'], 'image_urls')
        pictures = [server.kept(link) for link in fields.get('image_urls', [])]
        return Job(server, body['model'], fields['prompt'], pictures, (1024, 1024), fields.get('max_images', 1))

    def refuse(self, text, status):
        return said(status, text)
