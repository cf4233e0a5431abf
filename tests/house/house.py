# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of the house share: the two folders they are called with, the files of the tree, and how to say what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

SOURCE = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2]
BUILD = Path(sys.argv[2]) if len(sys.argv) > 2 else SOURCE / '_build'


def files(*folders, endings=None):
    """The files below folders of the tree, or of all of it, that have one of the endings; nothing that was built."""
    found = []
    for top in folders or ['.']:
        for folder, below, names in os.walk(SOURCE / top):
            below[:] = [name for name in below if name not in ('.git', '__pycache__') and not name.startswith('_build')]
            found += [Path(folder, name) for name in names if endings is None or name.endswith(endings)]
    return sorted(found)


def name_of(path):
    return str(path.relative_to(SOURCE))


def complaints(*command, **options):
    """What a command says when it fails; nothing when it is content."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    return [] if done.returncode == 0 else [f'{command[0]}: {done.stdout.strip()}']


def conclude(problems):
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
