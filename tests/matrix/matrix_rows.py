# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the matrix: what goes wrong, at which step, for which provider, and what has to come of it."""

from matrix_look import *
from matrix_stage import *

import itertools
import resource

DONE = Outcome('done', 1, 'yes')
# Nothing was sent, and the program says so.
DROPPED = Outcome('cancelled', 0, 'no')
# Nothing was sent, and nothing is before the person says so.
LEFT = Outcome('prepared', 0, 'no')
FAILED = Outcome('failed', 0, 'no')
# Sent, and nobody can tell what came of it; the provider may or may not have heard.
UNHEARD = Outcome('unknown', 0, 'unknown')
LOST = Outcome('unknown', 1, 'unknown')

# Runpod charges nothing for what fails (docs.runpod.io, public endpoints, overview), ModelArk for pictures alone (docs.byteplus.com, pricing);
# the others say nothing of it.
FREE_FAILURES = ('runpod', 'gateway', 'practice')
FREE_REFUSALS = (*FREE_FAILURES, 'ark')

# The steps of the ledger, with the faults that hold the program there; and what has to come of a kill at this step.
KILLS = {
    'prepared': LEFT,
    'uploading': DROPPED,
    'waiting': DROPPED,
    'submitting': LOST,
    'submitted': DONE,
    'running': DONE,
    'downloading': DONE,
    'stored': DONE,
}

# What may go wrong with one call, as the practice server is told.
TROUBLES = {
    'connection reset': 'cut',
    'time-out': 'stall',
    '5xx': 'status:503',
    'web page': 'html:502',
    'lost answer': 'lose',
    'half an answer': 'half',
    'answer cut between chunks': 'chunked-cut',
}

# Those where the provider has done its work, and those where some of its answer comes.
AFTER = ('lose', 'half', 'chunked-cut')
CUT = ('half', 'chunked-cut')

# How much faster time passes where a time-out is awaited: a server that is given 20 s has to make do with 0.2 s.
QUICK, QUICKER, QUICKEST = 30, 100, 1000


def until(state, provider, milliseconds=FOREVER):
    """The faults that hold the program at that state for so long, and what the server says when it is there."""
    if state == 'uploading':
        return [f'delay:{milliseconds},at=upload,times=1'], None
    if state == 'waiting':
        return [f'status:429,retry={milliseconds // 1000},at=submit,times=1'], None
    if state == 'submitting':
        return [f'delay:{milliseconds},at=submit,times=1'], lambda stats: stats['submits'] == 1
    if state == 'submitted' and provider.polls:
        return [f'delay:{milliseconds},at=poll,times=1'], lambda stats: stats['polls'] == 1
    if state == 'running':
        return ['delay:2000'], None
    if state == 'downloading':
        # The last of the results, so that the others are there.
        return [f'delay:{milliseconds},at=result,after={provider.count - 1},times=1'], lambda stats: stats['downloads'] == provider.count
    return [], None


def is_fleeting(state, provider):
    """Whether a state can be seen on a slow disk only."""
    return state in ('prepared', 'stored') or (state == 'submitted' and not provider.polls)


def untroubled(stage):
    stage.open()
    stage.edit()


def kill(stage, state):
    faults, condition = until(state, stage.provider)
    stage.open(*faults)
    stage.kill(stage.start(writes=SLOW if is_fleeting(state, stage.provider) else None), state, condition)


def killed(state, then=''):
    """Kill -9 at a step; the clock may be another at the restart."""

    def act(stage):
        kill(stage, state)
        stage.resume(**clock(then))

    return act


def cut_at_write(stage, trouble):
    """One of the writes to the database meets trouble. Returns the state that the job was left in, or None if the edit had ended before."""
    stage.open('delay:100')
    process = stage.start(writes=trouble)
    process.communicate(timeout=PATIENCE)
    check(process.returncode in (-signal.SIGKILL, *range(PENDING + 1)), f'ended with {process.returncode}')
    state = stage.state()
    if process.returncode == OK and state == 'done':
        return None
    stage.resume()
    if state is None:
        equal((stage.sandbox.submits, stage.state()), (0, None), 'nothing was sent that is not written down')
        return 'no job'
    # Whether the server has heard of it is a matter of luck.
    look(stage, Outcome('unknown', stage.sandbox.submits, 'unknown') if state == 'submitting' else KILLS.get(state, DONE))
    return state


def cut_at_each_write(trouble):
    """The first write to the database meets trouble, then the second, and so on through a whole edit. Returns how often a job was left in which
    state."""

    def act(stage):
        seen = []
        for number in itertools.count(1):
            folder = stage.home.folder / f'write-{number}'
            folder.mkdir()
            one = Stage(Home(folder), stage.provider)
            try:
                seen.append(cut_at_write(one, trouble.format(number)))
            except AssertionError as error:
                raise AssertionError(f'write {number}: {error}') from error
            finally:
                one.close()
            if seen[-1] is None:
                return ', '.join(f'{seen.count(state)} × {state}' for state in dict.fromkeys(seen[:-1]))

    return act


def killed_unheard(stage):
    """The request is out, and the server has not begun to work on it."""
    stage.open('stall,at=submit')
    stage.kill(stage.start(), 'submitting')


def killed_twice(stage):
    """At work, and once more when the result was under way."""
    kill(stage, 'running')
    faults, condition = until('downloading', stage.provider)
    stage.ask('POST', '/practice/faults', faults[0].encode())
    again = subprocess.Popen([PROGRAM, 'jobs', 'resume'], cwd=stage.home.work, env=stage.home.environment, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True)
    stage.kill(again, 'downloading', condition)


def killed_into(state, trouble):
    """Kill -9 at a step; and the first call after the restart meets trouble."""

    def act(stage):
        kill(stage, state)
        place = 'result' if state == 'downloading' else 'poll'
        stage.ask('POST', '/practice/faults', f'{trouble},at={place},times=2'.encode())
        stage.resume()

    return act


def met(trouble, place, times):
    """One call meets trouble: so many times, or as long as the program tries; then it is mended and the program restarted."""

    def act(stage):
        speed = QUICK if times else QUICKER
        awaited = trouble in ('stall', 'status:429') or trouble.startswith('delay') or (times is None and place != 'submit')
        stage.open(f'{trouble},at={place}' + (f',times={times}' if times else ''))
        stage.edit(**hurry(speed if awaited else 1))
        stage.mend()

    return act


def refused(seconds):
    """Nobody listens at first; None for as long as the program tries."""

    def act(stage):
        stage.open()
        port = stage.sandbox.url.rpartition(':')[2]
        stage.sandbox.stop()
        process = stage.start(**hurry(1 if seconds else QUICK))
        if seconds is None:
            stage.finish(process)
        time.sleep(seconds or 0)
        stage.open(port=port)
        if seconds is not None:
            stage.finish(process)

    return act


def slept(state, lost):
    """The machine sleeps for nine hours, and may lose the answer that was on its way."""
    call = {'uploading': 'upload', 'waiting': 'submit', 'submitting': 'submit', 'downloading': 'result'}.get(state, 'poll')

    def act(stage):
        faults, condition = until(state, stage.provider, 2000)
        stage.open(*faults, *[f'lose,at={call},times=1'] * lost)
        file = stage.home.folder / 'clock'
        file.write_text('+0')
        process = stage.start(LD_PRELOAD=clock_library(), FAKETIME_TIMESTAMP_FILE=str(file), FAKETIME_NO_CACHE='1',
                              FAKETIME_DONT_FAKE_MONOTONIC='1', NO_FAKE_STAT='1')
        stage.wait(process, state, condition)
        process.send_signal(signal.SIGSTOP)
        time.sleep(0.3)
        slept_there = stage.state() == state
        file.write_text('+9h')
        process.send_signal(signal.SIGCONT)
        stage.finish(process)
        if not slept_there:
            raise Missed('it fell asleep later')

    return act


def never_finishes(stage):
    """Longer than the program waits."""
    stage.open('never-finish')
    stage.edit(**hurry(QUICKER))
    # Each restart waits once more.
    stage.home.environment |= hurry(QUICKEST)


def finishes_with_nothing(stage):
    stage.open('empty')
    stage.edit()


def disk_full(state):
    """From that step on nothing can be written any more; then there is room again."""

    def act(stage):
        faults, condition = until(state, stage.provider, 1000)
        stage.open(*faults)
        process = stage.start()
        stage.wait(process, state, condition)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        stage.finish(process)
        if stage.state() != state:
            raise Missed(f'the disk was full at {stage.state()}')

    return act


def killed_with_practice(state):
    """The practice server is the program's own, and dies with it."""

    def act(stage):
        stage.within = True
        stage.open()
        stage.kill(stage.start(writes=SLOW), state)

    return act


def two_programs(stage):
    """Both take up the same job at once."""
    kill(stage, 'running')
    with concurrent.futures.ThreadPoolExecutor() as pool:
        for one in [pool.submit(stage.resume) for _ in range(2)]:
            one.result()
    equal(stage.sandbox.stats()['downloads'], stage.provider.count, 'fetched once')


class Row:
    def __init__(self, provider, fault, step, act, outcome):
        self.provider = provider
        self.fault = fault
        self.step = step
        self.act = act
        self.outcome = outcome
        self.told = None
        self.__name__ = f'{provider.name}: {fault}' + (f' at {step}' if step else '')


def expect_call(provider, trouble, place, lasting):
    """What has to come of a call that meets trouble."""
    if place == 'submit':
        return LOST if trouble in AFTER else UNHEARD
    if trouble in CUT and place == 'upload':
        # A file server of one's own has nothing to say in its answer; one of the provider's that makes no sense is not asked twice.
        return DONE if provider.name == 'gateway' else FAILED
    if place == 'upload' and lasting:
        return FAILED
    return DONE


def expect_failure(provider, is_told, free):
    """What has to come of a job that the provider gives up; where that is an answer of 5xx to the POST, nobody can tell."""
    return Outcome('failed', 1, 'no' if provider.name in free else 'unknown') if is_told else LOST


def rows_of(provider):
    """All rows of one provider."""

    def row(fault, step, act, outcome):
        rows.append(Row(provider, fault, step, act, outcome))

    rows = []
    row('none', '', untroubled, DONE)
    for state in provider.states:
        row('kill -9', state, killed(state), KILLS[state])
        row('kill -9, clock set back a day', state, killed(state, '-1d'), KILLS[state])
        row('kill -9, nine hours later', state, killed(state, '+9h'), KILLS[state])
    row('kill -9', 'each write to the database', cut_at_each_write('signal=KILL:when={}'), None)
    row('disk full', 'from each write to the database on', cut_at_each_write('error=ENOSPC:when={}+'), None)
    row('kill -9, not yet heard', 'submitting', killed_unheard, UNHEARD)
    for place in provider.calls:
        for name, trouble in TROUBLES.items():
            times = [None] if place == 'submit' else [2, None]
            for number in times:
                label = name if place == 'submit' else f'{name}, {"twice" if number else "until given up"}'
                row(label, place, met(trouble, place, number), expect_call(provider, trouble, place, number is None))
    row('answer later than the time-out', 'submit', met(f'delay:{FOREVER}', 'submit', None), LOST)
    row('429, once', 'submit', met('status:429,retry=1', 'submit', 1), DONE)
    row('429, until given up', 'submit', met('status:429', 'submit', None), FAILED)
    row('connection refused, at first', 'submit', refused(1.5), DONE)
    row('connection refused, until given up', 'submit', refused(None), FAILED)
    for state in provider.states:
        if not is_fleeting(state, provider):
            row('nine hours’ sleep', state, slept(state, False), DONE)
            row('nine hours’ sleep, answer lost', state, slept(state, True), LOST if state in ('waiting', 'submitting') else DONE)
            row('disk full', state, disk_full(state), KILLS[state])
    if provider.name == 'practice':
        for state in ('prepared', 'submitted', 'downloading'):
            row('kill -9, server within the program', state, killed_with_practice(state), LEFT if state == 'prepared' else DROPPED)
        row('kill -9, server within the program', 'stored', killed_with_practice('stored'), Outcome('done', 0, 'yes'))
    for place in provider.calls:
        if place in ('poll', 'result'):
            row('404, twice', place, met('not-found', place, 2), DONE)
    row('error page for a picture, twice', 'result', met('html', 'result', 2), DONE)
    row('provider gives up', 'job', met('fail', 'job', 1), expect_failure(provider, provider.polls, FREE_FAILURES))
    row('content refused', 'job', met('refuse', 'job', 1), expect_failure(provider, True, FREE_REFUSALS))
    row('finishes with nothing', 'running' if provider.polls else 'submitting', finishes_with_nothing, LOST)
    if provider.polls:
        row('never finishes', 'running', never_finishes, LOST)
        row('kill -9 twice', 'running, downloading', killed_twice, DONE)
        row('two programs', 'running', two_programs, DONE)
        for name, trouble in TROUBLES.items():
            if trouble != 'stall':
                row(f'kill -9, then {name}', 'running', killed_into('running', trouble), DONE)
    for name, trouble in TROUBLES.items():
        if trouble != 'stall':
            row(f'kill -9, then {name}', 'downloading', killed_into('downloading', trouble), DONE)
    return rows
