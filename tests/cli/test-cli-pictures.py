# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that a provider does not take as they are: fitted where that is harmless, refused before anything is sent where it is not."""

from cli import *

PNG_GREY, PNG_RGB, PNG_RGBA = 0, 2, 6


def flat_png(width, height, kind, depth=8):
    """A PNG file of one colour; half transparent where it can be."""
    samples = {PNG_GREY: 1, PNG_RGB: 3, PNG_RGBA: 4}[kind]
    row = b'\0' + b'\x80' * (width * samples * depth // 8)
    return png_of(struct.pack('>IIBBBBB', width, height, depth, kind, 0, 0, 0), zlib.compress(row * height, 1))


def noisy_png(side):
    """A PNG file that no compression makes smaller."""
    rows = b''.join(b'\0' + os.urandom(side * 3) for _ in range(side))
    return png_of(struct.pack('>IIBBBBB', side, side, 8, PNG_RGB, 0, 0, 0), zlib.compress(rows, 1))


def cmyk_jpeg():
    return subprocess.run(['convert', '-size', '80x60', 'gradient:red-blue', '-colorspace', 'CMYK', 'jpg:-'], capture_output=True,
                          check=True).stdout


# The sizes beyond what any provider takes.
UNSUITABLE = {
    'tall.png': (png(100, 400), ['too narrow', '100 × 400']),
    'wide.png': (png(400, 100), ['too narrow', '400 × 100']),
    'tiny.png': (png(10, 10), ['too small', '10 × 10']),
    'thread.png': (flat_png(1, 60000, PNG_GREY), ['1 × 60000']),
}

# What becomes of a picture, as the terminal says it; None where it may go as it is.
MENDED = {
    'large.png': (lambda: flat_png(6100, 6100, PNG_GREY), 'Scaled to '),
    'heavy.png': (lambda: noisy_png(1900), 'ompressed as JPEG'),
    'alpha.png': (lambda: flat_png(80, 60, PNG_RGBA), 'ransparency filled with white'),
    'cmyk.jpg': (cmyk_jpeg, 'ompressed as JPEG'),
    'deep.png': (lambda: flat_png(80, 60, PNG_RGB, 16), None),
}


def editors(home):
    """What each provider takes for an edit, by its id."""
    return {entry['id']: entry['operations']['edit'] for entry in home.json('providers') if entry['operations'].get('edit')}


def use_everywhere(home, sandbox):
    """Lets every provider be the given practice server, which keeps pictures for those that take links only."""
    for name, limits in editors(home).items():
        home.environment |= {f'PENTIMENTO_{name.upper()}_ENDPOINT': sandbox.url, f'PENTIMENTO_{name.upper()}_KEY': KEY}
        if limits['transport'] == 'link':
            home.environment[f'PENTIMENTO_{name.upper()}_UPLOAD'] = f'PUT {sandbox.url}/storage'


def unsuitable_pictures_are_refused_before_anything_is_sent(home):
    with Sandbox(home) as sandbox:
        use_everywhere(home, sandbox)
        for name, (content, _) in UNSUITABLE.items():
            (home.work / name).write_bytes(content)

        def refuse(home, item):
            provider, name, place = item
            pictures = [name, 'a.png'] if place == 1 else ['a.png', name]
            report = home.json('edit', '-i', pictures[0], '-i', pictures[1], '-p', 'sepia', '-o', 'out.png', '--provider', provider, code=INPUT)
            message = report['error']['message']
            for word in [name, *UNSUITABLE[name][1]]:
                check(word in message, f'{provider}: {word} in {message}')
            equal((report['job'], report['error']['billed'], (home.work / 'out.png').exists()), (None, 'no', False))

        # A home for all of them: what is refused leaves nothing.
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for done in [pool.submit(refuse, home, (provider, name, place)) for number, provider in enumerate(editors(home))
                         for place, name in enumerate(UNSUITABLE) if (place + number) % 2 == 0 or number == 0]:
                done.result()
        stats = sandbox.stats()
        equal((stats['submits'], stats['uploads'], stats['key_leaks']), (0, 0, 0))


def check_sent(sent, limits, provider):
    check(sent['media_type'] in ('image/png', 'image/jpeg') and not sent['metadata'], sent)
    check(sent['bytes'] <= limits['picture_max_bytes'] and sent['width'] * sent['height'] <= limits['picture_max_pixels'],
          f'{provider}: {sent}')
    check(min(sent['width'], sent['height']) >= limits['picture_min_side'], f'{provider}: {sent}')


def other_pictures_are_fitted(home):
    with Sandbox(home) as sandbox:
        use_everywhere(home, sandbox)
        for name, (make, _) in MENDED.items():
            (home.work / name).write_bytes(make())
        for provider, limits in editors(home).items():
            inputs = [word for name in MENDED for word in ('-i', name)]
            code, seen = on_terminal(home, 'edit', *inputs, '-p', 'sepia', '-o', f'{provider}.png', '--provider', provider, '--size', '1024x1024')
            equal(code, OK, seen)
            sent = sandbox.stats()['jobs'][-1]['images']
            equal(len(sent), len(MENDED), provider)
            check(sum(picture['bytes'] for picture in sent) <= limits['pictures_max_bytes'], f'{provider}: {sent}')
            for number, (name, (_, words)) in enumerate(MENDED.items(), 1):
                check_sent(sent[number - 1], limits, provider)
                line = next((line for line in seen.splitlines() if f'Picture {number}: ' in line), '')
                check((words or '') in line, f'{provider}, {name}: {words} in {line!r} of {seen}')
                if words is not None:
                    check(sent[number - 1]['sha256'] != sha256(home.work / name), f'{provider}, {name} is not sent as it is')
        equal(sandbox.stats()['key_leaks'], 0)
        home.check_library()


main([unsuitable_pictures_are_refused_before_anything_is_sent, other_pictures_are_fitted])
