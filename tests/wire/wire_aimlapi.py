# SPDX-License-Identifier: GPL-3.0-or-later
"""AI/ML API's wire format. Sources: the page and schema of bytedance/seedream-v4-edit and -text-to-image, and the page on errors."""

from wire_parts import *


def said(status, message, number=None):
    return {'message': message, 'path': '/v1/images/generations', 'requestId': 'r', 'statusCode': status if number is None else number,
            'timestamp': '2026-01-01T00:00:00Z'}


class Aimlapi:
    id = 'aimlapi'
    SIZES = {'square_hd': (2048, 2048), 'square': (1024, 1024), 'portrait_4_3': (1728, 2304), 'portrait_16_9': (1440, 2560),
             'landscape_4_3': (2304, 1728), 'landscape_16_9': (2560, 1440)}

    # The sample has both lists, the schema `data` with url and b64_json; last year's said 201; sync_mode's upstream gives data: URIs.
    SHAPES = ('both', 'data', 'images', 'b64_json', 'data: URI', '201')

    TROUBLES = {
        'bad field': Trouble('submit', 400, said(400, 'Body validation error'), 'invalid-request', 'no'),
        'bad fields, list': Trouble('submit', 400, said(400, ['seed must be positive', 'prompt is empty']), 'invalid-request', 'no'),
        'refused at once': Trouble('submit', 400, said(400, 'InputImageSensitiveContentDetected.PrivacyInformation'), 'refused-content', 'no'),
        'key': Trouble('submit', 401, said(401, 'This request requires a valid API key'), 'bad-key', 'no'),
        'no credit': Trouble('submit', 403, said(403, "You've run out of credits"), 'no-credit', 'no'),
        'forbidden': Trouble('submit', 403, said(403, 'Forbidden'), 'bad-key', 'no'),
        'unknown address': Trouble('submit', 404, said(404, 'Cannot POST'), 'invalid-request', 'no'),
        'too large': Trouble('submit', 413, said(413, 'request entity too large'), 'too-large', 'no'),
        'too many, number as text': Trouble('submit', 429, said(429, 'Too Many Requests', '429'), 'rate-limited', 'no'),
        'server error': Trouble('submit', 500, said(500, 'Internal server error'), 'unknown-outcome', 'unknown'),
        'bad gateway': Trouble('submit', 502, said(502, 'Bad Gateway'), 'unknown-outcome', 'unknown'),
        'unavailable': Trouble('submit', 503, said(503, 'Service Unavailable'), 'unknown-outcome', 'unknown'),
        'generation timeout': Trouble('submit', 504, said(504, 'Generation timeout'), 'unknown-outcome', 'unknown'),
        'edge': EDGE,
        'html': HTML,
        'link': LINK,
    }

    def place(self, request):
        return 'submit' if request.method == 'POST' else None

    def handle(self, server, request):
        require((request.method, request.path) == ('POST', '/v1/images/generations'), f'{request.method} {request.path}', 404)
        job = server.add(self.read_job(server, request.json()))
        if server.shape == '201':
            server.status = 201
        items = [self.item(server, job, number) for number in range(len(job.results))]
        images = [item | {'content_type': 'image/png', 'file_name': 'output.png', 'file_size': len(content), 'width': None, 'height': None}
                  for item, content in zip(items, job.results)]
        answer = {'images': images, 'data': items, 'seed': 746406749, 'meta': {'usage': {'credits_used': 63000}}}
        left_out = {'data': 'images', 'b64_json': 'images', 'images': 'data'}.get(server.shape)
        return {name: value for name, value in answer.items() if name != left_out}

    def item(self, server, job, number):
        if server.shape == 'b64_json':
            return {'url': None, 'b64_json': as_base64(job.results[number])}
        return {'url': as_uri(job.results[number]) if server.shape == 'data: URI' else server.link(job, number)}

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
        return said(status, text)
