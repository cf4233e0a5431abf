# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix as people read it: a line a fault and step, a column a provider."""


def of_cell(row, trouble):
    return f'**{(trouble or "").strip().splitlines()[-1]}**' if trouble else row.told


def print_table(rows, troubles):
    """Prints Markdown. Each cell is the outcome, the number of submits that the provider counted, and what is told of the bill."""
    names = list(dict.fromkeys(row.provider.name for row in rows))
    cells = {}
    for row, trouble in zip(rows, troubles):
        cells.setdefault((row.fault, row.step), {})[row.provider.name] = of_cell(row, trouble)
    print('| fault | step |', ' | '.join(names), '|')
    print('|---|---|' + '---|' * len(names))
    for (fault, step), told in cells.items():
        print(f'| {fault} | {step} |', ' | '.join(told.get(name, '') for name in names), '|')
    wrong = sum(trouble is not None for trouble in troubles)
    print(f'\n{len(rows)} rows, {wrong} wrong. Each cell: outcome · submits counted by the server · billed, as told.')
