# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of a job in the end, held against what is: in the ledger, in the gallery, and on the server."""

from matrix_stage import *

from typing import NamedTuple


class Outcome(NamedTuple):
    """What has to be true in the end: the job's state, how many jobs the provider made of the one click, and what is told of the bill."""
    state: str
    made: int
    billed: str


# What a person is told to do about a job that nobody knows the end of.
ADVICE = ('Look at the provider’s own page before paying again.', 'Look for it on the provider’s page.', 'look again later.')


def look(stage, outcome):
    """Checks what is told against what is. Returns the job as the ledger has it, and the number of jobs that were made."""
    row, stats = stage.row(), stage.sandbox.stats()
    check(row is not None, 'the job is in the ledger')
    made = stats['submits']
    charged = sum(job['status'] not in ('failed', 'cancelled') for job in stats['jobs'])
    told = f'{row["state"]}, {made} made, billed {row["billed"]}: {row["error_message"]}'
    check(made <= 1, f'one click, one job at most: {told}')
    equal(Outcome(row['state'], made, row['billed']), outcome, told)
    check(made <= row['submits'] <= 1, f'what was sent was written down first: {row["submits"]} for {made}')
    check(row['billed'] != 'no' or charged == 0, f'charged all the same: {told}')
    check(row['billed'] != 'yes' or charged > 0 or stage.within, f'not charged at all: {told}')
    equal(stats['key_leaks'], 0, 'key leaks')
    if row['state'] == 'done':
        look_at_results(stage, row)
    elif row['state'] != 'prepared':
        look_at_words(stage, row)
    stage.home.check_library()
    return row, made


def look_at_results(stage, row):
    results = json.loads(row['result_list'])
    versions = [version for version in stage.home.json('history') if version['job'] == row['id']]
    equal(len(results), stage.provider.count, 'results')
    equal(sorted(version['sha256'] for version in versions), sorted(results), 'versions in the gallery')
    equal((row['error_code'], row['error_message']), (None, None))
    equal(list((stage.home.library / 'incoming').iterdir()), [], 'nothing is left over')


def look_at_words(stage, row):
    """What has not been done has a reason, and what is unknown says what to do."""
    words = row['error_message'] or ''
    check(words.rstrip('”').endswith(('.', '!')), f'a reason: {words!r}')
    if row['state'] == 'unknown':
        check(any(advice in words for advice in ADVICE), f'what to do: {words!r}')
