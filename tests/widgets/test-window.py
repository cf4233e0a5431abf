#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program, used as a person with assistive technology uses it: open, say what should change, wait, go back, leave."""

import os
import subprocess
import sys
import tempfile
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM, SAMPLE, SCHEMAS = sys.argv[1:4]
PATIENCE = 60  # seconds; a sanitized build on a busy machine is slow


def wait_for(what, find):
    """The first true answer of FIND, asked again and again."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = find()
        except GLib.Error:  # the widget has gone meanwhile
            found = None
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f'not seen within {PATIENCE} s: {what}')


def text_of(widget):
    if 'Text' not in widget.get_interfaces():
        return ''
    return Atspi.Text.get_text(widget, 0, Atspi.Text.get_character_count(widget))


def descendants(widget):
    for index in range(widget.get_child_count()):
        child = widget.get_child_at_index(index)
        if child is not None:
            yield child
            yield from descendants(child)


def find(program, role, fits):
    return next((widget for widget in descendants(program) if widget.get_role_name() == role and fits(widget)), None)


def is_pressable(widget):
    return widget.get_state_set().contains(Atspi.StateType.SENSITIVE)


def press(program, name):
    def ready():
        return find(program, 'push button', lambda widget: widget.get_name() == name and is_pressable(widget))

    assert Atspi.Action.do_action(wait_for(f'the button “{name}”', ready), 0)


def read(program, beginning):
    """Waits for a label that begins so, and returns all of it."""
    def label():
        return find(program, 'label', lambda widget: (widget.get_name() or text_of(widget)).startswith(beginning))

    found = wait_for(f'the words “{beginning}”', label)
    return found.get_name() or text_of(found)


def use(program):
    read(program, 'Original · ')
    prompt = wait_for('the prompt', lambda: find(program, 'text', lambda widget: widget.get_name() == 'What should change?'))
    read(program, 'Write what should change.')
    assert Atspi.EditableText.set_text_contents(prompt, 'make it black and white')
    read(program, '23/')
    assert 'free' in read(program, '1600 × 1200 · ')

    press(program, 'Edit')
    read(program, 'Edit 1 · 1600 × 1200')
    assert 'free' in read(program, 'Done in ')

    press(program, 'Undo')
    read(program, 'Original · 1600 × 1200')
    press(program, 'Redo')
    read(program, 'Edit 1 · 1600 × 1200')
    assert text_of(prompt) == 'make it black and white'
    press(program, 'Close')


def settle_on_practice(configuration):
    """A key that another test stores meanwhile is none of ours."""
    folder = os.path.join(configuration, 'glib-2.0', 'settings')
    os.makedirs(folder)
    with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as settings:
        settings.write("[org/pentimento/Pentimento]\nprovider='practice'\n")


def main():
    Atspi.init()
    with tempfile.TemporaryDirectory(prefix='pentimento-window-') as folder:
        environment = dict(os.environ, GSETTINGS_SCHEMA_DIR=SCHEMAS, GTK_A11Y='atspi', LANGUAGE='C')
        for name in ('DATA', 'CONFIG', 'CACHE'):
            environment[f'XDG_{name}_HOME'] = os.path.join(folder, name)
        environment['GSETTINGS_BACKEND'] = 'keyfile'
        settle_on_practice(environment['XDG_CONFIG_HOME'])
        # GLib outgrows its first table of quarks here and keeps it on purpose; the other tests look for leaks.
        environment['ASAN_OPTIONS'] = environment.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
        with subprocess.Popen([PROGRAM, SAMPLE], env=environment) as process:
            try:
                desktop = Atspi.get_desktop(0)
                use(wait_for('the program', lambda: next(
                    (child for child in map(desktop.get_child_at_index, range(desktop.get_child_count()))
                     if child is not None and child.get_process_id() == process.pid), None)))
                status = process.wait(PATIENCE)
            finally:
                process.kill()
        if status != 0:
            sys.exit(f'the program ended with {status}')


main()
