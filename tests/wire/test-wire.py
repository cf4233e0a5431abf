# SPDX-License-Identifier: GPL-3.0-or-later
"""The program against a second implementation of each provider's wire format: what it asks for, and what it delivers. Providers that the program
does not list are left out; the output says which were tested."""

from wire_server import WireServer

from cli import *

# Another size, so that a picture in the wrong place is noticed.
PICTURES = {'a.png': (64, 48), 'b.png': (80, 60), 'c.png': (60, 80)}
PROMPT = 'Dress the person of image 1: “größer” as in image 2 and 图3'


class Entry:
    """How one provider's request says what was asked for. Each further provider is one of these."""

    def __init__(self, submit, size, read, generates=True, count=1, seed=False, cost=None,
                 asked='2048x1536'):
        self.asked = asked
        self.submit = submit
        self.size = size
        self.read = read
        self.generates = generates
        self.count = count
        self.seed = seed
        self.cost = cost


def read_runpod(body):
    return body['input'], body['input']['size']


def read_aimlapi(body):
    return body, '{width}*{height}'.format(**body['image_size'])


def read_atlascloud(body):
    return body, body['size']


def read_sinancode(body):
    return body, body.get('image_size', 'square_hd') + ' ' + body.get('image_resolution', '1K')


ENTRIES = {
    'runpod': Entry('/run', '2048*1536', read_runpod, cost=0.027 * 2048 * 1536 / 1e6, seed=True),
    'aimlapi': Entry('/generations', '2048*1536', read_aimlapi, count=3, seed=True),
    'atlascloud': Entry('/generateImage', '2048*1536', read_atlascloud),
    # Its sizes have names: 4:3 in the tier 2K is 2304×1728.
    'sinancode': Entry('/seedream-v4-edit', 'landscape_4_3 2K', read_sinancode, generates=False, count=3, asked='2304x1728'),
}


def sides(content):
    """Width and height of a PNG file."""
    check(content.startswith(b'\x89PNG'), 'a picture without transparency or loss stays PNG')
    return struct.unpack('>II', content[16:24])


def run(home, server, command, *arguments):
    name = server.provider.id
    return home.json(command, '-p', PROMPT, '-o', 'out.png', '--provider', name, '--force', *arguments,
                     **{f'PENTIMENTO_{name.upper()}_ENDPOINT': server.url, f'PENTIMENTO_{name.upper()}_KEY': KEY})


def only_submit(server, entry):
    """The body of the one request that costs money."""
    submits = [request for request in server.requests if request.method == 'POST' and request.path.endswith(entry.submit)]
    equal(len(submits), 1, 'submits')
    return submits[0].json()


def check_manners(server):
    """What holds for every request, whatever it is for."""
    equal(server.refusals, [r for r in server.refusals if r == 'prediction not found'], 'refusals')
    for request in server.requests:
        check(request.headers.get('User-Agent', '').startswith('Pentimento/'), f'{request.path}: {request.headers.get("User-Agent")}')
        check(KEY not in request.path and KEY.encode() not in request.body, 'the key is in its header and nowhere else')
        if request.method == 'POST':
            check(request.headers.get('Content-Length') or request.headers.get('Transfer-Encoding'), 'a length')


def check_delivery(home, report, server):
    """The files on disk and in the gallery are the bytes that the server sent."""
    job = list(server.jobs.values())[0]
    equal(report['state'], 'done')
    equal(len(report['results']), len(job.results))
    for result, content in zip(report['results'], job.results):
        equal((home.work / result['file']).read_bytes(), content, result['file'])
        equal(result['sha256'], hashlib.sha256(content).hexdigest())
        equal((result['media_type'], result['width'], result['height']), ('image/png', *job.size))
        downloads = [r for r in server.requests if r.path.startswith(f'/files/{job.id}/')]
    equal(len(downloads), len(job.results), 'each result is fetched once')
    home.check_library()
    return job


def edit(home, name, pictures, *arguments):
    entry = ENTRIES[name]
    with WireServer(name, KEY) as server:
        inputs = [word for picture in pictures for word in ('-i', picture)]
        report = run(home, server, 'edit', *inputs, '--size', entry.asked, *arguments)
        fields, size = entry.read(only_submit(server, entry))
        equal(fields['prompt'], PROMPT)
        equal(size, entry.size)
        job = check_delivery(home, report, server)
        equal([sides(content) for content in job.pictures], [PICTURES[picture] for picture in pictures], 'pictures in order')
        if entry.cost is not None:
            equal((report['cost']['kind'], round(report['cost']['amount'], 4)), ('reported', round(entry.cost, 4)))
        check_manners(server)
        return fields


def exactly_the_fields_of_the_page(name, fields):
    """At Runpod nothing is optional for this program: it says everything the page names."""
    if name == 'runpod':
        equal(set(fields), {'prompt', 'images', 'size', 'enable_safety_checker'})
        equal(fields['enable_safety_checker'], True)


def one_picture(home, name):
    exactly_the_fields_of_the_page(name, edit(home, name, ['a.png']))


def three_pictures(home, name):
    exactly_the_fields_of_the_page(name, edit(home, name, list(PICTURES)))


def several_results(home, name):
    fields = edit(home, name, ['a.png'], '--count', ENTRIES[name].count)
    equal(fields.get('num_images', fields.get('max_images')), ENTRIES[name].count)


def without_safety(home, name):
    equal(edit(home, name, ['a.png'], '--no-safety')['enable_safety_checker'], False)


def generates(home, name):
    entry = ENTRIES[name]
    with WireServer(name, KEY) as server:
        report = run(home, server, 'generate', '--size', entry.asked, *(['--seed', 7] if entry.seed else []))
        submits = [request for request in server.requests if request.method == 'POST']
        equal(len(submits), 1, 'submits')
        fields, size = entry.read(submits[0].json())
        equal((fields['prompt'], size), (PROMPT, entry.size))
        if entry.seed:
            equal(fields['seed'], 7)
        check_delivery(home, report, server)
        check_manners(server)


def wrong_key(home, name):
    """The server's own strictness: it does refuse."""
    with WireServer(name, 'another key') as server:
        done = home.run('edit', '-i', 'a.png', '-p', PROMPT, '-o', 'out.png', '--provider', name, code=NO_KEY,
                        **{f'PENTIMENTO_{name.upper()}_ENDPOINT': server.url, f'PENTIMENTO_{name.upper()}_KEY': KEY})
        equal(server.refusals, ['not the key'])
        check(KEY not in done.stdout + done.stderr)
        equal(len(server.jobs), 0)


def bound(test, name):
    def one(home):
        for picture, (width, height) in PICTURES.items():
            (home.work / picture).write_bytes(png(width, height))
        test(home, name)

    one.__name__ = f'{name}_{test.__name__}'
    return one


def collect():
    listed = json.loads(subprocess.run([PROGRAM, 'providers', '--json'], capture_output=True, check=True, text=True).stdout)
    tests = []
    tested = []
    for provider in listed:
        name = provider['id']
        if name not in ENTRIES:
            continue
        tested.append(name)
        tests += [bound(test, name) for test in (one_picture, three_pictures, wrong_key)]
        if ENTRIES[name].count > 1:
            tests.append(bound(several_results, name))
        if provider['operations']['edit']['safety_switch']:
            tests.append(bound(without_safety, name))
        if ENTRIES[name].generates:
            tests.append(bound(generates, name))
    print(f'# tested: {" ".join(tested)}; not listed by the program: {" ".join(sorted(set(ENTRIES) - set(tested))) or "none"}')
    check('runpod' in tested, 'the program lists runpod')
    return tests


main(collect())
