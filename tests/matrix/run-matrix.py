# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of one click, whatever breaks: provider × fault × step → outcome, submits counted, billed told.

    run-matrix.py CLI            the rows of every check, in TAP
    run-matrix.py CLI --few      a few of them, without a slow disk or a false clock: for a program under the sanitizers
    run-matrix.py CLI --all      every row
    run-matrix.py CLI --table    every row, as a table in Markdown
"""

import argparse
import os
import sys
from pathlib import Path

# The command can be run from anywhere, without more words; cli reads the program's name from there.
sys.path.append(str(Path(__file__).resolve().parent.parent / 'cli'))
sys.argv[1:2] = [os.path.abspath(name) for name in sys.argv[1:2]]

from matrix_look import *
from matrix_rows import *
from matrix_table import print_table

# Rows wait more than they work.
AT_ONCE = 24

# With polls and without, and with uploads.
FEW_PROVIDERS = ('runpod', 'ark', 'kie')
FEW_FAULTS = ('none', 'kill -9', 'kill -9 twice', 'lost answer', '5xx', '5xx, twice', 'half an answer, twice', 'kill -9, then lost answer', 'disk full')

# A step that was missed is tried again with a new job.
TRIES = 4


def play(home, row):
    stage = Stage(home, row.provider)
    try:
        told = row.act(stage)
        if told is not None:
            return told
        # Twice: what has ended stays as it is.
        stage.resume()
        told, made = look(stage, row.outcome)
        stage.resume()
        again, made_again = look(stage, row.outcome)
        equal((told['state'], told['billed'], told['result_list'], made), (again['state'], again['billed'], again['result_list'], made_again))
        if again['state'] == 'done':
            equal(stage.resume(), [], 'nothing to take up')
        return f'{told["state"]} · {made} · {told["billed"]}'
    finally:
        stage.close()


def test_of(row):
    def test(home):
        for attempt_number in range(TRIES):
            folder = home.folder / str(attempt_number)
            folder.mkdir()
            try:
                row.told = play(Home(folder), row)
                return
            except Missed:
                if attempt_number == TRIES - 1:
                    raise

    test.__name__ = row.__name__
    return test


def choose(rows, arguments):
    """Every kill, everything that the one POST may meet; and of all else each fault at each step, for a third of the providers in turn."""
    if arguments.only:
        return [row for row in rows if arguments.only in row.__name__]
    if arguments.all or arguments.table:
        return rows
    rows = [row for row in rows if row.outcome is not None]
    if arguments.few:
        return [row for row in rows if row.provider.name in FEW_PROVIDERS and row.fault in FEW_FAULTS and not is_fleeting(row.step, row.provider)]
    kinds = {}
    for row in rows:
        kinds.setdefault((row.fault, row.step), []).append(row)
    return [
        row for turn, kind in enumerate(kinds.values()) for place, row in enumerate(kind)
        if row.fault in ('none', 'kill -9') or row.step == 'submit' or place % 3 == turn % min(3, len(kind))
    ]


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument('cli')
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--few', action='store_true')
    parser.add_argument('--table', action='store_true')
    parser.add_argument('--only', metavar='TEXT', help='the rows with TEXT in their names')
    return parser.parse_args()


def run_table(rows):
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        troubles = [trouble for seconds, trouble in pool.map(attempt, map(test_of, rows))]
    print_table(rows, troubles)
    sys.exit(1 if any(troubles) else 0)


if __name__ == '__main__':
    given = read_arguments()
    chosen = choose([row for provider in providers() for row in rows_of(provider)], given)
    if given.table:
        run_table(chosen)
    main([test_of(row) for row in chosen], at_once=AT_ONCE)
