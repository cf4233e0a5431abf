# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys: asked for without showing them, stored in the keyring, and seen nowhere else."""

from cli import *

import base64
import termios


def key_of(home):
    return {provider['id']: provider['key'] for provider in home.json('providers')}['runpod']


def stored_from_standard_input(home):
    with keyring(home), Sandbox(home) as sandbox:
        home.environment['PENTIMENTO_RUNPOD_ENDPOINT'] = sandbox.url
        equal(key_of(home), {'needed': True, 'present': False, 'source': None})
        done = home.run('key', 'set', 'runpod', input=f'{KEY}\nand more\n')
        equal((done.stdout, done.stderr), ('', ''))
        equal(key_of(home), {'needed': True, 'present': True, 'source': 'keyring'})
        home.run('key', 'test', 'runpod')
        equal(home.json('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png')['provider'], 'runpod')
        home.run('key', 'set', 'runpod', input='bad-one')
        home.run('key', 'test', 'runpod', code=NO_KEY)
        home.run('key', 'clear', 'runpod')
        equal(key_of(home)['present'], False)
        home.run('key', 'clear', 'runpod')
        home.run('key', 'test', 'runpod', code=NO_KEY)
        equal(sandbox.stats()['key_leaks'], 0)


def typed_without_echo(home):
    def silent(process, master):
        check(not termios.tcgetattr(master)[3] & termios.ECHO, 'the terminal does not show what is typed')
        os.write(master, f'{KEY}\n'.encode())

    with keyring(home):
        code, seen = on_terminal(home, 'key', 'set', 'runpod', answers=[('Key for', silent)])
        equal(code, OK, seen)
        check(KEY not in seen, seen)
        equal(key_of(home)['source'], 'keyring')
        check(KEY in subprocess.run(['secret-tool', 'lookup', 'provider', 'runpod'], env=home.environment, capture_output=True,
                                    text=True).stdout)


def terminal_is_put_back(home):
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        master, slave = pty.openpty()
        before = termios.tcgetattr(slave)
        process = subprocess.Popen([PROGRAM, 'key', 'set', 'runpod'], env=home.environment, stdin=slave, stdout=slave, stderr=slave)
        end = time.monotonic() + PATIENCE
        while termios.tcgetattr(slave)[3] & termios.ECHO:
            check(time.monotonic() < end and process.poll() is None, 'echo is switched off')
            time.sleep(0.01)
        os.write(master, b'half a k')
        process.send_signal(number)
        equal(process.wait(PATIENCE), CANCELLED)
        equal(termios.tcgetattr(slave), before)
        os.close(master)
        os.close(slave)


def never_an_argument(home):
    for arguments in (['key', 'set', 'runpod', KEY], ['key', 'set', KEY], ['key', KEY], ['key', KEY, 'runpod'],
                      ['key', 'set', 'runpod', 'x', KEY], ['key', 'set', 'runpod', f'--key={KEY}'], ['key', 'set', 'runpod', f'-k{KEY}'],
                      ['edit', f'--key={KEY}']):
        done = home.run(*arguments, code=USAGE, input=KEY)
        check(KEY not in done.stdout + done.stderr, done.stderr)
    check('argument' in home.run('key', 'set', 'runpod', KEY, code=USAGE).stderr)


def nonsense_is_no_key(home):
    with keyring(home):
        for text in ('', '\n', '  \n', 'two words\n', 'x' * 600, 'y' * 5000, 'tab\there\n'):
            home.run('key', 'set', 'runpod', input=text, code=NO_KEY)
        equal(key_of(home)['present'], False)
    home.run('key', 'set', 'practice', input=KEY, code=USAGE)


def no_keyring_is_said(home):
    done = home.run('key', 'set', 'runpod', input=KEY, code=NO_KEY)
    check('PENTIMENTO_RUNPOD_KEY' in done.stderr and KEY not in done.stderr, done.stderr)
    equal(key_of(home)['present'], False)
    home.environment['PENTIMENTO_RUNPOD_KEY'] = KEY
    equal(key_of(home), {'needed': True, 'present': True, 'source': 'environment'})


def canary_is_nowhere(home):
    """The key shows up in no output, log, argument, file or database, whatever happens."""
    forms = [KEY.encode(), base64.b64encode(KEY.encode()).rstrip(b'='), KEY.encode().hex().encode()]
    said = []
    for faults in ([], ['refuse'], ['status:401'], ['status:400'], ['html'], ['lose'], ['fail:' + 'no use for it'], ['status:401,at=poll']):
        with Sandbox(home, *faults) as sandbox:
            home.use(sandbox)
            process = home.start('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'runpod', '--force',
                                 G_MESSAGES_DEBUG='all')
            said.append(Path(f'/proc/{process.pid}/cmdline').read_bytes())
            said += [text.encode() for text in process.communicate(timeout=PATIENCE)]
            equal(sandbox.stats()['key_leaks'], 0)
    for arguments in (['providers'], ['jobs'], ['jobs', 'list', '--json'], ['history', '--json'], ['key', 'test', 'runpod']):
        done = home.run(*arguments, code=None, G_MESSAGES_DEBUG='all')
        said += [done.stdout.encode(), done.stderr.encode()]
    said += [path.read_bytes() for path in home.folder.rglob('*') if path.is_file()]
    check(len(said) > 30 and any(b'SQLite' in text for text in said))
    for text in said:
        for form in forms:
            check(form not in text, f'the key is in {text[:200]}')


def debugging_does_not_spoil_the_output(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        equal(home.edit(G_MESSAGES_DEBUG='all')['state'], 'done')


main([
    stored_from_standard_input, typed_without_echo, terminal_is_put_back, never_an_argument, nonsense_is_no_key, no_keyring_is_said,
    canary_is_nowhere, debugging_does_not_spoil_the_output
])
