# SPDX-License-Identifier: GPL-3.0-or-later
"""The second implementation by itself: that it takes what the providers' pages show, and refuses what they do not."""

import base64
import json
import re
import sys
import traceback
import urllib.error
import urllib.request

from wire_parts import make_png
from wire_server import PROVIDERS, WireServer

KEY = 'right'
PICTURE = make_png(64, 48)
URI = 'data:image/png;base64,' + base64.b64encode(PICTURE).decode()


def call(server, method, path, body=None, kind='application/json', key=KEY):
    """Returns the status and the answer's content."""
    headers = {'Content-Type': kind, 'User-Agent': 'test/1'} | ({'Authorization': f'Bearer {key}'} if key else {})
    data = json.dumps(body).encode() if isinstance(body, (dict, list)) else body
    try:
        with urllib.request.urlopen(urllib.request.Request(server.url + path, data, headers, method=method), timeout=20) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def upload(server, path, name='file', kind='image/png', content=PICTURE, **texts):
    body = f'--cut\r\nContent-Disposition: form-data; name="{name}"; filename="a.png"\r\nContent-Type: {kind}\r\n\r\n'.encode() + content
    for text, value in texts.items():
        body += f'\r\n--cut\r\nContent-Disposition: form-data; name="{text}"\r\n\r\n{value}'.encode()
    return call(server, 'POST', path, body + b'\r\n--cut--\r\n', 'multipart/form-data; boundary=cut')


def post(server, path, body):
    status, content = call(server, 'POST', path, body)
    assert status == 200, content
    return json.loads(content)


def get(server, path):
    return json.loads(call(server, 'GET', path)[1])


def delivers(server, link):
    path = link.removeprefix(server.url)
    assert call(server, 'GET', path, key=None)[1] in list(server.jobs.values())[-1].results
    assert call(server, 'GET', path)[0] == 400, 'a key where none belongs'


def refuses(server, path, good, wrong):
    """Each of the wrong members spoils a body that is good; none counts as a job."""
    jobs = len(server.jobs)
    for change in wrong:
        status, content = call(server, 'POST', path, {name: value for name, value in (good | change).items() if value is not Ellipsis})
        assert status == 400, (change, content)
    assert call(server, 'POST', path, good, key='wrong')[0] == 401
    assert call(server, 'POST', path, good, kind='text/plain')[0] == 400
    assert call(server, 'POST', path, b'{"prompt":1,"prompt":1}')[0] == 400
    assert len(server.jobs) == jobs


def runpod(server):
    path = '/v2/seedream-v4-edit/run'
    good = {'prompt': 'x', 'images': [URI], 'size': '1024*1024', 'enable_safety_checker': True}
    job = post(server, path, {'input': good})
    status = f'/v2/seedream-v4-edit/status/{job["id"]}'
    assert [get(server, status)['status'] for _ in range(3)] == ['IN_QUEUE', 'IN_PROGRESS', 'RUNNING']
    done = get(server, status)
    assert done['output']['cost'] == 0.028311
    delivers(server, done['output']['image_url'])
    wrong = [{'prompt': ''}, {'prompt': ...}, {'images': ...}, {'images': []}, {'images': [URI] * 11}, {'images': ['https://x/']},
             {'images': [URI.replace('png', 'jpeg', 1)]}, {'size': '1024x1024'}, {'size': '1023*1024'}, {'size': '1024*4097'}, {'seed': 1},
             {'enable_safety_checker': 1}]
    for change in wrong:
        body = {name: value for name, value in (good | change).items() if value is not Ellipsis}
        assert call(server, 'POST', path, {'input': body})[0] == 400, change
    refuses(server, path, {'input': good}, [{'input': ...}, {'input': []}, {'extra': 1}])


def aimlapi(server):
    path = '/v1/images/generations'
    good = {'model': 'bytedance/seedream-v4-edit', 'prompt': 'x', 'image_urls': [URI], 'num_images': 2}
    answer = post(server, path, good | {'image_size': {'width': 1280, 'height': 1024}})
    assert len(answer['data']) == len(answer['images']) == 2
    delivers(server, answer['data'][1]['url'])
    for size, sides in {'square_hd': (2048, 2048), 'square': (1024, 1024), 'portrait_4_3': (1728, 2304), 'portrait_16_9': (1440, 2560),
                        'landscape_4_3': (2304, 1728), 'landscape_16_9': (2560, 1440)}.items():
        post(server, path, good | {'image_size': size})
        assert list(server.jobs.values())[-1].size == sides, size
    post(server, path, good)
    assert list(server.jobs.values())[-1].size == (2048, 2048)
    refuses(server, path, good, [
        {'model': 'x'}, {'prompt': 'x' * 4001}, {'image_urls': []}, {'image_urls': ['AAAA']}, {'num_images': 5}, {'seed': 0},
        {'image_size': 'huge'}, {'image_size': {'width': 1024}}, {'image_size': {'width': 1023, 'height': 1024}}, {'sync_mode': 1},
        {'image_size': 'landscape_3_2'}, {'image_size': 'Square'}, {'image_size': None}, {'image_size': [1024, 1024]}, {'image_size': {}},
        {'image_size': {'width': 4097, 'height': 1024}}, {'image_size': {'width': 1024.5, 'height': 1024}},
        {'image_size': {'width': '1024', 'height': 1024}}, {'image_size': {'width': 1024, 'height': 1024, 'depth': 1}},
        {'size': '1024*1024'}])


def atlascloud(server):
    status, content = upload(server, '/api/v1/model/uploadMedia')
    link = json.loads(content)['data']['download_url']
    submit = '/api/v1/model/generateImage'
    good = {'model': 'bytedance/seedream-v4/edit', 'prompt': 'x', 'images': [link], 'size': '1024*1024'}
    path = '/api/v1/model/prediction/' + post(server, submit, good)['data']['id']
    assert get(server, path)['code'] == 404
    assert [get(server, path)['data']['status'] for _ in range(5)] == ['created', 'starting', 'pending', 'queued', 'processing']
    delivers(server, get(server, path)['data']['outputs'][0])
    assert upload(server, '/api/v1/model/uploadMedia', name='other')[0] == 400
    assert upload(server, '/api/v1/model/uploadMedia', kind='image/jpeg')[0] == 400
    assert upload(server, '/api/v1/model/uploadMedia', uploadPath='x')[0] == 400
    refuses(server, submit, good, [
        {'model': 'x'}, {'input': {}}, {'images': [URI]}, {'images': ['https://x/']}, {'size': '1024x1024'}, {'seed': 1}, {'width': 1024}])


def sinancode(server):
    status, content = upload(server, '/api/upload/file')
    submit = '/v1/generate/k/seedream-v4-edit'
    good = {'prompt': 'x', 'image_urls': [json.loads(content)['url']], 'max_images': 2}
    path = '/v1/tasks/' + post(server, submit, good)['task_id']
    assert [get(server, path)['status'] for _ in range(2)] == ['pending', 'processing']
    delivers(server, get(server, path)['result'][1]['url'])
    assert upload(server, '/api/upload/file', name='other')[0] == 400
    refuses(server, submit, good, [
        {'prompt': 'x' * 5001}, {'image_urls': [URI]}, {'image_size': 'portrait_21_9'}, {'image_resolution': '3K'}, {'max_images': 7},
        {'seed': '1'}, {'model': 'x'}])


def kie(server):
    place = '/api/file-stream-upload'
    about = json.loads(upload(server, place, uploadPath='images', fileName='a-1.png')[1])
    assert (about['success'], about['code'], about['data']['fileSize']) == (True, 200, len(PICTURE))
    link = about['data']['downloadUrl']
    for wrong in ({}, {'uploadPath': ''}, {'uploadPath': 'x', 'fileName': '../a'}, {'uploadPath': 'x', 'extra': 'x'},
                  {'uploadPath': 'x', 'name': 'other'}, {'uploadPath': 'x', 'kind': 'image/jpeg'}):
        assert upload(server, place, **wrong)[0] == 400, wrong
    # Another picture of the same name takes the place of the first.
    other = make_png(10, 10)
    assert json.loads(upload(server, place, content=other, uploadPath='images', fileName='a-1.png')[1])['data']['downloadUrl'] == link
    assert server.kept(link) == other
    submit = '/api/v1/jobs/createTask'
    inner = {'prompt': 'x', 'image_urls': [link], 'image_size': 'portrait_3_2', 'image_resolution': '4K', 'max_images': 2, 'seed': 7,
             'nsfw_checker': False}
    good = {'model': 'bytedance/seedream-v4-edit', 'input': inner}
    answer = post(server, submit, good)
    assert (answer['code'], answer['msg']) == (200, 'success')
    path = '/api/v1/jobs/recordInfo?taskId=' + answer['data']['taskId']
    assert [get(server, path)['data']['state'] for _ in range(3)] == ['waiting', 'queuing', 'generating']
    done = get(server, path)
    assert (done['message'], done['data']['state']) == ('success', 'success')
    links = json.loads(done['data']['resultJson'])['resultUrls']
    assert len(links) == 2
    delivers(server, links[1])
    assert call(server, 'GET', path.replace('taskId', 'id'))[0] == 404
    assert call(server, 'GET', path + 'x')[0] == 404
    assert get(server, '/api/v1/chat/credit')['data'] == 100
    refuses(server, submit, good, [
        {'model': 'x'}, {'model': ...}, {'input': ...}, {'prompt': 'x'}, {'callBackUrl': 'https://x/'}] + [{'input': inner | change} for change in (
            {'prompt': ''}, {'prompt': 'x' * 5001}, {'image_urls': [URI]}, {'image_urls': []}, {'image_urls': [link] * 11},
            {'image_size': 'auto'}, {'image_resolution': '3K'}, {'max_images': 7}, {'max_images': '1'}, {'seed': '1'},
            {'nsfw_checker': 'no'}, {'size': '1024*1024'})])


def ark(server):
    path = '/api/v3/images/generations'
    good = {'model': 'seedream-4-0-250828', 'prompt': 'x', 'image': [URI, URI], 'size': '2048x1536', 'response_format': 'url',
            'sequential_image_generation': 'auto', 'sequential_image_generation_options': {'max_images': 3}, 'watermark': False}
    answer = post(server, path, good)
    assert [item['size'] for item in answer['data']] == ['2048x1536'] * 3
    assert answer['usage']['generated_images'] == 3
    delivers(server, answer['data'][2]['url'])
    alone = {'model': good['model'], 'prompt': 'x', 'size': '2K', 'image': URI, 'watermark': False, 'response_format': 'b64_json'}
    (item,) = post(server, path, alone)['data']
    assert base64.b64decode(item['b64_json']) == make_png(2048, 2048, 1)
    refuses(server, path, good, [
        {'model': 'doubao-seedream-4-0-250828'}, {'prompt': ...}, {'prompt': ' '}, {'image': [URI] * 11}, {'image': ['https://x/']},
        {'image': [URI.replace('image/png', 'image/PNG')]}, {'image': 7}, {'size': '2048*1536'}, {'size': '1279x720'}, {'size': '4097x4096'},
        {'size': '16000x900'}, {'size': '3K'}, {'response_format': 'png'}, {'sequential_image_generation': 'on'},
        {'sequential_image_generation': 'disabled'}, {'sequential_image_generation_options': {'max_images': 16}},
        {'sequential_image_generation_options': {'max_images': 14}}, {'sequential_image_generation_options': {'n': 1}}, {'watermark': True},
        {'watermark': ...}, {'stream': True}, {'seed': 1}, {'n': 2}, {'guidance_scale': 2.5}])


# Where to upload, with which texts; where to submit, which body; and where to ask after the job.
ROADS = {
    'runpod': (None, {}, '/v2/seedream-v4-edit/run', lambda link: {'input': {'prompt': 'x', 'images': [link]}},
               '/v2/seedream-v4-edit/status/'),
    'aimlapi': (None, {}, '/v1/images/generations', lambda link: {
        'model': 'bytedance/seedream-v4-edit', 'prompt': 'x', 'image_urls': [link], 'image_size': 'square', 'num_images': 2}, None),
    'atlascloud': ('/api/v1/model/uploadMedia', {}, '/api/v1/model/generateImage', lambda link: {
        'model': 'bytedance/seedream-v4/edit', 'prompt': 'x', 'images': [link], 'size': '1024*1024'}, '/api/v1/model/prediction/'),
    'sinancode': ('/api/upload/file', {}, '/v1/generate/k/seedream-v4-edit', lambda link: {'prompt': 'x', 'image_urls': [link]},
                  '/v1/tasks/'),
    'kie': ('/api/file-stream-upload', {'uploadPath': 'images', 'fileName': 'a.png'}, '/api/v1/jobs/createTask', lambda link: {
        'model': 'bytedance/seedream-v4-edit', 'input': {'prompt': 'x', 'image_urls': [link]}}, '/api/v1/jobs/recordInfo?taskId='),
    'ark': (None, {}, '/api/v3/images/generations', lambda link: {
        'model': 'seedream-4-0-250828', 'prompt': 'x', 'image': link, 'size': '1K', 'watermark': False,
        'sequential_image_generation': 'auto', 'sequential_image_generation_options': {'max_images': 2}}, None),
}


def walk(server):
    """One edit. Returns everything that the server says, by its place, without what is another each time."""
    place, texts, submit, body, poll = ROADS[server.provider.id]
    said = []
    if place is not None:
        said.append(('upload', *upload(server, place, **texts)))
    said.append(('submit', *call(server, 'POST', submit, body(list(server.uploads)[-1] if place is not None else URI))))
    for _ in range(7 if poll is not None else 0):
        said.append(('poll', *call(server, 'GET', poll + list(server.jobs)[-1])))
    own = [server.url, *server.jobs, *(link.split('/')[-1] for link in server.uploads)]
    return [(at, status, re.sub('|'.join(map(re.escape, own)), 'JOB', content.decode())) for at, status, content in said]


def plays(provider):
    """Each documented answer is given: the good ones in a shape of their own, the bad ones at their place and nowhere else."""
    seen = []
    for shape in provider.SHAPES:
        with WireServer(provider.id, KEY, shape=shape) as server:
            seen.append(walk(server))
            assert server.delivered and not set(server.refusals) - {'prediction not found'}, (shape, server.refusals)
    assert all(seen.count(said) == 1 for said in seen), 'no two shapes are the same'
    for name, trouble in provider.TROUBLES.items():
        body = trouble.body if isinstance(trouble.body, str) else json.dumps(trouble.body)
        with WireServer(provider.id, KEY, trouble=name) as server:
            for at, *said in walk(server):
                hidden = 'prediction not found' in said[1]
                assert (said == [trouble.status, body]) == (at == trouble.at and not hidden), (name, at, said)


def strict(provider):
    with WireServer(provider.id, KEY) as server:
        STRICT[provider.id](server)


STRICT = {test.__name__: test for test in (runpod, aimlapi, atlascloud, sinancode, kie, ark)}
TESTS = [(test, provider) for provider in PROVIDERS.values() for test in (strict, plays)]
print(f'1..{len(TESTS)}')
failed = 0
for number, (test, provider) in enumerate(TESTS, 1):
    verdict = 'ok'
    try:
        test(provider)
    except Exception:
        for line in traceback.format_exc().splitlines():
            print(f'# {line}')
        verdict = 'not ok'
        failed += 1
    print(f'{verdict} {number} - {provider.id} {test.__name__}', flush=True)
sys.exit(1 if failed else 0)
