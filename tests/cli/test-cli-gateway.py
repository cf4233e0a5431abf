# SPDX-License-Identifier: GPL-3.0-or-later
"""A gateway of one's own that takes links only: the pictures are left at an address that the person names."""

from cli import *


def environment(sandbox, upload=None):
    names = {'PENTIMENTO_GATEWAY_KEY': KEY, 'PENTIMENTO_GATEWAY_ENDPOINT': sandbox.url}
    return names | ({'PENTIMENTO_GATEWAY_UPLOAD': upload} if upload else {})


def gateway(home, *arguments, code=OK, prompt='sepia', **names):
    return home.json('edit', '-i', 'a.png', '-p', prompt, '-o', 'out.png', '--force', '--provider', 'gateway', *arguments, code=code, **names)


def through(home, method, path):
    """Two edits with three pictures: they are sent once, the key not at all."""
    for name, colour in (('b.png', (10, 20, 30)), ('c.png', (90, 10, 200))):
        (home.work / name).write_bytes(png(colour=colour))
    with Sandbox(home) as sandbox:
        names = environment(sandbox, f'{method} {sandbox.url}{path}')
        report = gateway(home, '-i', 'b.png', '-i', 'c.png', **names)
        equal((report['state'], len(report['results'])), ('done', 1))
        gateway(home, '-i', 'b.png', '-i', 'c.png', prompt='brighter', **names)
        stats = sandbox.stats()
        equal((stats['submits'], stats['uploads'], stats['key_leaks']), (2, 3, 0))
    home.check_library()


def by_put(home):
    through(home, 'PUT', '/storage')


def by_post(home):
    through(home, 'POST', '/storage')


def without_an_upload_address(home):
    with Sandbox(home) as sandbox:
        report = gateway(home, code=USAGE, **environment(sandbox))
        equal((report['error']['code'], report['error']['billed']), ('invalid-request', 'no'))
        check('links only' in report['error']['message'], report['error']['message'])
        equal((sandbox.submits, sandbox.stats()['uploads']), (0, 0))


def with_a_bad_upload_address(home):
    with Sandbox(home) as sandbox:
        for upload in ('PUT http://files.example/x', 'DELETE https://files.example/x', 'PUT https://me:secret@files.example/x'):
            report = gateway(home, code=USAGE, **environment(sandbox, upload))
            check('upload address' in report['error']['message'], report['error']['message'])
            check('secret' not in json.dumps(report))
        equal(sandbox.submits, 0)


def without_an_address(home):
    report = gateway(home, code=USAGE, PENTIMENTO_GATEWAY_KEY=KEY)
    check('address of its own' in report['error']['message'], report['error']['message'])


def a_storage_that_refuses(home):
    with Sandbox(home) as sandbox:
        report = gateway(home, code=None, **environment(sandbox, f'PUT {sandbox.url}/nothing-here'))
        equal((report['state'], report['error']['billed']), ('failed', 'no'), report['error']['message'])
        equal(sandbox.submits, 0)


def a_sentence_needs_no_storage(home):
    with Sandbox(home) as sandbox:
        report = home.json('generate', '-p', 'a boat', '-o', 'boat.png', '--provider', 'gateway', **environment(sandbox))
        equal((report['state'], sandbox.stats()['uploads']), ('done', 0))


main([
    by_put, by_post, without_an_upload_address, with_a_bad_upload_address, without_an_address, a_storage_that_refuses,
    a_sentence_needs_no_storage
])
