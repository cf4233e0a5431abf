# SPDX-License-Identifier: GPL-3.0-or-later
"""What the second implementation's providers have in common: how a request is refused, what holds for pictures and fields, what a job is, and
what can be played instead of its answers."""

import base64
import binascii
import functools
import re
import struct
import uuid
import zlib


class Refusal(Exception):
    """What is wrong with a request."""

    def __init__(self, text, status=400):
        super().__init__(text)
        self.status = status


def require(condition, text, status=400):
    if not condition:
        raise Refusal(text, status)


@functools.lru_cache
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


def as_uri(content):
    """A picture as a data: URI."""
    return f'data:{picture_type(content)};base64,{as_base64(content)}'


def as_base64(content):
    return base64.b64encode(content).decode()


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


class Trouble:
    """An answer that is documented and says that something went wrong, and what it means in the program's words: the name of the error, and
    whether the job was charged. It is given for every request at its place: submit, poll, upload, or result. JOB in it is the job's id."""

    def __init__(self, at, status, body, means, billed, kind='application/json'):
        self.at = at
        self.status = status
        self.body = body
        self.means = means
        self.billed = billed
        self.kind = kind


# Seedream's own codes of refused content. Every seller's failure text may hold one.
SAFETY_CODES = ('InputTextSensitiveContentDetected', 'InputImageSensitiveContentDetected',
                'InputImageSensitiveContentDetected.PrivacyInformation', 'OutputImageSensitiveContentDetected', 'InputImageRiskDetection',
                'OutputImageRiskDetection', 'SensitiveContentDetected', 'SensitiveContentDetected.SevereViolation',
                'SensitiveContentDetected.Violence')

# What a guard against robots in front of a provider says, which is not about the key.
EDGE = Trouble('submit', 403, 'error code: 1010', 'blocked', 'no', 'text/plain')

# What any web server may say after a request was sent: the job may be under way, and charged.
HTML = Trouble('submit', 502, '<html><body>Bad Gateway</body></html>', 'unknown-outcome', 'unknown', 'text/html')

# A link that has outlived its time, or is not there yet: what was paid for is asked for again later.
LINK = Trouble('result', 404, 'gone', 'expired', 'yes', 'text/plain')
