# SPDX-License-Identifier: GPL-3.0-or-later
"""The program against a second implementation of each provider's wire format and against its own practice server: that what was asked for is what
is sent, whole and in order; that every documented good answer is read; and that every documented bad one is told for what it is."""

from wire_server import PROVIDERS, WireServer

from cli import *

PROMPT = 'Dress the person of image 1: “größer” as in image 2 and 图3'
SEED = 7

# The picture to be edited, then three references. Another size each, so that one in the wrong place is noticed.
PICTURES = {'a.png': (64, 48), 'b.png': (80, 60), 'c.png': (60, 80), 'd.png': (72, 72)}

# What is a PNG without anything beside its pixels is sent as it is.
UNCHANGED = ('a.png', 'd.png')


class Entry:
    """One provider: where its submit goes, which size is asked for on the command line, and what the members of an edit's body are then; PICTURES
    stands for the pictures in them. `made` are the members of the body of a picture made from a sentence alone, if it can do that."""

    def __init__(self, submit, asked, sent, made=None, count=1, options=()):
        self.submit = submit
        self.asked = asked
        self.sent = sent
        self.made = made
        self.count = count
        self.options = list(options)


ENTRIES = {
    'runpod': Entry('/run', '2048x1536', {
        'input.prompt': PROMPT, 'input.images': PICTURES, 'input.size': '2048*1536', 'input.enable_safety_checker': False,
    }, made={
        'input.prompt': PROMPT, 'input.negative_prompt': 'rain', 'input.size': '2048*1536', 'input.seed': SEED,
        'input.enable_safety_checker': True,
    }, options=['--no-safety']),
    'aimlapi': Entry('/generations', '2048x1536', {
        'model': 'bytedance/seedream-v4-edit', 'prompt': PROMPT, 'image_urls': PICTURES, 'image_size.width': 2048,
        'image_size.height': 1536, 'num_images': 3, 'seed': SEED, 'enable_safety_checker': False,
    }, made={
        'model': 'bytedance/seedream-v4-text-to-image', 'prompt': PROMPT, 'image_size.width': 2048, 'image_size.height': 1536,
        'num_images': 1, 'seed': SEED, 'enable_safety_checker': True,
    }, count=3, options=['--no-safety', '--seed', SEED]),
    'atlascloud': Entry('/generateImage', '2048x1536', {
        'model': 'bytedance/seedream-v4/edit', 'prompt': PROMPT, 'images': PICTURES, 'size': '2048*1536',
        'enable_base64_output': False, 'enable_sync_mode': False,
    }, made={
        'model': 'bytedance/seedream-v4', 'prompt': PROMPT, 'size': '2048*1536', 'enable_base64_output': False,
        'enable_sync_mode': False,
    }),
    # Its sizes have names: 4:3 in the tier 2K is 2304×1728.
    'sinancode': Entry('/seedream-v4-edit', '2304x1728', {
        'prompt': PROMPT, 'image_urls': PICTURES, 'image_size': 'landscape_4_3', 'image_resolution': '2K', 'max_images': 3,
        'seed': SEED,
    }, count=3, options=['--seed', SEED]),
    'kie': Entry('/createTask', '2304x1728', {
        'model': 'bytedance/seedream-v4-edit', 'input.prompt': PROMPT, 'input.image_urls': PICTURES, 'input.image_size': 'landscape_4_3',
        'input.image_resolution': '2K', 'input.max_images': 3, 'input.seed': SEED, 'input.nsfw_checker': False,
    }, made={
        'model': 'bytedance/seedream-v4-text-to-image', 'input.prompt': PROMPT, 'input.image_size': 'landscape_4_3',
        'input.image_resolution': '2K', 'input.max_images': 1, 'input.seed': SEED, 'input.nsfw_checker': True,
    }, count=3, options=['--no-safety', '--seed', SEED]),
    # It knows no seed and no switch for safety; one picture is a text, several are a list.
    'ark': Entry('/images/generations', '2048x1536', {
        'model': 'seedream-4-0-250828', 'prompt': PROMPT, 'image': PICTURES, 'size': '2048x1536',
        'sequential_image_generation': 'auto', 'sequential_image_generation_options.max_images': 3, 'response_format': 'url',
        'stream': False, 'watermark': False,
    }, made={
        'model': 'seedream-4-0-250828', 'prompt': PROMPT, 'size': '2048x1536', 'sequential_image_generation': 'disabled',
        'response_format': 'url', 'stream': False, 'watermark': False,
    }, count=3),
}

# Runpod names its price per megapixel, and the program says what the answer says.
COSTS = {'runpod': ('reported', 0.084934)}


def flat(value, name=''):
    """The members of an object and of those in it, by their whole names."""
    if not isinstance(value, dict):
        return {name: value}
    return {whole: content for member, inner in value.items() for whole, content in flat(inner, f'{name}.{member}' if name else member).items()}


def make_pictures(home):
    """One with a text in it and one with transparency among them, which have to be fitted."""
    for name, (width, height) in PICTURES.items():
        (home.work / name).write_bytes(png(width, height, (30, 3 * width, 2 * height)))
    told = (home.work / 'b.png').read_bytes()
    text = b'Comment\0where it was taken'
    chunk = struct.pack('>I', len(text)) + b'tEXt' + text + struct.pack('>I', zlib.crc32(b'tEXt' + text))
    (home.work / 'b.png').write_bytes(told[:33] + chunk + told[33:])
    width, height = PICTURES['c.png']
    rows = (b'\0' + b''.join(bytes((x, 90, 200, 4 * x)) for x in range(width))) * height
    (home.work / 'c.png').write_bytes(png_of(struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0), zlib.compress(rows)))


def run(home, name, url, command, *arguments, code=OK, count=1, out='out.png'):
    counted = ['--count', count] if count > 1 else []
    return home.json(command, '-p', PROMPT, '-o', out, '--provider', name, '--size', ENTRIES[name].asked, *counted, *arguments,
                     code=code, **{f'PENTIMENTO_{name.upper()}_ENDPOINT': url, f'PENTIMENTO_{name.upper()}_KEY': KEY})


def edit_all(home, name, url, out):
    """The edit with everything in it: three references, and as much as the provider can be told."""
    make_pictures(home)
    inputs = [word for picture in PICTURES for word in ('-i', picture)]
    return run(home, name, url, 'edit', *inputs, *ENTRIES[name].options, count=ENTRIES[name].count, out=out)


def submits_of(server):
    return [request for request in server.requests if server.provider.place(request) == 'submit']


def check_manners(server):
    """What holds for every request, whatever it is for."""
    equal([refusal for refusal in server.refusals if refusal != 'prediction not found'], [], 'refusals')
    for request in server.requests:
        check(request.headers.get('User-Agent', '').startswith('Pentimento/'), f'{request.path}: {request.headers.get("User-Agent")}')
        check(KEY not in request.path and KEY.encode() not in request.body, 'the key is in its header and nowhere else')
        if request.method == 'POST':
            check(request.headers.get('Content-Length') or request.headers.get('Transfer-Encoding'), 'a length')


def check_report(home, report, count):
    """The results are done, are files, and are in the gallery to the byte; one submit was made for them."""
    equal((report['state'], report['error'], len(report['results'])), ('done', None, count))
    for result in report['results']:
        equal(sha256(home.work / result['file']), result['sha256'], result['file'])
        equal([sha256(path) for path in (home.library / 'objects').rglob(result['sha256'] + '.*')], [result['sha256']], 'stored')
    jobs = home.json('jobs')
    equal([(job['job'], job['state'], job['submits']) for job in jobs], [(report['job'], 'done', 1)])
    home.check_library()


def check_history(home, report, pictures):
    """What is shown of an edit afterwards is what was asked for."""
    shown = home.json('history', 'show', report['results'][0]['version'])
    equal((shown['provider'], shown['prompt']), (report['provider'], PROMPT))
    equal(shown['references'], [sha256(home.work / picture) for picture in pictures], 'references in order')
    return shown


def check_delivery(home, report, server):
    """The results on disk and in the gallery are the bytes that the server sent."""
    check_report(home, report, len(server.delivered))
    equal([result['sha256'] for result in report['results']], [hashlib.sha256(content).hexdigest() for content in server.delivered])
    downloads = [request.path for request in server.requests if request.path.startswith('/files/')]
    equal(len(downloads), len(set(downloads)), 'each result is fetched once')
    equal(len(submits_of(server)), 1, 'submits')
    check_manners(server)


def check_pictures(home, hashes):
    """What arrived is what was fitted: the file itself where nothing had to be done."""
    fitted = [path.read_bytes().split(b'\n', 1) for path in (home.folder / 'cache').rglob('*.fitted')]
    for line, content in fitted:
        equal(line.split()[-1].decode(), hashlib.sha256(content).hexdigest())
    known = {hashlib.sha256(content).hexdigest() for _, content in fitted}
    equal((len(hashes), len(set(hashes))), (len(PICTURES), len(PICTURES)))
    for name, arrived in zip(PICTURES, hashes):
        check(arrived == sha256(home.work / name) if name in UNCHANGED else arrived in known, f'{name} is what was fitted')


def check_body(body, wished):
    members = flat(body)
    equal({member: value for member, value in members.items() if wished.get(member) is not PICTURES},
          {member: value for member, value in wished.items() if value is not PICTURES})
    equal(set(members), set(wished))


def arrives_at_the_second_implementation(home, name):
    entry = ENTRIES[name]
    with WireServer(name, KEY) as server:
        report = edit_all(home, name, server.url, 'out.png')
        check_body(submits_of(server)[0].json(), entry.sent)
        check(submits_of(server)[0].path.endswith(entry.submit), submits_of(server)[0].path)
        (job,) = server.jobs.values()
        equal([struct.unpack('>II', content[16:24]) for content in job.pictures], list(PICTURES.values()), 'pictures in order')
        check(not any(b'tEXt' in content for content in job.pictures), 'what is told beside the pixels stays here')
        check_pictures(home, [hashlib.sha256(content).hexdigest() for content in job.pictures])
        equal(len(job.results), entry.count)
        check_delivery(home, report, server)
        shown = check_history(home, report, list(PICTURES)[1:])
        equal(shown['seed'], SEED if '--seed' in entry.options else -1)
        if name in COSTS:
            equal((report['cost']['kind'], report['cost']['amount']), COSTS[name])


def arrives_at_the_practice_server(home, name):
    entry = ENTRIES[name]
    with Sandbox(home) as sandbox:
        report = edit_all(home, name, sandbox.url, 'out.jpg')
        stats = sandbox.stats()
        (job,) = stats['jobs']
        equal((stats['submits'], stats['key_leaks'], stats['downloads']), (1, 0, entry.count))
        equal((job['provider'], job['operation'], job['prompt'], job['count']), (name, 'edit', PROMPT, entry.count))
        equal(job['size'], entry.asked.replace('x', '*'))
        if '--seed' in entry.options:
            equal(job['seed'], SEED)
        equal([(image['width'], image['height'], image['metadata']) for image in job['images']], [
            (*sides, False) for sides in PICTURES.values()], 'pictures in order')
        check_pictures(home, [image['sha256'] for image in job['images']])
        check_report(home, report, entry.count)
        check_history(home, report, list(PICTURES)[1:])


def makes(home, name):
    """Pictures from a sentence alone."""
    entry = ENTRIES[name]
    asked = [word for option, member in (('--seed', 'seed'), ('--negative', 'negative_prompt'))
             for full, value in entry.made.items() if full.split('.')[-1] == member for word in (option, value)]
    with WireServer(name, KEY) as server:
        report = run(home, name, server.url, 'generate', *asked)
        check_body(submits_of(server)[0].json(), entry.made)
        check_delivery(home, report, server)


def answer_is_read(home, name, shape):
    count = ENTRIES[name].count
    with WireServer(name, KEY, shape=shape) as server:
        report = run(home, name, server.url, 'edit', '-i', 'a.png', count=count)
        check_delivery(home, report, server)
        equal(len(server.delivered), count - 1 if shape == 'partial' else count)


# A submit that was turned away at no cost is sent again, so often in all; see seedream_default_patience.
TRIES = 5


def error_is_told(home, name, trouble):
    with WireServer(name, KEY, trouble=trouble) as server:
        report = run(home, name, server.url, 'edit', '-i', 'a.png', code=None)
        means, billed = server.trouble.means, server.trouble.billed
        equal((report['error']['code'], report['error']['billed']), (means, billed), report['error']['message'])
        left = 'downloading' if server.trouble.at == 'result' else 'failed'
        equal(report['state'], {'unknown-outcome': 'unknown', 'cancelled': 'cancelled'}.get(means, left))
        equal((report['results'], home.leftovers()), ([], []))
        sent = 0 if server.trouble.at == 'upload' else TRIES if means == 'rate-limited' else 1
        equal(len(submits_of(server)), sent, 'submits')
        (job,) = home.json('jobs')
        equal(job['state'], report['state'])
        if server.trouble.at != 'result':
            equal((job['error']['code'], job['error']['billed']), (means, billed))
        check_manners(server)
        home.check_library()


def wrong_key(home, name):
    """The server's own strictness: it does refuse."""
    with WireServer(name, 'another key') as server:
        report = run(home, name, server.url, 'edit', '-i', 'a.png', code=NO_KEY)
        equal((report['error']['code'], report['error']['billed']), ('bad-key', 'no'))
        equal(server.refusals, ['not the key'])
        equal(len(server.jobs), 0)


def bound(test, name, *more):
    def one(home):
        test(home, name, *more)

    one.__name__ = ' '.join([name, test.__name__, *more]).replace(' ', '_').replace('#', '')
    return one


def collect():
    listed = json.loads(subprocess.run([PROGRAM, 'providers', '--json'], capture_output=True, check=True, text=True).stdout)
    # The practice server and a gateway of one's own speak Runpod's format.
    equal({provider['id'] for provider in listed} - {'practice', 'gateway'}, set(ENTRIES), 'every provider that the program lists is tested')
    tests = []
    for name, entry in ENTRIES.items():
        tests += [bound(test, name) for test in (arrives_at_the_second_implementation, arrives_at_the_practice_server, wrong_key)]
        if entry.made is not None:
            tests.append(bound(makes, name))
        tests += [bound(answer_is_read, name, shape) for shape in PROVIDERS[name].SHAPES]
        tests += [bound(error_is_told, name, trouble) for trouble in PROVIDERS[name].TROUBLES]
    return tests


def table():
    """What is tested of each provider, counted."""
    yield f'{"provider":12} {"request fields checked":>24} {"answer shapes accepted":>24} {"errors mapped":>15}'
    for name, entry in ENTRIES.items():
        fields = set(entry.sent) | set(entry.made or {})
        yield f'{name:12} {len(fields):24} {len(PROVIDERS[name].SHAPES):24} {len(PROVIDERS[name].TROUBLES):15}'


main(collect(), at_once=8, epilogue=table())
