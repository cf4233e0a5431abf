# SPDX-License-Identifier: GPL-3.0-or-later
"""The same edit at several providers at once, and one provider after another only after a yes."""

from cli import *

THREE = ['runpod', 'kie', 'atlascloud']


def use_all(home, sandbox, providers=THREE):
    for provider in providers:
        home.use(sandbox, provider=provider)


def compare(home, *arguments, code=OK, providers=THREE, yes=True):
    """Compares with --json."""
    return home.json('compare', '-i', 'a.png', '-p', 'sepia', '--providers', ','.join(providers), *(['--yes'] if yes else []), *arguments,
                     code=code)


def submits(sandbox):
    """How often each provider was asked."""
    asked = [job['provider'] for job in sandbox.stats()['jobs']]
    return {provider: asked.count(provider) for provider in asked}


def three_at_once(home):
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        report = compare(home, '-o', 'out.png', '--size', '1024x1024')
        equal([each['provider'] for each in report['providers']], THREE)
        equal([each['state'] for each in report['providers']], ['done'] * 3)
        equal([each['cost']['kind'] for each in report['providers']], ['reported', 'unknown', 'estimated'])
        check(all(each['seconds'] > 0 for each in report['providers']), report)
        equal((report['estimate'], report['unpriced'], report['error']), (0.055312, 1, None))
        equal((sandbox.submits, submits(sandbox)), (3, {provider: 1 for provider in THREE}))
        equal(home.leftovers(), ['out-atlascloud.png', 'out-kie.png', 'out-runpod.png'])
        for each in report['providers']:
            result = each['results'][0]
            equal((result['file'], result['width']), (f'out-{each["provider"]}.png', 1024))
            equal(kind((home.work / result['file']).read_bytes()), 'png')
        # They are versions of one picture.
        equal(len({version['picture'] for version in home.json('history')}), 1)
        home.check_library()


def table(home):
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        done = home.run('compare', '-i', 'a.png', '-p', 'sepia', '--providers', 'runpod, kie', '--size', '1024x1024', '--yes')
        prices = done.stderr.splitlines()
        equal(prices[:2], ['Runpod: 1024 × 1024, about $0.03', 'KIE AI: 1024 × 1024, cost unknown'])
        equal(prices[2], 'Together: about $0.03, and 1 of unknown cost')
        heading, runpod, kie = done.stdout.splitlines()
        check('Provider' in heading and 'Time' in heading and 'Cost' in heading, heading)
        check('$0.028' in runpod and '1024 × 1024' in runpod and ' s ' in runpod and 'in the gallery: ' in runpod, runpod)
        check('cost unknown' in kie, kie)
        equal(home.leftovers(), [], 'without -o the gallery is enough')


def several_results_each(home):
    with Sandbox(home) as sandbox:
        use_all(home, sandbox, ['kie', 'ark'])
        compare(home, '-o', 'out.png', '--count', '2', '--size', '2048x2048', providers=['kie', 'ark'])
        equal(home.leftovers(), ['out-ark-2.png', 'out-ark.png', 'out-kie-2.png', 'out-kie.png'])


def one_fails(home):
    with Sandbox(home, 'refuse,times=1') as sandbox:
        use_all(home, sandbox)
        report = compare(home, '-o', 'out.png', code=CONTENT)
        equal(sorted(each['state'] for each in report['providers']), ['done', 'done', 'failed'])
        equal((sandbox.submits, len(home.leftovers())), (3, 2))
        home.check_library()


def one_is_unknown(home):
    """What may have been charged for comes first."""
    with Sandbox(home, 'status:402,times=1', 'lose,times=1') as sandbox:
        use_all(home, sandbox)
        done = home.run('compare', '-i', 'a.png', '-p', 'sepia', '--providers', ','.join(THREE), '--yes', code=UNKNOWN)
        check('Billed: no' in done.stdout and 'Billed: not known' in done.stdout, done.stdout)
        check('Details' not in done.stdout and KEY not in done.stdout + done.stderr)


def nothing_without_a_yes(home):
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        report = compare(home, '-o', 'out.png', code=USAGE, yes=False)
        equal((report['providers'], report['error']['code'], report['error']['billed']), ([], 'usage', 'no'))
        check('--yes' in report['error']['message'], report)
        equal((sandbox.submits, home.leftovers(), home.json('jobs')), (0, [], []))
        # What is free needs none.
        compare(home, '-o', 'out.png', providers=['practice'], yes=False)


def asked_on_a_terminal(home):
    words = ['compare', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--size', '1024x1024', '--providers', ','.join(THREE)]
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        for answer in ('n\r', '\r', '\x04'):
            code, seen = on_terminal(home, *words, answers=[('[y/N]', answer)])
            equal((code, sandbox.submits), (CANCELLED, 0), seen)
            check('Together: about $0.06' in seen and 'Nothing was sent.' in seen, seen)
        code, seen = on_terminal(home, *words, answers=[('[y/N]', 'y\r')])
        equal((code, sandbox.submits), (OK, 3), seen)
        check('out-kie.png' in seen, seen)


def refused_before_anything_is_sent(home):
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        edit = ['compare', '-i', 'a.png', '-p', 'sepia', '--yes']
        for words, message in [([], 'Say whom to compare'), (['--providers', ''], 'Say whom to compare'),
                               (['--providers', 'runpod,,kie'], 'A name is missing'), (['--providers', 'runpod,'], 'A name is missing'),
                               (['--providers', 'kie,runpod,kie'], '“kie” is named twice'),
                               (['--providers', f'runpod,{KEY}'], 'There is no such provider'),
                               (['--providers', 'runpod,kie', '--size', '1030x1024'], 'KIE AI'),
                               (['--providers', 'kie,runpod', '--count', '2'], 'Runpod makes 1 picture'),
                               (['--providers', 'kie,runpod', '--seed', '3'], '--seed would be ignored by Runpod'),
                               (['--providers', 'runpod', '--endpoint', 'http://127.0.0.1'], '--endpoint'),
                               (['--providers', 'runpod', '-o', 'nowhere/out.png'], 'does not exist'),
                               (['--providers', 'runpod', '-o', 'out.txt'], 'ending')]:
            done = home.run(*edit, *words, code=USAGE)
            check(message in done.stderr and KEY not in done.stderr, f'{words}: {done.stderr}')
        done = home.run(*edit, '--providers', 'kie,runpod', '-p', 'x' * 5001, code=USAGE)
        check('characters' in done.stderr, done.stderr)
        (home.work / 'out-kie.png').write_bytes(b'mine')
        done = home.run(*edit, '--providers', 'runpod,kie', '-o', 'out.png', code=USAGE)
        check('out-kie.png' in done.stderr, done.stderr)
        done = home.run(*edit, '--providers', 'runpod,ark', code=NO_KEY)
        check('BytePlus' in done.stderr, done.stderr)
        equal((sandbox.submits, home.json('jobs')), (0, []))


def interrupted(home):
    """The first Ctrl+C gives all up."""
    with Sandbox(home, 'never-finish') as sandbox:
        use_all(home, sandbox)
        process = home.start('compare', '-i', 'a.png', '-p', 'sepia', '--providers', ','.join(THREE), '--yes', '-o', 'out.png')
        sandbox.wait_for(lambda stats: stats['submits'] == 3)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=PATIENCE)
        equal(process.returncode, PENDING, out + errors)
        check('jobs resume' in errors, 'KIE AI cannot be stopped')
        equal((sandbox.submits, home.leftovers()), (3, []))
        home.check_library()


EDIT = ['edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'runpod', '--size', '1024x1024']


def another_is_named_without_a_terminal(home):
    with Sandbox(home, 'status:402') as runpod, Sandbox(home) as kie:
        home.use(runpod)
        done = home.run(*EDIT, code=PAYMENT)
        check('--provider' not in done.stderr, 'nobody else has a key')
        home.use(kie, provider='kie')
        done = home.run(*EDIT, code=PAYMENT)
        check('Another provider with a key: --provider kie' in done.stderr.splitlines(), done.stderr)
        equal(home.edit('--size', '1024x1024', code=PAYMENT)['substitutes'], ['kie'])
        equal((runpod.submits, kie.submits), (0, 0))


def nobody_is_named_for_what_lies_elsewhere(home):
    for trouble, code in (('refuse', CONTENT), ('lose', UNKNOWN), ('fail', NETWORK), ('status:400', USAGE)):
        with Sandbox(home, trouble) as sandbox:
            use_all(home, sandbox)
            equal(home.edit(code=code)['substitutes'], [])


def another_is_asked_after_a_yes(home):
    with Sandbox(home, 'status:402') as runpod, Sandbox(home) as atlascloud:
        home.use(runpod)
        home.use(atlascloud, provider='atlascloud')
        for answer in ('n\r', '\r', '\x04'):
            code, seen = on_terminal(home, *EDIT, answers=[('[y/N]', answer)])
            equal((code, runpod.submits, atlascloud.submits), (PAYMENT, 0, 0), seen)
            check('Atlas Cloud could do it, for about $0.03. Ask it? [y/N]' in seen, seen)
            equal((seen.count('pentimento-cli: '), seen.count('Billed: no')), (1, 1), seen)
        equal(home.leftovers(), [])
        code, seen = on_terminal(home, *EDIT, answers=[('[y/N]', 'y\r')])
        equal((code, runpod.submits, atlascloud.submits), (OK, 0, 1), seen)
        equal(home.leftovers(), ['out.png'])
        failed, done = home.json('jobs')[-2:]
        equal([(job['provider'], job['state']) for job in (failed, done)], [('runpod', 'failed'), ('atlascloud', 'done')])
        home.check_library()


def nobody_is_asked_twice(home):
    """Where the second fails as well, the third is offered, and then nobody."""
    with Sandbox(home, 'status:402') as sandbox:
        use_all(home, sandbox)
        code, seen = on_terminal(home, *EDIT, answers=[('Atlas Cloud could do it', 'y\r'), ('KIE AI could do it', 'y\r')])
        equal((code, sandbox.submits, seen.count('[y/N]')), (PAYMENT, 0, 2), seen)
        equal([job['provider'] for job in home.json('jobs')], ['runpod', 'atlascloud', 'kie'])


main([three_at_once, table, several_results_each, one_fails, one_is_unknown, nothing_without_a_yes, asked_on_a_terminal,
      refused_before_anything_is_sent, interrupted, another_is_named_without_a_terminal, nobody_is_named_for_what_lies_elsewhere,
      another_is_asked_after_a_yes, nobody_is_asked_twice], at_once=3)
