# SPDX-License-Identifier: GPL-3.0-or-later
"""The wire format of BytePlus ModelArk, ByteDance's own service. Sources: its pages on image generation (1541523), error codes (1299023) and
Seedream's prompts and limits (1829186)."""

import re

from wire_parts import *


def said(code, text='no'):
    return {'error': {'code': code, 'message': f'{text} Request id: 021757', 'param': '', 'type': 'BadRequest'}}


class Ark:
    id = 'ark'
    TIERS = {'1K': (1024, 1024), '2K': (2048, 2048), '4K': (4096, 4096)}

    # url or b64_json as asked for by response_format, or the other of the two; and one of several refused.
    SHAPES = ('as asked', 'the other', 'partial')

    TROUBLES = {
        'bad field': Trouble('submit', 400, said('InvalidParameter', 'size is out of bounds.'), 'invalid-request', 'no'),
        'missing field': Trouble('submit', 400, said('MissingParameter', 'prompt is missing.'), 'invalid-request', 'no'),
        'key': Trouble('submit', 401, said('AuthenticationError', 'The API key is missing or invalid.'), 'bad-key', 'no'),
        'overdue': Trouble('submit', 403, said('AccountOverdueError', 'Your account has an overdue balance.'), 'no-credit', 'no'),
        'access': Trouble('submit', 403, said('AccessDenied', 'No access to the resource.'), 'bad-key', 'no'),
        'model not open': Trouble('submit', 404, said('ModelNotOpen', 'The model has not been activated.'), 'invalid-request', 'no'),
        'too large': Trouble('submit', 413, said('RequestEntityTooLarge', 'Too large.'), 'too-large', 'no'),
        'too many': Trouble('submit', 429, said('RateLimitExceeded.EndpointIPMExceeded', 'Too many.'), 'rate-limited', 'no'),
        'server error': Trouble('submit', 500, said('InternalServiceError', 'Unexpected.'), 'unknown-outcome', 'unknown'),
        'html': HTML,
        'link': LINK,
        # Moderation of all is an answer like any other, with an error for each.
        'all refused': Trouble('submit', 200, {'model': 'seedream-4-0-250828', 'created': 1757323224, 'data': [
            said('OutputImageSensitiveContentDetected')], 'usage': {'generated_images': 0}}, 'refused-content', 'no'),
    } | {code: Trouble('submit', 400, said(code), 'refused-content', 'no') for code in SAFETY_CODES}

    def place(self, request):
        return 'submit' if request.method == 'POST' else None

    def handle(self, server, request):
        require((request.method, request.path) == ('POST', '/api/v3/images/generations'), f'{request.method} {request.path}', 404)
        body = request.json()
        job = server.add(self.read_job(server, body))
        size = '{}x{}'.format(*job.size)
        form = body.get('response_format', 'url')
        if server.shape == 'the other':
            form = 'url' if form == 'b64_json' else 'b64_json'
        items = [{form: server.link(job, number) if form == 'url' else as_base64(content), 'size': size}
                 for number, content in enumerate(job.results)]
        if server.shape == 'partial':
            # The links of the others stay, so the second is the last but one in what is delivered.
            server.lose(job, 1)
            items[1] = said('OutputImageSensitiveContentDetected')
        return {'model': body['model'], 'created': 1757323224, 'data': items,
                'usage': {'generated_images': len(items), 'output_tokens': 16280, 'total_tokens': 16280}}

    def read_job(self, server, body):
        check_members(body, 'body', ['model', 'prompt'], [
            'image', 'size', 'sequential_image_generation', 'sequential_image_generation_options', 'response_format', 'watermark', 'stream'])
        require(body['model'] == 'seedream-4-0-250828', f'model {body["model"]!r}')
        check_prompt(body['prompt'], 10**6)
        require(body.get('response_format', 'url') in ('url', 'b64_json'), 'response_format')
        # It marks pictures unless it is told not to.
        require(body.get('watermark', True) is False, 'watermark must be false')
        require(body.get('stream', False) is False, 'stream must be false')
        pictures = self.read_pictures(body.get('image', []))
        count = self.read_count(body)
        require(len(pictures) + count <= 15, 'references and outputs are more than 15')
        return Job(server, body['model'], body['prompt'], pictures, self.read_size(body.get('size', '2048x2048')), count)

    def read_pictures(self, image):
        if image == []:
            return []
        if isinstance(image, str):
            image = [image]
        check_list(image, 'image')
        return [picture_of_uri(uri) for uri in image]

    def read_count(self, body):
        mode = body.get('sequential_image_generation', 'disabled')
        require(mode in ('auto', 'disabled'), f'sequential_image_generation {mode!r}')
        if mode == 'disabled':
            require('sequential_image_generation_options' not in body, 'options of what is disabled')
            return 1
        options = body.get('sequential_image_generation_options', {})
        check_members(options, 'sequential_image_generation_options', [], ['max_images'])
        check_integer(options.get('max_images', 15), 'max_images', 1, 15)
        return options.get('max_images', 15)

    def read_size(self, size):
        if size in self.TIERS:
            return self.TIERS[size]
        match = isinstance(size, str) and re.fullmatch(r'([1-9][0-9]*)x([1-9][0-9]*)', size)
        require(match, f'size is neither 1K, 2K, 4K nor WIDTHxHEIGHT: {size!r}')
        sides = int(match[1]), int(match[2])
        require(1280 * 720 <= sides[0] * sides[1] <= 4096 * 4096, f'size has too few or too many pixels: {size}')
        require(1 / 16 <= sides[0] / sides[1] <= 16, f'size is too long: {size}')
        return sides

    def refuse(self, text, status):
        return said({401: 'AuthenticationError', 404: 'InvalidEndpointOrModel.NotFound'}.get(status, 'InvalidParameter'), text)
