# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job: edit and generate, what they write and what they say."""

from cli import *


def delivers_and_reports(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        report = home.edit()
        equal(set(report), {'job', 'provider', 'state', 'results', 'asked', 'delivered', 'note', 'cost', 'seconds', 'error', 'substitutes'})
        equal((report['provider'], report['state'], report['error']), ('runpod', 'done', None))
        equal(set(report['cost']), {'amount', 'currency', 'kind'})
        equal((report['cost']['currency'], report['cost']['kind']), ('USD', 'reported'))
        check(isinstance(report['cost']['amount'], float) and report['cost']['amount'] > 0)
        equal(len(report['results']), 1)
        result = report['results'][0]
        equal(set(result), {'version', 'file', 'sha256', 'media_type', 'width', 'height', 'made_width', 'made_height', 'region'})
        equal(result['file'], 'out.png')
        equal(kind((home.work / 'out.png').read_bytes()), 'png')
        check(result['width'] * result['height'] >= 921600)
        stored = list((home.library / 'objects').rglob(result['sha256'] + '.*'))
        equal(len(stored), 1, 'the received bytes are in the gallery')
        equal(sha256(stored[0]), result['sha256'])
        equal(home.leftovers(), ['out.png'])
        jobs = home.json('jobs', 'list')
        equal([(job['job'], job['provider'], job['state'], job['submits']) for job in jobs], [(report['job'], 'runpod', 'done', 1)])
        check(jobs[0]['remote_id'] and jobs[0]['created'].endswith('Z'))
        equal(sandbox.submits, 1)
        home.check_library()


def a_drawing_is_sent_along(home):
    arrow = {'mark': 'arrow', 'colour': '#ffffff', 'width': 3, 'points': '5,5 50,40'}
    (home.work / 'marks.json').write_text(json.dumps([arrow]))
    (home.work / 'bad.json').write_text(json.dumps([arrow | {'width': -1}]))
    (home.work / 'empty.json').write_text('')
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        for name in ('bad.json', 'empty.json', 'missing.json', '/dev/zero', '.'):
            done = home.run('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'no.png', '--marks', name, code=INPUT)
            check(name in done.stderr, done.stderr)
        equal(sandbox.submits, 0)
        result = home.edit('--marks', 'marks.json')['results'][0]
        equal(sandbox.submits, 1)
        request = json.loads(home.query('SELECT request FROM job')[0][0])
        equal(json.loads(request['picture_recipe']), [{'operation': 'draw'} | arrow])
        equal(home.json('history', 'show', result['version'])['recipe'], None)
        home.check_library()
    home.run('generate', '-p', 'a hill', '-o', 'no.png', '--marks', 'marks.json', code=USAGE)


def received_format_is_unchanged_and_others_convert(home):
    endings = {'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp'}
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        first = home.edit(out='first.png')['results'][0]
        own = endings[first['media_type']]
        for ending in endings.values():
            name = f'copy.{ending}'
            home.run('history', 'export', first['version'], '-o', name)
            content = (home.work / name).read_bytes()
            equal(kind(content), ending)
            equal(hashlib.sha256(content).hexdigest() == first['sha256'], ending == own, name)
        result = home.edit(out=f'direct.{own}')['results'][0]
        equal(sha256(home.work / f'direct.{own}'), result['sha256'])
        home.edit(out='direct.webp')
        equal(kind((home.work / 'direct.webp').read_bytes()), 'webp')


def quality_decides_over_size(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        version = home.edit()['results'][0]['version']
        home.run('history', 'export', version, '-o', 'low.webp', '--quality', 5)
        home.run('history', 'export', version, '-o', 'high.webp', '--quality', 100)
        check((home.work / 'low.webp').stat().st_size < (home.work / 'high.webp').stat().st_size)


def export_says_as_much_as_wanted(home):
    """How it was made is said where that is asked for, in every format that has room; the pixels of the own format stay as they are."""
    prompt = 'make it <sepia>'
    home.run('edit', '-i', 'a.png', '-p', prompt, '-o', 'plain.png')
    version = home.json('history')[0]['version']
    for ending in ('png', 'jpg', 'webp', 'tiff'):
        for options, said in (([], False), (['--tell-how'], True), (['--strip'], False), (['--strip', '--tell-how'], True)):
            shown = home.run('history', 'export', version, '-o', f'out.{ending}', '--force', *options)
            equal((b'sepia' in (home.work / f'out.{ending}').read_bytes(), shown.stderr), (said, ''), f'{ending} {options}')
    home.run('history', 'export', version, '-o', 'told.png', '--tell-how')
    plain, told = (subprocess.run(['convert', home.work / name, 'rgb:-'], capture_output=True, check=True).stdout
                   for name in ('plain.png', 'told.png'))
    equal(plain == told, True, 'the pixels are the same')
    home.run('history', 'export', version, '-o', 'small.png', '--longest-side', 32)
    equal(max(size_of(home.work / 'small.png')), 32)
    avif = home.run('history', 'export', version, '-o', 'out.avif', '--tell-how', code=None)
    check(avif.returncode != 0 or 'no room' in avif.stderr, avif.stderr)


def practises_without_key_or_server(home):
    report = home.json('edit', '-i', 'a.png', '-p', 'black and white', '-o', 'out.png')
    equal((report['provider'], report['state']), ('practice', 'done'))
    equal(report['cost']['amount'], 0)
    report = home.json('generate', '-p', 'a lighthouse', '-o', 'made.jpg', '--size', '1600x1024', '--seed', 7, '--negative', 'people')
    equal((report['results'][0]['width'], report['results'][0]['height']), (1600, 1024))
    made = home.json('history', 'show', report['results'][0]['version'])
    equal((made['kind'], made['parent'], made['prompt'], made['negative_prompt'], made['seed']),
          ('generated', None, 'a lighthouse', 'people', 7))


def sends_what_was_asked_for(home):
    (home.work / 'b.png').write_bytes(png(80, 60, (10, 20, 30)))
    (home.work / 'c.png').write_bytes(png(60, 80, (90, 90, 90)))
    prompt = 'Grüße: “image 2” auf 图1'
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        for size in ('2048x1536', '2048*1536', '2048×1536'):
            home.edit('-i', 'b.png', '-i', 'c.png', '--size', size, '--force', prompt=prompt)
        for job in sandbox.stats()['jobs']:
            equal((job['operation'], job['prompt'], job['size']), ('edit', prompt, '2048*1536'))
            equal([(image['width'], image['height']) for image in job['images']], [(64, 48), (80, 60), (60, 80)])


def speaks_utf8_without_a_locale(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        home.edit(prompt='größer', LC_ALL='C')
        home.edit('--force', prompt='größer', LC_ALL='', LANG='')
        equal([job['prompt'] for job in sandbox.stats()['jobs']], ['größer', 'größer'])
        check('“' in home.run('edit', LC_ALL='C', code=USAGE).stderr + home.run('nonsense', LC_ALL='C', code=USAGE).stderr)


def never_overwrites_without_force(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        (home.work / 'out.png').write_text('mine')
        report = home.edit(code=USAGE)
        equal((report['job'], report['error']['code'], report['error']['billed']), (None, 'usage', 'no'))
        check('out.png' in report['error']['message'])
        equal((home.work / 'out.png').read_text(), 'mine')
        (home.work / 'link.png').symlink_to('nowhere.png')
        home.edit(out='link.png', code=USAGE)
        (home.work / 'folder.png').mkdir()
        home.edit('--force', out='folder.png', code=USAGE)
        equal(sandbox.submits, 0, 'nothing is bought before the target is known to be free')
        home.edit('--force')
        equal(kind((home.work / 'out.png').read_bytes()), 'png')


def result_is_safe_when_the_target_is_not(home):
    with Sandbox(home, 'delay:1000') as sandbox:
        home.use(sandbox)
        (home.work / 'gone').mkdir()
        process = home.start('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'gone/out.png', '--provider', 'runpod')
        sandbox.wait_for(lambda stats: stats['submits'] == 1)
        (home.work / 'gone').rmdir()
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal(process.returncode, OUTPUT, stderr)
        equal(stdout, '')
        command = [line for line in stderr.splitlines() if 'pentimento-cli history export' in line][0].split('pentimento-cli ')[1].split()
        home.run(*command[:-1], 'rescued.png')
        equal(kind((home.work / 'rescued.png').read_bytes()), 'png')
        equal(sandbox.submits, 1)


def pipe_is_quiet(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        done = home.run('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'runpod', '--size', '1024x1024')
        equal((done.stdout, done.stderr), ('out.png\n', ''))


def terminal_shows_progress(home):
    with Sandbox(home, 'delay:1200') as sandbox:
        home.use(sandbox)
        arguments = ['edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'runpod', '--force']
        code, seen = on_terminal(home, *arguments)
        equal(code, OK, seen)
        check('\r\033[K' in seen and ' s' in seen, seen)
        last = seen.replace('\r\033[K', '\n').strip().splitlines()[-1]
        check(last.startswith('out.png') and '×' in last and '$' in last and last.endswith(' s at work)'), last)
        code, seen = on_terminal(home, *arguments, '--json', stdout_too=False)
        equal((code, json.loads(seen[seen.index('{'):])['state']), (OK, 'done'))


def reports_usage_errors_as_json(home):
    for arguments in (['edit'], ['edit', '-i', 'a.png'], ['generate', '--nonsense'], ['edit', '--count', 'many']):
        report = home.json(*arguments, code=USAGE)
        equal((report['job'], report['state'], report['results'], report['error']['code']), (None, None, [], 'usage'))


def size_of(path):
    return struct.unpack('>II', path.read_bytes()[16:24])


def says_that_the_size_is_another(home):
    (home.work / 'b.png').write_bytes(png(1500, 1001))
    with Sandbox(home) as sandbox:
        home.environment |= {'PENTIMENTO_SINANCODE_ENDPOINT': sandbox.url, 'PENTIMENTO_SINANCODE_KEY': KEY}
        edit = ['edit', '-i', 'b.png', '-p', 'sepia', '--provider', 'sinancode', '--force', '-o']
        done = home.run(*edit, 'out.png')
        equal(done.stdout, 'out.png\n')
        equal(len(done.stderr.splitlines()), 1)
        check('2496 × 1664' in done.stderr and '1500 × 1001' in done.stderr and '--fit-back' in done.stderr, done.stderr)
        equal(size_of(home.work / 'out.png'), (2496, 1664))
        equal(home.run(*edit, 'out.png', '--size', '1248x832').stderr, '')
        equal(home.run(*edit, 'out.png', '--fit-back').stderr, '')
        code, seen = on_terminal(home, *edit, 'out.png')
        equal(code, OK)
        check('sinancode makes a larger picture, 2496 × 1664; yours is 1500 × 1001.' in seen, seen)
        code, seen = on_terminal(home, *edit, 'out.png', '--fit-back')
        check('1500 × 1001 (made as 2496 × 1664)' in seen and '--fit-back' not in seen, seen)


def fits_back_on_request(home):
    (home.work / 'b.png').write_bytes(png(1500, 1001))
    with Sandbox(home) as sandbox:
        home.environment |= {'PENTIMENTO_SINANCODE_ENDPOINT': sandbox.url, 'PENTIMENTO_SINANCODE_KEY': KEY}
        report = home.json('edit', '-i', 'b.png', '-p', 'sepia', '--provider', 'sinancode', '-o', 'out.png', '--fit-back')
        result = report['results'][0]
        equal((result['width'], result['height']), (1500, 1001))
        equal((result['made_width'], result['made_height']), (2496, 1664))
        equal(size_of(home.work / 'out.png'), (1500, 1001))
        version = home.json('history', 'show', result['version'])
        equal((version['width'], version['height']), (1500, 1001))
        equal(version['recipe'], [{'operation': 'resize', 'width': 1500, 'height': 1001}])
        equal(sha256(version['file']), result['sha256'], 'the received bytes are in the gallery')
        home.run('history', 'export', result['version'], '-o', 'again.png')
        equal(size_of(home.work / 'again.png'), (1500, 1001))
        home.run('generate', '-p', 'a lighthouse', '-o', 'no.png', '--fit-back', code=USAGE)
        home.check_library()


main([
    a_drawing_is_sent_along, delivers_and_reports, received_format_is_unchanged_and_others_convert,
    quality_decides_over_size,
    export_says_as_much_as_wanted, practises_without_key_or_server,
    sends_what_was_asked_for, speaks_utf8_without_a_locale, never_overwrites_without_force, result_is_safe_when_the_target_is_not,
    pipe_is_quiet, says_that_the_size_is_another, fits_back_on_request, terminal_shows_progress, reports_usage_errors_as_json
])
