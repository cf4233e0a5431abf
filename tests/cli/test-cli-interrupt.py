# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C, and a program that is killed at any moment: given up, delivered or honestly unknown, and never sent twice."""

from cli import *


def start_edit(home, *arguments, provider='runpod'):
    return home.start('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', provider, '--json', *arguments)


def interrupted(home, number):
    with Sandbox(home, 'never-finish') as sandbox:
        home.use(sandbox)
        process = start_edit(home)
        sandbox.wait_for(lambda stats: stats['polls'] > 0)
        process.send_signal(number)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal(process.returncode, CANCELLED, stderr)
        report = json.loads(stdout)
        equal((report['state'], report['error']['code'], report['results']), ('cancelled', 'cancelled', []))
        stats = sandbox.stats()
        equal((stats['submits'], stats['cancels'], home.leftovers()), (1, 1, []))
        equal(home.json('jobs', 'resume'), [], 'a job that was given up is not taken up again')
        home.check_library()


def sigint_asks_the_provider_to_cancel(home):
    interrupted(home, signal.SIGINT)


def sigterm_asks_the_provider_to_cancel(home):
    interrupted(home, signal.SIGTERM)


def second_interrupt_leaves(home):
    with Sandbox(home, 'delay:4000', 'stall,at=cancel') as sandbox:
        home.use(sandbox)
        process = home.start('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'runpod')
        sandbox.wait_for(lambda stats: stats['polls'] > 0)
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal((process.returncode, stdout), (PENDING, ''), stderr)
        check('pentimento-cli jobs resume' in stderr, stderr)
        reports = home.json('jobs', 'resume')
        equal([(report['state'], len(report['results'])) for report in reports], [('done', 1)])
        equal(sandbox.submits, 1)


def terminal_interrupt_says_what_happens(home):
    with Sandbox(home, 'never-finish') as sandbox:
        home.use(sandbox)
        code, seen = on_terminal(home, 'edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'runpod',
                                 answers=[('at work', lambda process, master: process.send_signal(signal.SIGINT))])
        equal(code, CANCELLED, seen)
        check('Asking the provider' in seen, seen)


def result_quicker_than_the_cancel_is_kept(home):
    with Sandbox(home, 'delay:1,at=cancel', 'delay:700', 'status:400,at=cancel') as sandbox:
        home.use(sandbox)
        process = start_edit(home)
        sandbox.wait_for(lambda stats: stats['polls'] > 0)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        report = json.loads(stdout)
        if report['state'] == 'done':
            equal((process.returncode, kind((home.work / 'out.png').read_bytes())), (OK, 'png'))
        elif report['state'] == 'cancelled':
            equal((process.returncode, home.leftovers()), (CANCELLED, []), stderr)
        else:
            late_result_is_kept(home, process.returncode, report['job'])
        home.check_library()


def job(home, id):
    return [job for job in home.json('jobs') if job['job'] == id][0]


def late_result_is_kept(home, code, id):
    """A provider that does not obey is left to go on; what it makes is fetched the next time."""
    equal((code, home.leftovers(), job(home, id)['given_up']), (PENDING, [], True))
    current = home.json('history')
    equal([report['state'] for report in home.json('jobs', 'resume', id)], ['done'])
    equal([(known['state'], known['given_up'], known['late']) for known in [job(home, id)]], [('done', True, True)])
    kept = [version for version in home.json('history') if version['job'] == id]
    equal([version['late'] for version in kept], [True])
    equal(len(home.json('history')), len(current) + 1)
    check('done, late' in home.run('jobs').stdout)
    check('Came late: yes' in home.run('history', 'show', kept[0]['version']).stdout)


def cancelled_where_nobody_can_be_stopped(home):
    with Sandbox(home, 'delay:1500') as sandbox:
        home.use(sandbox, provider='atlascloud')
        process = start_edit(home, provider='atlascloud')
        sandbox.wait_for(lambda stats: stats['polls'] > 0)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        report = json.loads(stdout)
        check('cannot be stopped' in report['error']['message'], report)
        late_result_is_kept(home, process.returncode, report['job'])
        equal(sandbox.submits, 1)
        home.check_library()


def answer_is_awaited_where_there_is_no_id(home):
    with Sandbox(home, 'delay:1500') as sandbox:
        home.use(sandbox, provider='aimlapi')
        process = start_edit(home, provider='aimlapi')
        sandbox.wait_for(lambda stats: stats['submits'] > 0)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        report = json.loads(stdout)
        check('cannot be stopped' in report['error']['message'], report)
        equal((process.returncode, home.leftovers()), (CANCELLED, []))
        known = job(home, report['job'])
        equal((known['state'], known['given_up'], known['late']), ('done', True, True))
        equal([version['late'] for version in home.json('history') if version['job'] == report['job']], [True])
        equal(sandbox.submits, 1)
        home.check_library()


def killed_while_turned_away(home):
    """Not sent yet and nothing billed: dropped, and never sent by the next start."""
    with Sandbox(home, 'status:429,retry=600,at=submit') as sandbox:
        home.use(sandbox)
        process = start_edit(home)
        end = time.monotonic() + PATIENCE
        while [job['state'] for job in home.json('jobs')] != ['waiting']:
            check(time.monotonic() < end, home.json('jobs'))
        process.kill()
        process.communicate()
        waiting = home.json('jobs')[0]
        equal((waiting['submits'], waiting['error']['billed']), (0, 'no'))
        equal([report['state'] for report in home.json('jobs', 'resume', code=CANCELLED)], ['cancelled'])
        left = home.json('jobs')[0]
        equal((left['state'], left['submits'], left['error']['billed']), ('cancelled', 0, 'no'))
        equal(sandbox.submits, 0)
        home.check_library()


def killed_at(home, sandbox, moment):
    """Kills one edit after so many seconds. Returns the states of the job before and after it was taken up."""
    submits = sandbox.submits
    known = {job['job'] for job in home.json('jobs')}
    process = start_edit(home, '--force')
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()
    check(not list(home.work.glob('out*')) or kind((home.work / 'out.png').read_bytes()) == 'png', 'old or new, never half')
    home.check_library()
    new = [job for job in home.json('jobs') if job['job'] not in known]
    if not new:
        equal(sandbox.submits, submits, 'nothing was sent that is not written down')
        return None, None
    before = new[0]
    reports = home.json('jobs', 'resume', before['job'], code=None)
    after = [job for job in home.json('jobs') if job['job'] == before['job']][0]
    equal([report['state'] for report in reports], [after['state']])
    check(after['state'] in ('done', 'cancelled', 'unknown') or (before['state'], after['state']) == ('prepared', 'prepared'), after)
    if after['state'] == 'done':
        equal(sandbox.submits, submits + 1)
        check(any(version['job'] == after['job'] for version in home.json('history')), 'it is in the gallery')
    elif after['state'] == 'unknown':
        equal((before['state'], after['remote_id']), ('submitting', None), 'unknown only where nobody can know')
        check(sandbox.submits <= submits + 1)
    else:
        equal((sandbox.submits, after['submits']), (submits, 0))
    home.check_library()
    return before['state'], after['state']


def killed_at_many_moments(home):
    """In steps through a whole edit, which takes longer under the sanitizers."""
    with Sandbox(home, 'delay:150') as sandbox:
        home.use(sandbox)
        begin = time.monotonic()
        home.edit()
        whole = time.monotonic() - begin
        seen = set()
        for step in range(24):
            seen.add(killed_at(home, sandbox, whole * (step + 0.5) / 22))
        print('#', ' '.join(sorted(f'{before}→{after}' for before, after in seen if before)))
        check(any(after == 'done' and before != 'done' for before, after in seen), f'some were delivered afterwards: {seen}')


def killed_while_the_answer_is_out(home):
    """The moment that matters most: the request is out and no id has come."""
    with Sandbox(home, 'delay:1500,at=submit') as sandbox:
        home.use(sandbox)
        process = start_edit(home)
        end = time.monotonic() + PATIENCE
        while [job['state'] for job in home.json('jobs')] != ['submitting']:
            check(time.monotonic() < end)
        process.kill()
        process.communicate()
        time.sleep(1.6)
        reports = home.json('jobs', 'resume', code=UNKNOWN)
        equal([(report['state'], report['error']['code'], report['error']['billed']) for report in reports],
              [('unknown', 'unknown-outcome', 'unknown')])
        home.json('jobs', 'resume', code=UNKNOWN)
        check(sandbox.submits <= 1)
        home.check_library()


def killed_while_polling(home):
    with Sandbox(home, 'delay:800') as sandbox:
        home.use(sandbox)
        process = start_edit(home)
        sandbox.wait_for(lambda stats: stats['polls'] > 0)
        process.kill()
        process.communicate()
        reports = home.json('jobs', 'resume')
        equal([(report['state'], report['provider'], report['error'], len(report['results'])) for report in reports],
              [('done', 'runpod', None, 1)])
        equal(reports[0]['results'][0]['file'], None)
        home.run('history', 'export', reports[0]['results'][0]['version'], '-o', 'out.png')
        equal((sandbox.submits, kind((home.work / 'out.png').read_bytes())), (1, 'png'))
        equal(home.json('jobs', 'resume'), [])


def two_programs_never_run_one_job(home):
    with Sandbox(home, 'delay:1500') as sandbox:
        home.use(sandbox)
        process = start_edit(home)
        sandbox.wait_for(lambda stats: stats['polls'] > 0)
        reports = home.json('jobs', 'resume', code=None)
        equal(len(reports), 1)
        stdout, stderr = process.communicate(timeout=PATIENCE)
        equal((process.returncode, json.loads(stdout)['state']), (OK, 'done'), stderr)
        equal((sandbox.submits, sandbox.stats()['downloads']), (1, 1))


def better_key_takes_it_up(home):
    with Sandbox(home, 'delay:600', 'status:401,at=poll,times=1') as sandbox:
        home.use(sandbox)
        report = home.edit(code=NO_KEY)
        check(report['state'] in ('submitted', 'running'), report)
        equal([report['state'] for report in home.json('jobs', 'resume')], ['done'])
        equal(sandbox.submits, 1)


def unsent_waits_for_a_word(home):
    """What was asked for and not sent is sent, or dropped, only where the person says so."""
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        ids = [home.edit('--force')['job'] for _ in range(2)]
        with contextlib.closing(sqlite3.connect(home.library / 'library.db')) as database:
            database.execute("update job set state = 'prepared', remote_id = null, submits = 0, submitted_at = 0, link_list = '[]', result_list = '[]'")
            database.commit()
        equal([(job['state'], job['submits']) for job in home.json('jobs')], [('prepared', 0)] * 2)
        equal([report['state'] for report in home.json('jobs', 'resume')], ['prepared'] * 2)
        home.json('jobs', 'resume', ids[0], code=USAGE)
        equal(sandbox.submits, 2)

        reports = home.json('jobs', 'send', ids[0][:8])
        equal([(report['job'], report['state'], len(report['results'])) for report in reports], [(ids[0], 'done', 1)])
        home.run('jobs', 'discard', ids[1])
        equal([job['state'] for job in home.json('jobs')], ['done', 'cancelled'])
        equal(sandbox.submits, 3)
        home.run('jobs', 'send', ids[0], code=USAGE)
        home.run('jobs', 'send', ids[1], code=USAGE)
        home.run('jobs', 'send', code=USAGE)
        equal(sandbox.submits, 3)
        home.check_library()


main([
    sigint_asks_the_provider_to_cancel, sigterm_asks_the_provider_to_cancel, second_interrupt_leaves, terminal_interrupt_says_what_happens,
    result_quicker_than_the_cancel_is_kept, cancelled_where_nobody_can_be_stopped,
    answer_is_awaited_where_there_is_no_id, killed_while_turned_away,
    killed_while_polling, killed_while_the_answer_is_out, two_programs_never_run_one_job,
    better_key_takes_it_up, unsent_waits_for_a_word, killed_at_many_moments
])
