# SPDX-License-Identifier: GPL-3.0-or-later
"""What cannot work is refused in a sentence, before anything is sent."""

from cli import *


def expect(home, words, code, *arguments, **environment):
    """Fails with a code and a sentence that holds some words; says nothing else but that it was not billed, and leaves nothing."""
    before = home.leftovers()
    done = home.run(*arguments, code=code, **environment)
    equal(done.stdout, '')
    message, *rest = done.stderr.splitlines()
    check(message.startswith('pentimento-cli: ') and message.endswith(('.', '”')) and rest in ([], ['Billed: no']), done.stderr)
    for word in words:
        check(word in done.stderr, f'{word} in {done.stderr}')
    for noise in ('GLib', 'CRITICAL', 'WARNING', 'quark', 'NULL', '(null)', 'Segmentation'):
        check(noise not in done.stderr, done.stderr)
    equal(home.leftovers(), before)


def with_server(test):
    """The test's home has a server that must not be asked for anything."""

    def run(home):
        with Sandbox(home) as sandbox:
            home.use(sandbox)
            test(home)
            equal(sandbox.submits, 0)
            home.check_library()

    run.__name__ = test.__name__
    return run


def edit(*arguments, picture='a.png', prompt='sepia', out='out.png'):
    return ['edit', '-i', picture, '-p', prompt, '-o', out, '--provider', 'runpod', *arguments]


def generate(*arguments, prompt='a tree', out='out.png'):
    return ['generate', '-p', prompt, '-o', out, '--provider', 'runpod', *arguments]


@with_server
def bad_files(home):
    good = png(400, 300)
    (home.work / 'empty.png').write_bytes(b'')
    (home.work / 'cut.png').write_bytes(good[:len(good) // 2])
    (home.work / 'text.jpg').write_text('I am no picture, whatever my name says.\n' * 20)
    (home.work / 'bomb.png').write_bytes(png_of(struct.pack('>IIBBBBB', 60000, 60000, 8, 2, 0, 0, 0), zlib.compress(b'')))
    (home.work / 'strip.png').write_bytes(png(2000, 4))
    with open(home.work / 'huge.png', 'wb') as huge:
        huge.write(good)
        huge.truncate(3 << 30)
    for name in ('missing.png', 'empty.png', 'cut.png', 'text.jpg', 'bomb.png', 'huge.png'):
        expect(home, [name], INPUT, *edit(picture=name))
        expect(home, [name], INPUT, *edit('-i', name))
    expect(home, [], INPUT, *edit(picture='strip.png'))
    expect(home, [], INPUT, *edit(picture='.'))
    report = home.edit('-i', 'empty.png', code=INPUT)
    equal((report['job'], report['error']['code'], report['error']['billed']), (None, 'input', 'no'))


@with_server
def bad_prompts(home):
    for prompt in ('', '   ', '\n\t'):
        expect(home, ['-p TEXT'], USAGE, *edit(prompt=prompt))
    expect(home, ['100000'], USAGE, *edit(prompt='x' * 100000))
    expect(home, [], USAGE, 'edit', '-i', 'a.png', '-o', 'out.png')
    expect(home, [], USAGE, *generate(prompt='　'))


@with_server
def bad_sizes(home):
    for size in ('big', '2048', '2048x', 'x2048', '2048x1536x3', '-2048x1536', '0x0', '2048x-1', '1e3x1e3', '99999999999x1', ''):
        expect(home, ['--size', f'“{size}”'], USAGE, *edit('--size', size))
    for size in ('16x16', '8192x8192', '4097x1024', '640x480'):
        expect(home, ['--size', size.replace('x', '×')], USAGE, *edit('--size', size))


@with_server
def too_many_pictures(home):
    references = ['-i', 'a.png'] * 10
    expect(home, ['10', '11'], USAGE, *edit(*references))


@with_server
def too_much_together(home):
    expect(home, ['--count', '15', '1:', 'BytePlus'], USAGE, *edit('--count', '15', '--provider', 'ark'))
    expect(home, ['--count', '6', '10:', '15'], USAGE, *edit(*['-i', 'a.png'] * 9, '--count', '6', '--provider', 'ark'))


def ten_pictures_are_not_too_many(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
        home.edit(*['-i', 'a.png'] * 9)
        equal(len(sandbox.stats()['jobs'][0]['images']), 10)


@with_server
def bad_numbers(home):
    expect(home, ['--count', '0'], USAGE, *edit('--count', '0'))
    expect(home, ['--count', '-3'], USAGE, *edit('--count', '-3'))
    expect(home, ['--count', '2147483647'], USAGE, *edit('--count', '2147483647'))
    expect(home, ['--count', 'many'], USAGE, *edit('--count', 'many'))
    expect(home, ['--seed', '-5'], USAGE, *generate('--seed', '-5'))
    expect(home, ['--seed', '99999999999'], USAGE, *generate('--seed', '99999999999'))
    expect(home, ['--seed', '99999999999999999999999'], USAGE, *generate('--seed', '99999999999999999999999'))
    expect(home, ['--quality', '101'], USAGE, *edit('--quality', '101'))
    expect(home, ['--quality', '0'], USAGE, 'history', 'export', 'abcd', '-o', 'x.png', '--quality', '0')
    expect(home, ['--longest-side'], USAGE, 'history', 'export', 'abcd', '-o', 'x.png', '--longest-side', '-1')
    expect(home, ['--strip', 'export'], USAGE, 'history', 'list', '--strip')
    expect(home, ['--port', '-1'], USAGE, 'sandbox', '--port', '-1')
    expect(home, ['70000'], USAGE, 'sandbox', '--port', '70000')


@with_server
def what_would_be_ignored(home):
    expect(home, ['--seed', 'Runpod'], USAGE, *edit('--seed', '7'))
    expect(home, ['--count', 'Runpod', '1'], USAGE, *edit('--count', '2'))
    expect(home, ['--count', 'Runpod', '1'], USAGE, *generate('--count', '2'))
    expect(home, ['--negative'], USAGE, *edit('--negative', 'people'))
    expect(home, ['--input'], USAGE, *generate('--input', 'a.png'))


@with_server
def bad_targets(home):
    (home.work / 'closed').mkdir(mode=0o500)
    (home.work / 'out-2.png').write_text('mine')
    for name in ('out', 'out.gif', 'out.txt', 'out.', '.png/', 'png'):
        expect(home, [name, '.png', '.jpg'], USAGE, *edit(out=name))
    expect(home, ['nowhere'], USAGE, *edit(out='nowhere/out.png'))
    expect(home, ['-o'], USAGE, 'edit', '-i', 'a.png', '-p', 'sepia')
    if os.geteuid() != 0:
        expect(home, ['closed'], USAGE, *edit(out='closed/out.png'))


@with_server
def bad_providers(home):
    expect(home, ['runpod', 'practice'], USAGE, 'edit', '-i', 'a.png', '-p', 'x', '-o', 'out.png', '--provider', 'nobody')
    for endpoint in ('http://example.org', 'ftp://127.0.0.1', 'nonsense', 'https://user:secret@example.org', 'https://example.org/?a=b', ''):
        expect(home, [], USAGE, *edit('--endpoint', endpoint))


@with_server
def no_key(home):
    done = home.run(*edit(), code=NO_KEY, PENTIMENTO_RUNPOD_KEY='')
    check('pentimento-cli key set runpod' in done.stderr, done.stderr)
    equal(home.edit(code=NO_KEY, PENTIMENTO_RUNPOD_KEY='')['error'] | {'message': ''}, {'code': 'no-key', 'message': '', 'billed': 'no'})


def bad_words(home):
    expect(home, ['pentimento-cli --help'], USAGE)
    expect(home, ['“paint”', 'pentimento-cli --help'], USAGE, 'paint')
    expect(home, ['--nonsense', 'pentimento-cli --help'], USAGE, '--nonsense')
    expect(home, ['--nonsense', 'pentimento-cli edit --help'], USAGE, 'edit', '--nonsense')
    expect(home, ['“black”'], USAGE, 'edit', '-i', 'a.png', '-o', 'out.png', '-p', 'make', 'black')
    expect(home, ['“bend”'], USAGE, 'jobs', 'bend')
    expect(home, ['“more”'], USAGE, 'jobs', 'list', 'more')
    expect(home, ['export ID'], USAGE, 'history', 'bend')
    expect(home, [], USAGE, 'history', 'show')
    expect(home, ['-o'], USAGE, 'history', 'export', 'abcd')
    expect(home, ['-o'], USAGE, 'history', 'list', '-o', 'x.png')
    expect(home, [], USAGE, 'history', 'show', '00000000')
    expect(home, [], USAGE, 'jobs', 'resume', '00000000')
    expect(home, ['“explode”'], USAGE, 'sandbox', '--fault', 'explode')
    expect(home, [], USAGE, 'providers', 'runpod')


def damaged_library(home):
    home.library.mkdir(parents=True)
    (home.library / 'library.db').write_bytes(b'This is no database. ' * 500)
    before = sha256(home.library / 'library.db')
    expect(home, [], LIBRARY, 'history')
    expect(home, [], LIBRARY, *edit())
    equal(home.edit(code=LIBRARY)['error']['code'], 'library')
    equal(sha256(home.library / 'library.db'), before)


def library_in_a_file(home):
    (home.folder / 'data').write_text('a file where a folder should be')
    expect(home, [], LIBRARY, 'jobs')


main([
    bad_files, bad_prompts, bad_sizes, too_many_pictures, too_much_together, ten_pictures_are_not_too_many, bad_numbers,
    what_would_be_ignored, bad_targets, bad_providers, no_key, bad_words, damaged_library, library_in_a_file
])
