# SPDX-License-Identifier: GPL-3.0-or-later
"""The second implementation by itself: that it takes what the providers' pages show, and refuses what they do not."""

import base64
import json
import sys
import urllib.error
import urllib.request

from wire_server import WireServer, make_png

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


def upload(server, path, name='file', kind='image/png'):
    head = f'--cut\r\nContent-Disposition: form-data; name="{name}"; filename="a.png"\r\nContent-Type: {kind}\r\n\r\n'
    return call(server, 'POST', path, head.encode() + PICTURE + b'\r\n--cut--\r\n', 'multipart/form-data; boundary=cut')


def post(server, path, body):
    status, content = call(server, 'POST', path, body)
    assert status == 200, content
    return json.loads(content)


def get(server, path):
    return json.loads(call(server, 'GET', path)[1])


def delivers(server, link):
    path = link.removeprefix(server.url)
    assert call(server, 'GET', path, key=None)[1].startswith(b'\x89PNG')
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
    assert get(server, status)['status'] == 'IN_PROGRESS'
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
    good = {'model': 'bytedance/seedream-v4-edit', 'prompt': 'x', 'image_urls': [URI], 'num_images': 2}
    answer = post(server, '/v1/images/generations', good | {'image_size': {'width': 1280, 'height': 1024}})
    assert len(answer['data']) == len(answer['images']) == 2
    delivers(server, answer['data'][1]['url'])
    refuses(server, '/v1/images/generations', good, [
        {'model': 'x'}, {'prompt': 'x' * 4001}, {'image_urls': []}, {'image_urls': ['AAAA']}, {'num_images': 5}, {'seed': 0},
        {'image_size': 'huge'}, {'image_size': {'width': 1024}}, {'image_size': {'width': 1023, 'height': 1024}}, {'sync_mode': 1},
        {'size': '1024*1024'}])


def atlascloud(server):
    status, content = upload(server, '/api/v1/model/uploadMedia')
    link = json.loads(content)['data']['download_url']
    good = {'model': 'bytedance/seedream-v4/edit', 'prompt': 'x', 'images': [link], 'size': '1024*1024'}
    path = '/api/v1/model/prediction/' + post(server, '/api/v1/model/generateImage', good)['data']['id']
    assert get(server, path)['code'] == 404
    assert get(server, path)['data']['status'] == 'processing'
    delivers(server, get(server, path)['data']['outputs'][0])
    assert upload(server, '/api/v1/model/uploadMedia', name='other')[0] == 400
    assert upload(server, '/api/v1/model/uploadMedia', kind='image/jpeg')[0] == 400
    refuses(server, '/api/v1/model/generateImage', good, [
        {'model': 'x'}, {'input': {}}, {'images': [URI]}, {'images': ['https://x/']}, {'size': '1024x1024'}, {'seed': 1}, {'width': 1024}])


def sinancode(server):
    status, content = upload(server, '/api/upload/file')
    good = {'prompt': 'x', 'image_urls': [json.loads(content)['url']], 'max_images': 2}
    path = '/v1/tasks/' + post(server, '/v1/generate/k/seedream-v4-edit', good)['task_id']
    assert get(server, path)['status'] == 'processing'
    delivers(server, get(server, path)['result'][1]['url'])
    assert upload(server, '/api/upload/file', name='other')[0] == 400
    refuses(server, '/v1/generate/k/seedream-v4-edit', good, [
        {'prompt': 'x' * 5001}, {'image_urls': [URI]}, {'image_size': 'portrait_21_9'}, {'image_resolution': '3K'}, {'max_images': 7},
        {'seed': '1'}, {'model': 'x'}])


TESTS = (runpod, aimlapi, atlascloud, sinancode)
print(f'1..{len(TESTS)}')
failed = 0
for number, test in enumerate(TESTS, 1):
    verdict = 'ok'
    try:
        with WireServer(test.__name__, KEY) as server:
            test(server)
    except Exception as error:
        print(f'# {error!r} in line {error.__traceback__.tb_next.tb_lineno if error.__traceback__.tb_next else "?"}')
        verdict = 'not ok'
        failed += 1
    print(f'{verdict} {number} - {test.__name__}', flush=True)
sys.exit(1 if failed else 0)
