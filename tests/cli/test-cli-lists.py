# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that only show: help, version, providers, history, jobs, and the practice server."""

from cli import *

COMMANDS = ['edit', 'generate', 'batch', 'compare', 'transform', 'keep', 'templates', 'providers', 'key', 'history', 'import', 'trash', 'library', 'jobs', 'spend', 'budget', 'sandbox']


def help_and_version(home):
    check(home.run('--version').stdout.startswith('pentimento-cli '))
    text = home.run('--help').stdout
    for word in COMMANDS + [f'\n  {code:<3d} ' for code in range(13)]:
        check(word in text, f'{word!r} in {text}')
    for command in COMMANDS:
        done = home.run(command, '--help')
        check(f'pentimento-cli {command}' in done.stdout and done.stderr == '', done.stdout + done.stderr)
    check('lose' in home.run('sandbox', '--help').stdout and 'status:' in home.run('sandbox', '--help').stdout)
    check(not (home.folder / 'data').exists(), 'asking for help makes nothing')


def manual_is_true(home):
    manual = Path(sys.argv[2])
    done = subprocess.run(['groff', '-man', '-ww', '-Tutf8', manual], capture_output=True, text=True)
    equal((done.returncode, done.stderr), (0, ''))
    text = manual.read_text().replace('\\-', '-')
    for command in COMMANDS:
        for word in home.run(command, '--help').stdout.split():
            if word.startswith('--') and word != '--help':
                option = word.split('=')[0].rstrip('.,;')
                check(option in text, f'{option} of {command} is in the manual')
    for code in range(13):
        check(f'.B {code}\n' in text, f'exit code {code} is in the manual')


def providers(home):
    providers = home.json('providers')
    runpod, practice = providers[0], providers[-1]
    equal((runpod['id'], practice['id']), ('runpod', 'practice'))
    priceless = next(each for each in providers if each['id'] == 'aimlapi')
    equal((priceless['operations']['edit']['price'], priceless['operations']['edit']['min_seed']), (None, 1))
    equal((practice['key']['needed'], runpod['key']), (False, {'needed': True, 'present': False, 'source': None}))
    for provider in (runpod, practice):
        equal(set(provider['operations']), {'edit', 'generate'})
        for operation in provider['operations'].values():
            check({'max_pictures', 'max_prompt', 'max_results', 'min_side', 'max_side', 'min_pixels', 'max_pixels', 'seed', 'negative_prompt',
                   'safety_switch', 'cancel', 'transport', 'price'} <= set(operation))
    equal(runpod['operations']['edit']['price'], {'amount': 0.027, 'currency': 'USD', 'per': 'megapixel'})
    equal((runpod['operations']['edit']['seed'], runpod['operations']['generate']['seed']), (False, True))
    table = home.run('providers').stdout.splitlines()
    equal(len(table), 1 + sum(len(provider['operations']) for provider in providers))
    check('$0.027 per megapixel' in table[1] and 'Runpod' in table[1] and 'free' in table[-1], table)
    check(KEY not in home.run('providers', PENTIMENTO_RUNPOD_KEY=KEY).stdout)


def history(home):
    equal(home.json('history'), [])
    equal(home.run('history', 'list').stdout, '')
    made = home.json('edit', '-i', 'a.png', '-p', 'sepia\x1b[31m\nplease', '-o', 'out.png')['results'][0]
    newest, root = home.json('history', 'list')
    equal(newest['version'], made['version'])
    equal((newest['parent'], newest['picture'], newest['kind']), (root['version'], root['picture'], 'edited'))
    equal((root['kind'], root['parent'], root['sha256'], root['job']), ('opened', None, sha256(home.work / 'a.png'), None))
    equal(sha256(newest['file']), made['sha256'])
    lines = home.run('history').stdout.splitlines()
    equal(len(lines), 3, 'a prompt cannot break the table')
    check(lines[1].startswith(made['version'][:8]) and '\x1b' not in lines[1])
    for beginning in (made['version'], made['version'][:8]):
        equal(home.json('history', 'show', beginning), newest)
    shown = home.run('history', 'show', made['version'][:8]).stdout
    for word in (made['version'], made['sha256'], root['version'], 'practice'):
        check(word in shown, f'{word} in {shown}')
    home.run('history', 'export', root['version'], '-o', 'copy.png')
    equal(sha256(home.work / 'copy.png'), root['sha256'])
    home.run('history', 'export', root['version'], '-o', 'copy.png', code=USAGE)
    equal(home.json('history', 'export', made['version'], '-o', 'copy.png', '--force')['file'], 'copy.png')
    home.run('history', 'show', 'zzzz', code=USAGE)
    home.run('history', 'show', 'a', code=USAGE)


def local_changes_are_told_in_words(home):
    """They are made in the window."""
    made = home.json('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png')['results'][0]
    with contextlib.closing(sqlite3.connect(home.library / 'library.db')) as database, database:
        for parent, child, recipe in (
                (made['version'], 'first-change', '{"operation":"crop","x":0,"y":0,"width":9,"height":8}'),
                ('first-change', 'second-change', '{"operation":"crop","x":0,"y":0,"width":9,"height":8},{"operation":"rotate","degrees":180}')):
            database.execute('insert into version (id, picture_id, parent_id, kind, created, sha256, media_type, width, height, position, seed, '
                             'cost_micros, cost_currency, cost_kind, recipe) select ?, picture_id, id, "changed", created, sha256, media_type, '
                             '9, 8, 0, -1, 0, "", "unknown", ? from version where id = ?', (child, f'[{recipe}]', parent))
    lines = home.run('history').stdout.splitlines()
    check('Turned' in lines[1] and 'Cropped' in lines[2] and 'sepia' in lines[3], lines)
    check('Change: Turned' in home.run('history', 'show', 'second-change').stdout.splitlines())
    shown = home.json('history', 'show', 'first-change')
    equal((shown['kind'], shown['recipe'][0]['operation'], shown['sha256']), ('changed', 'crop', made['sha256']))
    home.run('history', 'export', 'second-change', '-o', 'copy.png')
    equal(struct.unpack('>II', (home.work / 'copy.png').read_bytes()[16:24]), (9, 8))


def editing_on_keeps_one_history(home):
    home.json('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'one.png')
    home.json('edit', '-i', 'a.png', '-p', 'blur', '-o', 'two.png')
    versions = home.json('history')
    equal((len(versions), len({version['picture'] for version in versions})), (3, 1))


def jobs(home):
    equal((home.json('jobs'), home.run('jobs', 'list').stdout), ([], ''))
    equal((home.json('jobs', 'resume'), home.run('jobs', 'resume').stdout), ([], ''))
    report = home.json('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png')
    job = home.json('jobs', 'list')[0]
    check({'job', 'provider', 'state', 'remote_id', 'submits', 'created', 'cost', 'error'} <= set(job))
    equal((job['job'], job['state'], job['submits'], job['error']), (report['job'], 'done', 1, None))
    lines = home.run('jobs').stdout.splitlines()
    check(len(lines) == 2 and job['job'][:8] in lines[1] and 'done' in lines[1], lines)
    home.run('jobs', 'resume', 'zzzz', code=USAGE)


def sandbox(home):
    with Sandbox(home) as server:
        port = server.url.rsplit(':', 1)[1]
        done = home.run('sandbox', '--port', port, code=FAILED)
        check(done.stdout == '' and done.stderr.startswith('pentimento-cli: '), done.stderr)
    with Sandbox(home, port=port) as server:
        check(server.url.endswith(f':{port}'))
        server.process.send_signal(signal.SIGINT)
        equal(server.process.wait(PATIENCE), OK)


def full_output_is_noticed(home):
    with open('/dev/full', 'w') as full:
        process = subprocess.run([PROGRAM, 'providers'], env=home.environment, stdout=full, stderr=subprocess.PIPE, text=True)
    equal(process.returncode, FAILED)
    check(process.stderr.startswith('pentimento-cli: '), process.stderr)


main([help_and_version, manual_is_true, providers, history, local_changes_are_told_in_words, editing_on_keeps_one_history, jobs, sandbox, full_output_is_noticed])
