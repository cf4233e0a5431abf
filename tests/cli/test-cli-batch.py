# SPDX-License-Identifier: GPL-3.0-or-later
"""One edit of many pictures: the price first, what goes wrong in between, names, the budget, and stopping at any moment without paying twice."""

from cli import *

import os
import random
import re

# How many pictures the batch has that is killed, and how often it is: more than these by hand, see the environment.
PICTURES = int(os.environ.get('PENTIMENTO_TEST_PICTURES', 20))
KILLS = int(os.environ.get('PENTIMENTO_TEST_KILLS', 5))
SEED = int(os.environ.get('PENTIMENTO_TEST_SEED', random.randrange(1000000)))


def fill(home, count, folder='in'):
    """Makes a folder with so many pictures, each another one."""
    (home.work / folder).mkdir()
    for number in range(count):
        (home.work / folder / f'p{number}.png').write_bytes(png(colour=(number % 256, number // 256, 40)))


def use_aimlapi(home, sandbox):
    """A provider that makes several results at a time, and whose price nobody says."""
    home.environment |= {'PENTIMENTO_AIMLAPI_ENDPOINT': sandbox.url, 'PENTIMENTO_AIMLAPI_KEY': KEY}


def begin(*arguments, folder='in', prompt='sepia'):
    return ['batch', '--input', folder, '--output', 'out', '-p', prompt, '--provider', 'runpod', '--yes', *arguments]


def go_on(*arguments):
    return ['batch', '--output', 'out', '--resume', '--yes', *arguments]


def counts(report):
    return tuple(report[name] for name in ('done', 'failed', 'unknown', 'not_pictures', 'skipped', 'left'))


def states(report):
    return [item['state'] for item in report['items']]


def results(home):
    """The names in the output folder, hidden ones too."""
    return sorted(path.name for path in (home.work / 'out').iterdir()) if (home.work / 'out').exists() else []


def check_results(home, report):
    """The files are just those that the report names, each a whole picture, none named twice."""
    named = [name for item in report['items'] for name in item['files']]
    equal(sorted(named), results(home))
    equal(len(named), len(set(named)))
    for name in named:
        check(kind((home.work / 'out' / name).read_bytes()) == 'jpg', name)


def all_are_made_in_order(home):
    fill(home, 12)
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        report = home.json(*begin('--jobs', '1'))
        equal(counts(report), (12, 0, 0, 0, 0, 0))
        equal([Path(item['source']).name for item in report['items']], [f'p{number}.png' for number in range(12)])
        equal([item['files'] for item in report['items']], [[f'p{number}.jpg'] for number in range(12)])
        check_results(home, report)
        stats = sandbox.stats()
        equal(stats['submits'], 12)
        first = [job['images'][0]['sha256'] for job in stats['jobs']]
        equal(len(set(first)), 12, 'each picture was sent once')
        costs = [item['cost'] for item in report['items']]
        equal({cost['kind'] for cost in costs}, {'reported'})
        equal(round(report['cost']['reported'] * 1e6), sum(round(cost['amount'] * 1e6) for cost in costs))
        equal((report['error'], report['resumable']), (None, False))
    home.check_library()


def references_go_along_with_each(home):
    fill(home, 3)
    (home.work / 'coat.png').write_bytes(png(colour=(1, 2, 3)))
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        equal(counts(home.json(*begin('-r', 'coat.png', '--count', '1'))), (3, 0, 0, 0, 0, 0))
        sent = [[image['sha256'] for image in job['images']] for job in sandbox.stats()['jobs']]
        equal(([len(images) for images in sent], len({images[1] for images in sent})), ([2, 2, 2], 1))


def several_results_and_a_fitted_size(home):
    fill(home, 2)
    with Sandbox(home) as sandbox:
        use_aimlapi(home, sandbox)
        words = [word.replace('runpod', 'aimlapi') for word in begin('--count', '2', '--fit-back')]
        report = home.json(*words)
        equal([item['files'] for item in report['items']], [['p0.jpg', 'p0-2.jpg'], ['p1.jpg', 'p1-2.jpg']])
        equal((sandbox.submits, len(home.query("select * from version where kind = 'edited' and width = 64 and height = 48"))), (2, 4))
        check_results(home, report)


def what_is_no_picture_is_named(home):
    fill(home, 5)
    folder = home.work / 'in'
    (folder / 'notes.txt').write_text('not a picture')
    (folder / 'looks.png').write_text('like one')
    (folder / 'empty.jpg').write_bytes(b'')
    (folder / '.hidden.png').write_bytes(png())
    (folder / 'picture.txt').write_bytes(png(colour=(9, 9, 9)))
    (folder / 'deeper').mkdir()
    (folder / 'deeper' / 'p.png').write_bytes(png())
    os.mkfifo(folder / 'pipe.png')
    (folder / 'cut.png').write_bytes(png()[:60])
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        report = home.json(*begin(), code=INPUT)
        equal(counts(report), (6, 1, 0, 3, 0, 0))
        strangers = {Path(item['source']).name for item in report['items'] if item['state'] == 'not-a-picture'}
        equal(strangers, {'notes.txt', 'looks.png', 'empty.jpg'})
        failed, = (item for item in report['items'] if item['state'] == 'failed')
        equal((Path(failed['source']).name, failed['error']['code'], failed['error']['billed']), ('cut.png', 'input', 'no'))
        equal(sandbox.submits, 6)
        check_results(home, report)
    (folder / 'cut.png').write_bytes(png(colour=(3, 3, 3)))
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        equal(counts(home.json(*go_on())), (7, 0, 0, 3, 0, 0))
        equal(sandbox.submits, 1, 'what cost nothing is tried again')


def thousands_start_quickly(home):
    (home.work / 'in').mkdir()
    for number in range(5000):
        content = b'GIF9' if number % 125 == 0 else png(16, 16, (number % 256, number // 256, 7))
        (home.work / 'in' / f'{number}.png').write_bytes(content)
    with Sandbox(home, 'never-finish') as sandbox:
        home.use(sandbox)
        begun = time.monotonic()
        process = home.start(*begin('--json', '--jobs', '8'))
        sandbox.wait_for(lambda stats: stats['submits'] == 8)
        took = time.monotonic() - begun
        print(f'# first orders of 5,000 after {took:.1f} s', flush=True)
        check(took < 30, took)
        rss = int(re.search(r'VmRSS:\s+(\d+)', Path(f'/proc/{process.pid}/status').read_text())[1])
        print(f'# {rss // 1024} MiB', flush=True)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal(process.returncode, PENDING, stderr)
        report = json.loads(stdout)
        equal(counts(report), (0, 0, 0, 40, 0, 4960))
        equal(sandbox.submits, 8)


def equal_names_get_results_of_their_own(home):
    for folder in ('in', 'more'):
        (home.work / folder).mkdir()
    for number, name in enumerate(['in/a.png', 'in/a.jpg', 'in/A.webp', 'in/a-2.png', 'more/a.png', 'in/b', 'in/ü.png']):
        (home.work / name).write_bytes(png(colour=(number, 5, 5)))
    with Sandbox(home) as sandbox:
        use_aimlapi(home, sandbox)
        words = [word.replace('runpod', 'aimlapi') for word in begin('-i', 'more', '-i', 'in/a.png', '--count', '2')]
        report = home.json(*words)
        equal((counts(report), sandbox.submits), ((7, 0, 0, 0, 0, 0), 7))
        check_results(home, report)
        equal(len({name.casefold() for name in results(home)}), 14)
        check({'a.jpg', 'A.jpg'} & set(results(home)) and 'ü-2.jpg' in results(home), results(home))


def names_of_all_kinds(home):
    (home.work / 'in').mkdir()
    names = [b'\xff\xfe.png', b'\xff\xfd.png', b'x' * 251 + b'.png', b'tab\tnew\nline.png', b'-p.png', b'dot.ted.name.png']
    for number, name in enumerate(names):
        with open(os.fsencode(home.work / 'in') + b'/' + name, 'wb') as file:
            file.write(png(colour=(number, 7, 7)))
    (home.work / 'in' / 'dangling.png').symlink_to('nowhere')
    report = home.json('batch', '-i', 'in', '-o', 'out', '-p', 'sepia', '--provider', 'practice')
    equal(counts(report), (6, 0, 0, 0, 0, 0))
    equal(sorted(os.listdir(os.fsencode(home.work / 'out'))), sorted(name.replace(b'.png', b'.jpg') for name in names))


def files_as_words(home):
    fill(home, 3)
    report = home.json('batch', '--input', 'in/p0.png', 'in/p2.png', '-o', 'out', '-p', 'sepia', '--provider', 'practice')
    equal(results(home), ['p0.jpg', 'p2.jpg'], report)


def nothing_is_replaced(home):
    fill(home, 3)
    (home.work / 'out').mkdir()
    (home.work / 'out' / 'p1.PNG').write_text('mine')
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        report = home.json(*begin())
        equal((counts(report), sandbox.submits), ((2, 0, 0, 0, 1, 0), 2))
        equal((home.work / 'out' / 'p1.PNG').read_text(), 'mine')
        report = home.json(*begin())
        equal((counts(report), sandbox.submits), ((0, 0, 0, 0, 3, 0), 2), 'the same again costs nothing')
        report = home.json(*begin('--force'))
        equal((counts(report), sandbox.submits), ((3, 0, 0, 0, 0, 0), 5))


def name_taken_in_the_meantime_is_left_alone(home):
    fill(home, 1)
    with Sandbox(home, 'delay:1000') as sandbox:
        home.use(sandbox)
        process = home.start(*begin('--json'))
        sandbox.wait_for(lambda stats: stats['submits'] == 1)
        (home.work / 'out' / 'p0.jpg').write_text('mine')
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal(process.returncode, OUTPUT, stderr)
        equal((counts(json.loads(stdout)), (home.work / 'out' / 'p0.jpg').read_text()), ((0, 1, 0, 0, 0, 0), 'mine'))
        (home.work / 'out' / 'p0.jpg').unlink()
        report = home.json(*go_on())
        equal((counts(report), sandbox.submits), ((1, 0, 0, 0, 0, 0), 1), 'the result was kept')
        check_results(home, report)


def faults_in_between(home):
    fill(home, 30)
    faults = ['status:500,at=poll,after=4,times=3', 'refuse,after=3,times=1', 'fail:broken,after=8,times=1', 'lose,at=submit,after=14,times=1',
              'status:400,at=submit,after=20,times=2', 'cut,at=result,after=5,times=2', 'garbage,at=poll,after=30,times=1', 'never-finish,after=99']
    with Sandbox(home, *faults) as sandbox:
        home.use(sandbox)
        report = home.json(*begin('--jobs', '4'), code=UNKNOWN)
        print('#', counts(report), [item['error'] for item in report['items'] if item['error']])
        done, failed, unknown, strangers, skipped, left = counts(report)
        equal((done + failed + unknown, unknown, strangers, skipped, left), (30, 1, 0, 0, 0))
        check(failed >= 3, counts(report))
        check(sandbox.submits <= 30, sandbox.submits)
        check_results(home, report)
        retried = sum(item['retry'] for item in report['items'] if item['state'] == 'failed')
        submits = sandbox.submits
        again = home.json(*go_on(), code=None)
        equal((again['done'], again['unknown'], again['failed'], again['left']), (done + retried, 1, failed - retried, 0))
        equal(sandbox.submits, submits + retried, 'what was charged, or may have been, is not sent again')
        check_results(home, again)


def refused_key_ends_it(home):
    fill(home, 20)
    with Sandbox(home) as sandbox:
        home.use(sandbox, key='bad-key-0123456789abcdef')
        report = home.json(*begin('--jobs', '2'), code=NO_KEY)
        check(counts(report)[0] == 0 and report['left'] >= 18, counts(report))
        equal((report['error']['code'], report['resumable'], results(home)), ('bad-key', True, []))
        home.use(sandbox)
        submits = sandbox.submits
        equal(counts(home.json(*go_on())), (20, 0, 0, 0, 0, 0))
        equal(sandbox.submits, submits + 20)


def provider_in_trouble_ends_it(home):
    """What is lost at a provider that answers nothing usable may have been charged, so that not all pictures are lost to it."""
    fill(home, 20)
    with Sandbox(home, 'status:500,at=submit') as sandbox:
        home.use(sandbox)
        report = home.json(*begin('--jobs', '1'), code=UNKNOWN)
        equal((counts(report), report['error']['code']), ((0, 0, 3, 0, 0, 17), 'unknown-outcome'))
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        report = home.json(*go_on(), code=UNKNOWN)
        equal((counts(report), sandbox.submits), ((17, 0, 3, 0, 0, 0), 17))


def price_is_asked_first(home):
    fill(home, 4)
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        words = [word for word in begin() if word != '--yes']
        refused = home.run(*words, code=USAGE)
        check('4 pictures at Runpod: about $' in refused.stderr and '--yes' in refused.stderr, refused.stderr)
        for answer in ('\n', 'n\n', 'maybe\n'):
            code, seen = on_terminal(home, *words, answers=[('[y/N]', answer)])
            equal((code, sandbox.submits, results(home)), (CANCELLED, 0, []), seen)
        code, seen = on_terminal(home, *words, answers=[('[y/N]', 'y\n')])
        equal((code, sandbox.submits), (OK, 4), seen)
        check('of 4 ·' in seen and 'Done: 4' in seen and 'Cost: $' in seen, seen)
    free = home.run('batch', '-i', 'in', '-o', 'free', '-p', 'sepia', '--provider', 'practice')
    check('free' in free.stderr, free.stderr)
    equal(sorted(free.stdout.split()), [f'free/p{number}.jpg' for number in range(4)])


def whole_price(home):
    """Where megapixels are charged, the pictures' own sizes count."""
    (home.work / 'in').mkdir()
    for number, size in enumerate(((1600, 1200), (1024, 1024), (2000, 1000))):
        (home.work / 'in' / f'{number}.png').write_bytes(png(*size))
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        done = home.run(*begin('--json'))
        said = float(re.search(r'about \$([0-9.]+)', done.stderr)[1])
        check(abs(said - json.loads(done.stdout)['cost']['reported']) < 0.02, (said, done.stdout))


def budget_stops_it(home):
    fill(home, 10)
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        price = json.loads(home.run(*begin('--json', folder='in/p0.png')).stdout)['cost']['reported']
        (home.work / 'out' / 'p0.jpg').unlink()
        submits = sandbox.submits
        report = home.json(*begin('--budget', f'{price * 3.5:.6f}', '--jobs', '4'), code=PAYMENT)
        equal(counts(report), (3, 0, 0, 0, 0, 7))
        check(report['cost']['reported'] <= price * 3.5 and sandbox.submits == submits + 3, report['cost'])
        check('budget' in report['error']['message'], report['error'])
        report = home.json(*go_on(), code=PAYMENT)
        equal((counts(report), sandbox.submits), ((3, 0, 0, 0, 0, 7), submits + 3), 'the budget is remembered')
        report = home.json(*go_on('--budget', f'${price * 5.2:.6f}'), code=PAYMENT)
        equal(counts(report), (5, 0, 0, 0, 0, 5))
        report = home.json(*go_on('--budget', '1000'))
        equal((counts(report), sandbox.submits), ((10, 0, 0, 0, 0, 0), submits + 10))


def no_budget_without_a_price(home):
    fill(home, 2)
    with Sandbox(home) as sandbox:
        use_aimlapi(home, sandbox)
        words = ['batch', '-i', 'in', '-o', 'out', '-p', 'sepia', '--provider', 'aimlapi', '--yes']
        refused = home.run(*words, '--budget', '5', code=USAGE)
        check('cost unknown' in refused.stderr and '--budget' in refused.stderr, refused.stderr)
        equal(sandbox.submits, 0)
        report = home.json(*words)
        equal((counts(report), report['cost']['unknown']), ((2, 0, 0, 0, 0, 0), 2))


def amounts(home):
    fill(home, 1)
    for amount in ('1,5', '-3', 'much', '', '1.0000001', '99999999', '1e3', '0x5', 'nan'):
        refused = home.run(*begin(f'--budget={amount}'), code=USAGE)
        check(refused.stderr.startswith('pentimento-cli: '), (amount, refused.stderr))
    equal(results(home), [])


def usage_errors(home):
    fill(home, 2)
    for words, said in (
            (['batch', '-i', 'in', '-p', 'sepia'], '--output'),
            (['batch', '-o', 'out', '-p', 'sepia'], '--input'),
            (['batch', '-i', 'in', '-o', 'out'], '-p TEXT'),
            (['batch', '-i', 'in', '-o', 'in', '-p', 'sepia', '--provider', 'practice'], 'another folder'),
            (['batch', '-i', 'in/p0.png', '-o', 'in', '-p', 'sepia', '--provider', 'practice'], 'another folder'),
            (['batch', '-i', 'in', '-o', 'no/such/folder', '-p', 'sepia', '--provider', 'practice'], 'no/such'),
            (['batch', '-i', 'in', '-o', 'a.png', '-p', 'sepia', '--provider', 'practice'], 'a.png'),
            (begin('--jobs', '0'), '--jobs'),
            (begin('--jobs', '1000'), '--jobs'),
            (begin('--count', '0'), '--count'),
            (begin('--count', '2'), '--count'),
            (begin('--size', 'big'), '--size'),
            (begin('--provider', 'nobody'), 'provider'),
            (['batch', '-o', 'out', '--resume'], 'no batch'),
            (['batch', '-i', 'empty', '-o', 'out', '-p', 'sepia', '--provider', 'practice'], 'no picture'),
    ):
        (home.work / 'empty').mkdir(exist_ok=True)
        refused = home.run(*words, code=None)
        equal(refused.returncode, USAGE, (words, refused))
        check(said in refused.stderr and 'pictures at' not in refused.stderr, (said, refused.stderr))
    for words in (begin(folder='missing'), begin('-r', 'missing.png'), begin('-r', 'in')):
        home.run(*words, code=INPUT)
    equal(results(home), [])


def stopped_and_gone_on_with(home, jobs=4):
    fill(home, 12)
    with Sandbox(home, 'delay:400') as sandbox:
        home.use(sandbox)
        process = home.start(*begin('--json', '--jobs', jobs))
        sandbox.wait_for(lambda stats: stats['submits'] > jobs)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal(process.returncode, PENDING, stderr)
        report = json.loads(stdout)
        check(report['left'] > 0 and report['failed'] + report['unknown'] == 0, counts(report))
        submits = sandbox.submits
        equal([job['state'] for job in home.json('jobs') if job['state'] in ('prepared', 'uploading', 'submitting')], [])
        open_ones = [job for job in home.json('jobs') if job['state'] not in ('done', 'cancelled')]

        for words, said in ((begin(), '--resume'), (go_on('-p', 'blur'), '-p'), (go_on('--input', 'a.png'), '--input'),
                            (go_on('--provider', 'practice'), '--provider'), (go_on('--count', '2'), '--count'),
                            (go_on('--size', '2000x2000'), '--size'), (go_on('-r', 'a.png'), '--reference'), (go_on('--fit-back'), '--fit-back')):
            refused = home.run(*words, code=USAGE)
            check(said in refused.stderr, (said, refused.stderr))
        equal(sandbox.submits, submits)

        report = home.json(*go_on('-p', 'sepia', '--input', 'in', '--provider', 'runpod'))
        equal((counts(report), sandbox.submits), ((12, 0, 0, 0, 0, 0), 12), open_ones)
        check_results(home, report)
        home.run(*go_on(), code=USAGE)
        home.check_library()


def interrupt_says_how_to_go_on(home):
    fill(home, 6)
    with Sandbox(home, 'never-finish') as sandbox:
        home.use(sandbox)
        code, seen = on_terminal(home, *begin(), answers=[('4 running', lambda process, master: process.send_signal(signal.SIGINT))])
        equal(code, PENDING, seen)
        check('Nothing more is begun' in seen and 'pentimento-cli batch --output' in seen and '--resume' in seen, seen)
        equal(sandbox.stats()['cancels'], 0, 'what is at work is left at work')


def answer_is_waited_for(home):
    """An order that is being sent when the batch is stopped: without its id it could not be asked for later."""
    fill(home, 3)
    with Sandbox(home, 'delay:1500,at=submit') as sandbox:
        home.use(sandbox)
        process = home.start(*begin('--json', '--jobs', '1'))
        while [job['state'] for job in home.json('jobs')] != ['submitting']:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal((process.returncode, counts(json.loads(stdout))), (PENDING, (0, 0, 0, 0, 0, 3)), stderr)
        report = home.json(*go_on())
        equal((counts(report), sandbox.submits), ((3, 0, 0, 0, 0, 0), 3))


def only_one_program_at_a_time(home):
    fill(home, 4)
    with Sandbox(home, 'delay:1500') as sandbox:
        home.use(sandbox)
        process = home.start(*begin('--json'))
        sandbox.wait_for(lambda stats: stats['submits'] == 4)
        for words in (go_on(), begin(), begin('--force')):
            refused = home.run(*words, code=USAGE)
            check('Another Pentimento' in refused.stderr, refused.stderr)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal((process.returncode, counts(json.loads(stdout)), sandbox.submits), (OK, (4, 0, 0, 0, 0, 0), 4), stderr)


def practice_begins_anew(home):
    """What the practice server inside the program had begun is gone with it, and cost nothing."""
    fill(home, 40)
    process = home.start('batch', '-i', 'in', '-o', 'out', '-p', 'sepia', '--provider', 'practice')
    while len(results(home)) < 5:
        time.sleep(0.01)
    process.kill()
    process.communicate()
    report = home.json('batch', '-o', 'out', '--resume')
    equal(counts(report), (40, 0, 0, 0, 0, 0))
    check_results(home, report)


def batch_state(home):
    """What the library says of the batch; None where it was not written down yet."""
    if not (home.library / 'library.db').exists() or not home.query("select * from sqlite_master where name = 'batch'"):
        return None
    return next((state for state, in home.query('select state from batch')), None)


def kill(home, process, between):
    """Kills the program: at any moment, or at one at which no request is out whose answer has not come."""
    while between and process.poll() is None:
        process.send_signal(signal.SIGSTOP)
        while Path(f'/proc/{process.pid}/stat').read_text().rsplit(')', 1)[1].split()[0] not in 'TZ':
            time.sleep(0.001)
        if not batch_state(home) or not home.query("select * from job where state = 'submitting'"):
            break
        process.send_signal(signal.SIGCONT)
        time.sleep(0.01)
    process.kill()
    process.communicate()


def killed_and_gone_on_with(home, between):
    """Returns how many results and how many submits there are in the end."""
    random.seed(SEED)
    print(f'# PENTIMENTO_TEST_SEED={SEED}, {PICTURES} pictures, killed {KILLS} times', flush=True)
    fill(home, PICTURES)
    with Sandbox(home, 'delay:150') as sandbox:
        home.use(sandbox)
        for number in range(KILLS):
            process = home.start(*(go_on() if batch_state(home) else begin()), '--json', '--jobs', '8')
            target = PICTURES * (number + 1) // (KILLS + 1)
            end = time.monotonic() + PATIENCE
            while process.poll() is None and sandbox.submits < target and time.monotonic() < end:
                time.sleep(0.01)
            time.sleep(random.uniform(0, 0.3))
            kill(home, process, between)
            print(f'# killed after {sandbox.submits} submits and {len(results(home))} files', flush=True)
        if batch_state(home) != 'ended':
            home.run(*go_on(), code=None)
        submits = sandbox.submits
    equal(batch_state(home), 'ended')
    made = dict(home.query('select state, count(*) from batch_item group by state'))
    print(f'# {made}, {submits} submits, {len(results(home))} files', flush=True)
    equal(made.get('done', 0) + made.get('unknown', 0), PICTURES)
    equal(results(home), sorted(f'p{position}.jpg' for position, in home.query("select position from batch_item where state = 'done'")))
    for name in results(home):
        equal(kind((home.work / 'out' / name).read_bytes()), 'jpg')
    home.check_library()
    return made.get('done', 0), submits


def killed_between_requests(home):
    equal(killed_and_gone_on_with(home, True), (PICTURES, PICTURES))


def killed_at_any_moment(home):
    """Between the request and its answer a picture becomes honestly unknown, and is not sent again."""
    done, submits = killed_and_gone_on_with(home, False)
    check(done <= submits <= PICTURES, 'nothing was bought twice')


main([
    all_are_made_in_order, references_go_along_with_each, several_results_and_a_fitted_size, what_is_no_picture_is_named, thousands_start_quickly,
    equal_names_get_results_of_their_own, names_of_all_kinds, files_as_words, nothing_is_replaced, name_taken_in_the_meantime_is_left_alone, faults_in_between,
    refused_key_ends_it, provider_in_trouble_ends_it, price_is_asked_first, whole_price, budget_stops_it, no_budget_without_a_price, amounts, usage_errors,
    stopped_and_gone_on_with, interrupt_says_how_to_go_on, answer_is_waited_for, only_one_program_at_a_time, practice_begins_anew,
    killed_between_requests, killed_at_any_moment
], at_once=4)
