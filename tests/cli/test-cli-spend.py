# SPDX-License-Identifier: GPL-3.0-or-later
"""Money: what was spent agrees with what the practice server has charged, and a budget stops an edit before it is sent."""

import datetime

from cli import *

KINDS = ('reported', 'estimated', 'unknown', 'under_way')


def micros(amount):
    """An amount of money as it is counted: whole millionths."""
    return round(amount * 1_000_000)


def settings(home):
    """Lets settings outlast one run of the program."""
    home.environment['GSETTINGS_BACKEND'] = 'keyfile'


def use_all(home, sandbox):
    for name in ('RUNPOD', 'ATLASCLOUD', 'ARK', 'KIE', 'AIMLAPI'):
        home.environment |= {f'PENTIMENTO_{name}_ENDPOINT': sandbox.url, f'PENTIMENTO_{name}_KEY': KEY}


def ask(home, provider, *arguments, code=OK, out='out.png'):
    return home.json('edit', '-i', 'a.png', '-p', 'sepia', '-o', out, '--force', '--provider', provider, *arguments, code=code)


def by(sums, member):
    return {each[member]: each for each in sums}


def agrees_with_the_server(home):
    """Reported and estimated prices, several results, fewer than asked for, and what failed: to the millionth."""
    (home.work / 'b.png').write_bytes(png(colour=(10, 20, 30)))
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        ask(home, 'runpod', '--size', '1024x1024')
        ask(home, 'runpod', '--size', '2048x1024')
        ask(home, 'atlascloud')
        ask(home, 'ark', '--count', 3)
        equal(len(ask(home, 'ark', '--count', 2)['results']), 2)
        home.json('edit', '-i', 'b.png', '-p', 'sepia', '-o', 'b-out.png', '--provider', 'runpod', '--size', '1024x1024')
        charged = sandbox.stats()
        spent = home.json('spend')
    providers = by(spent['providers'], 'provider')
    for name in ('runpod', 'atlascloud', 'ark'):
        told = sum(job['charged_micros'] for job in charged['jobs'] if job['provider'] == name)
        equal(micros(sum(providers[name][kind] for kind in KINDS)), told, name)
    [total] = spent['total']
    equal(micros(total['reported']), 28311 + 56623 + 28311)
    equal(micros(total['estimated']), 27000 + 5 * 30000)
    equal(micros(total['reported'] + total['estimated']), charged['charged_micros'])
    equal((total['unknown'], total['under_way'], total['currency']), (0, 0, 'USD'))
    equal((total['jobs'], total['results'], total['unknown_jobs'], total['unpriced_jobs']), (6, 9, 0, 0))
    equal((providers['runpod']['estimated'], providers['ark']['reported']), (0, 0))
    names = by(spent['pictures'], 'name')
    equal(micros(names['b.png']['reported']), 28311)
    equal(micros(names['a.png']['reported'] + names['a.png']['estimated']), charged['charged_micros'] - 28311)
    equal([each['day'] for each in spent['days']][-1:], [datetime.date.today().isoformat()])


def fewer_cost_less(home):
    with Sandbox(home, 'fewer:1') as sandbox:
        use_all(home, sandbox)
        equal(len(ask(home, 'ark', '--count', 3)['results']), 1)
        charged = sandbox.stats()['charged_micros']
    [total] = home.json('spend')['total']
    equal((micros(total['estimated']), charged, total['results']), (30000, 30000, 1))


def kinds_stay_apart(home):
    """What may have been charged, what has no price, and what was refused."""
    with Sandbox(home, 'lose,times=1') as sandbox:
        use_all(home, sandbox)
        ask(home, 'atlascloud', code=UNKNOWN)
        ask(home, 'kie')
        ask(home, 'runpod', '--size', '1024x1024')
    with Sandbox(home, 'fail,times=1') as sandbox:
        use_all(home, sandbox)
        ask(home, 'runpod', code=None)
    home.run('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'free.png', '--provider', 'practice')
    spent = home.json('spend', '--by', 'provider')
    equal(set(spent), {'providers', 'total'})
    providers = by(spent['providers'], 'provider')
    atlascloud, kie, runpod, practice = (providers[name] for name in ('atlascloud', 'kie', 'runpod', 'practice'))
    equal((micros(atlascloud['unknown']), atlascloud['unknown_jobs'], atlascloud['estimated']), (27000, 1, 0))
    equal((kie['unpriced_jobs'], [kie[kind] for kind in KINDS]), (1, [0, 0, 0, 0]))
    equal((micros(runpod['reported']), runpod['jobs']), (28311, 1))
    equal([practice[kind] for kind in KINDS], [0, 0, 0, 0])
    text = home.run('spend').stdout
    for word in ('$0.028311', '$0.027 (1)', 'Reported', 'Estimated', 'Unknown', 'Under way', 'a.png', 'Total'):
        check(word in text, f'{word} in {text}')


def days(home):
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        ask(home, 'runpod')
    today = datetime.date.today()
    yesterday, tomorrow = today - datetime.timedelta(1), today + datetime.timedelta(1)
    equal(len(home.json('spend', '--since', today)['days']), 1)
    equal(len(home.json('spend', '--since', today, '--until', today)['days']), 1)
    equal(home.json('spend', '--until', yesterday)['total'], [])
    equal(home.json('spend', '--since', tomorrow), {'days': [], 'providers': [], 'pictures': [], 'total': []})
    equal(home.run('spend', '--since', tomorrow).stdout, '')
    far = [home.json('spend', '--by', 'day', TZ=zone)['days'][0]['day'] for zone in ('EAST-14', 'WEST+12')]
    check(far[0] > far[1], f'each place has its own days: {far}')
    for wrong in (('--since', 'yesterday'), ('--since', '2026-02-30'), ('--until', '2026-1-1'), ('--until', '2026-01-011'),
                  ('--by', 'month'), ('--since', tomorrow, '--until', yesterday), ('--since', '+026-01-01'), ('more',)):
        home.run('spend', *wrong, code=USAGE)


def budget_is_kept(home):
    settings(home)
    shown = home.json('budget')
    equal([(shown[period]['budget'], shown[period]['left']) for period in ('day', 'month')], [(None, None)] * 2)
    shown = home.json('budget', '--day', '1.50', '--month', '$20')
    equal((shown['day']['budget'], shown['month']['left']), (1.5, 20))
    shown = home.json('budget', '--day', 'none')
    equal((shown['day']['budget'], shown['month']['budget']), (None, 20))
    text = home.run('budget').stdout
    check('none' in text and '$20.00' in text, text)


def amounts_are_plain(home):
    settings(home)
    home.run('budget', '--day', '2', '--month', '3')
    for wrong in ('1,5', '-3', 'nan', '1e9', '0.0000001', '1000001', '', ' ', '5€', 'None'):
        done = home.run('budget', f'--day={wrong}', '--month', '9', code=USAGE)
        check('--day' in done.stderr, done.stderr)
        shown = home.json('budget')
        equal((shown['day']['budget'], shown['month']['budget']), (2, 3), 'nothing is set by half')
    check('1.5' in home.run('budget', '--day', '1,5', code=USAGE).stderr)


def budget_stops_before_the_submit(home):
    settings(home)
    with Sandbox(home) as sandbox:
        use_all(home, sandbox)
        home.run('budget', '--day', '0.05')
        equal(ask(home, 'runpod', '--size', '1024x1024')['state'], 'done')
        report = ask(home, 'runpod', '--size', '1024x1024', code=PAYMENT)
        equal((report['error']['code'], report['error']['billed'], report['job']), ('budget', 'no', None))
        for word in ('about $0.03', '$0.05', '$0.028311', 'pentimento-cli budget'):
            check(word in report['error']['message'], report['error']['message'])
        equal((sandbox.submits, len(home.json('jobs', 'list'))), (1, 1))
        home.run('budget', '--day', '0.06')
        ask(home, 'runpod', '--size', '1024x1024')
        equal(sandbox.submits, 2)
        left = home.json('budget')['day']
        equal((micros(left['left']), micros(left['reported']), left['jobs']), (60000 - 2 * 28311, 2 * 28311, 2))
    equal(home.run('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'free.png', '--provider', 'practice').returncode, OK)


def change_of_the_budget_is_seen(home):
    """Another program makes the budget smaller while the pictures are on their way."""
    settings(home)
    home.run('budget', '--day', '1')
    with Sandbox(home, 'delay:1500,at=upload') as sandbox:
        use_all(home, sandbox)
        edit = home.start('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'atlascloud', '--json')
        sandbox.wait_for(lambda stats: stats['uploads'] > 0)
        home.run('budget', '--day', '0.01')
        report = json.loads(edit.communicate(timeout=PATIENCE)[0])
        equal((edit.returncode, report['state'], report['error']['code'], report['error']['billed']), (PAYMENT, 'failed', 'budget', 'no'))
        equal((sandbox.submits, sandbox.stats()['charged_micros']), (0, 0))
    [job] = home.json('jobs', 'list')
    equal((job['state'], job['submits'], job['error']['code'], job['error']['billed']), ('failed', 0, 'budget', 'no'))
    equal(home.json('spend')['total'], [])


def one_of_many_programs_gets_the_last_dollar(home):
    settings(home)
    with Sandbox(home, 'delay:200') as sandbox:
        use_all(home, sandbox)
        home.run('budget', '--month', '0.08')
        started = [home.start('edit', '-i', 'a.png', '-p', 'sepia', '-o', f'{number}.png', '--provider', 'atlascloud') for number in range(6)]
        codes = sorted(process.wait(PATIENCE) for process in started)
        for process in started:
            process.stdout.close()
            process.stderr.close()
        equal(codes, [OK, OK] + [PAYMENT] * 4)
        equal((sandbox.submits, sandbox.stats()['charged_micros']), (2, 54000))
    [total] = home.json('spend')['total']
    equal((micros(total['estimated']), total['jobs']), (54000, 2))


main([agrees_with_the_server, fewer_cost_less, kinds_stay_apart, days, budget_is_kept, amounts_are_plain, budget_stops_before_the_submit,
      change_of_the_budget_is_seen, one_of_many_programs_gets_the_last_dollar])
