# SPDX-License-Identifier: GPL-3.0-or-later
"""Searching, the tree of a picture, the trash, templates, and the check of the library."""

import zipfile

from cli import *


def edit(home, prompt):
    return home.json('edit', '-i', 'a.png', '-p', prompt, '-o', f'{prompt.split()[0]}.png')['results'][0]['version']


def searching(home):
    warm, cold = edit(home, 'wärmer please'), edit(home, 'colder please')
    for words, found in (((), 3), (('--search', 'WARM'), 1), (('--search', 'please'), 2), (('--search', 'warm cold'), 0),
                         (('--provider', 'practice'), 2), (('--provider', 'nobody'), 0), (('--starred',), 0)):
        equal((words, len(home.json('history', 'list', *words))), (words, found))
    equal(home.json('history', 'list', '--search', 'pleas')[0]['version'], cold)
    equal(home.json('history', 'list', '--search', 'warm')[0]['version'], warm)
    home.run('history', 'show', warm, '--search', 'x', code=USAGE)


def listing(home):
    first, second = edit(home, 'one'), edit(home, 'two')
    with contextlib.closing(sqlite3.connect(home.library / 'library.db')) as database, database:
        database.execute('update version set rejected = 1, cost_micros = 30000, width = 4000, height = 3000 where id = ?', (first,))
        database.execute('update version set created = 1000000, recipe = ? where id = ?', ('[{"operation":"paste"}]', second))
    equal(home.run('history', 'tag', first[:8], 'Été', 'two words').stdout, 'two words, Été\n')
    equal(home.json('history', 'tag', second, 'TWO  WORDS', 'été', '"q"')['tags'], ['"q"', 'two words', 'été'])
    equal(home.json('history', 'tag', second, '"q"', 'été', '--remove')['tags'], ['two words'])
    root, = {version['version'] for version in home.json('history')} - {first, second}
    for words, found in ((('--tag', 'Two words'), [second, first]), (('--tag', 'Été'), [first]), (('--search', 'ete'), [first]),
                         (('--rejected',), [first]), (('--region',), [second]), (('--min-size', '12'), [first]), (('--min-size', '12.1'), []),
                         (('--max-cost', '0.02'), [second, root]), (('--max-cost', '0.03'), [second, first, root]),
                         (('--since', '2020-01-01'), [first, root]), (('--until', '2020-01-01'), [second]), (('--kind', 'opened'), [root]),
                         (('--sort', 'dearest'), [first, second, root]), (('--sort', 'oldest'), [root, first, second]),
                         (('--sort', 'largest', '--tag', 'two words'), [first, second])):
        equal((words, [version['version'] for version in home.json('history', 'list', *words)]), (words, found))
    for words in (('list', '--since', 'today'), ('list', '--min-size', 'nan'), ('list', '--min-size', '-1'), ('list', '--max-cost', 'much'),
                  ('list', '--sort', 'best'), ('list', '--kind', 'odd'), ('list', '--tag', ' '), ('list', '--remove'), ('tag', first),
                  ('tag', first, ' '), ('tag', 'zzzz', 'a'), ('show', first, '--region')):
        home.run('history', *words, code=USAGE)


def tree(home):
    first, second = edit(home, 'one'), edit(home, 'two')
    with contextlib.closing(sqlite3.connect(home.library / 'library.db')) as database, database:
        root, = database.execute('select id from version where parent_id is null').fetchone()
        database.execute('update version set title = "best", starred = 1 where id = ?', (first,))
        database.execute('update version set parent_id = ? where id <> ?', (root, root))
    lines = home.run('history', 'tree', second[:8]).stdout.splitlines()
    equal(lines, [f'{root[:8]}  a.png', f'├─ {first[:8]}  ★ best: one', f'└─ {second[:8]}  two ← current'])
    told = home.json('history', 'tree', root)
    equal((told['current'], [version['version'] for version in told['versions']]), (second, [root, first, second]))
    equal((told['versions'][1]['title'], told['versions'][1]['starred']), ('best', True))
    equal(home.json('history', 'tree', told['picture']), told)
    home.run('history', 'tree', 'zzzz', code=USAGE)
    home.run('history', 'tree', code=USAGE)


def trash(home):
    first, second = edit(home, 'one'), edit(home, 'two')
    home.run('trash', 'put', first[:8], 'zzzz', code=USAGE)
    equal(home.json('trash'), [])
    home.run('trash', 'put', first[:8], second)
    equal({version['version'] for version in home.json('trash', 'list')}, {first, second})
    equal(len(home.json('history')), 1)
    home.run('trash', 'restore', second)
    home.run('trash', 'empty', code=USAGE)
    equal((len(home.json('trash')), len(home.json('history'))), (1, 2))
    with contextlib.closing(sqlite3.connect(home.library / 'library.db')) as database, database:
        database.execute('update version set cost_kind = "reported", cost_micros = 30000')
    equal(home.json('trash', 'empty', '--yes')['removed'], 0)
    equal(home.json('trash', 'empty', '--yes', '--with-paid')['removed'], 1)
    equal((home.json('trash'), len(home.json('history'))), ([], 2))
    home.run('history', 'show', first, code=USAGE)
    home.run('trash', 'list', '--yes', code=USAGE)
    home.run('trash', 'burn', code=USAGE)
    equal(home.json('library', 'check')['problems'], [])


def check_and_size(home):
    made = edit(home, 'one')
    size = home.json('library', 'size')
    equal(size['originals'], (home.work / 'a.png').stat().st_size)
    file = Path(home.json('history', 'show', made)['file'])
    equal(size['results'], file.stat().st_size)
    check(size['database'] > 0 and size['trashed'] == 0, size)
    told = home.json('library', 'check')
    equal((told['files'], told['bytes'], told['problems']), (2, size['originals'] + size['results'], []))
    check(home.run('library', 'check').stdout.startswith('All is well: 2 picture files'))
    content = file.read_bytes()
    for code, changed in (('damaged', content[:-1] + bytes((content[-1] ^ 1,))), ('wrong-size', content + b'x'), ('missing', None)):
        file.unlink()
        if changed is not None:
            file.write_bytes(changed)
        done = home.run('library', 'check', code=LIBRARY)
        check(done.stdout == f'{code}: {file}\n', done.stdout)
        if changed is None:
            file.write_bytes(content)
    equal(home.json('library', 'check')['problems'], [])
    with contextlib.closing(sqlite3.connect(home.library / 'library.db')) as database, database:
        database.execute('drop trigger version_text_update')
        database.execute('update version set prompt = "another" where id = ?', (made,))
    check(home.run('library', 'check', code=LIBRARY).stdout.startswith('search: '))
    home.run('library', code=USAGE)


def templates(home):
    built_in = home.json('templates')
    check(len(built_in) >= 20 and all(one['title'] and one['description'] for one in built_in), built_in)
    home.run('templates', 'add', 'Coat', '-p', 'A {garment} like image 2', '--picture', 'Person', '--picture', 'Garment')
    home.run('templates', 'add', 'coat', '-p', 'another', code=USAGE)
    home.run('templates', 'add', 'Background', '-p', 'another', '--replace', code=USAGE)
    equal(home.json('templates', 'list')[0]['name'], 'Coat')
    own = home.json('templates', 'show', 'COAT')
    equal((own['variables'], own['pictures']), ([{'name': 'garment', 'label': 'Garment'}], ['Person', 'Garment']))
    home.run('templates', 'export', '-o', 'own.json')
    home.run('templates', 'export', '-o', 'own.json', code=OUTPUT)
    equal(json.loads((home.work / 'own.json').read_text())['templates'], [own])
    equal(json.loads(home.run('templates', 'export').stdout)['templates'], [own])
    home.run('templates', 'remove', 'coat')
    equal(home.json('templates', 'import', 'own.json'), {'imported': 1, 'renamed': 0})
    equal(home.json('templates', 'import', 'own.json'), {'imported': 1, 'renamed': 1})
    equal(home.json('templates', 'import', 'own.json', '--replace'), {'imported': 1, 'renamed': 0})
    equal(home.json('templates', 'show', 'Coat 2')['prompt'], own['prompt'])
    for words in (('remove', 'try-on'), ('show', 'nothing'), ('show',), ('import', 'a.png'), ('import', '/dev/zero'), ('add', 'x'),
                  ('list', '--replace'), ('show', 'try-on', '-o', 'x.json'), ('burn',)):
        home.run('templates', *words, code=USAGE)


def edits_by_template(home):
    def edit(*words, code=OK):
        return home.run('edit', '-i', 'a.png', '-o', 'o.png', '--force', *words, code=code).stderr

    home.run('templates', 'add', 'Coat', '-p', 'A {garment} like image 2', '--picture', 'Person', '--picture', 'Garment')
    check('--set garment=' in edit('--template', 'coat', code=USAGE))
    check('Garment' in edit('--template', 'coat', '--set', 'garment=red coat', code=USAGE))
    for words in (('--template', 'coat', '--set', 'colour=red'), ('--template', 'coat', '--set', 'garment'), ('--template', 'coat', '-p', 'x'),
                  ('--set', 'garment=coat', '-p', 'x'), ('--template', 'nothing'), ('--template', 'formula', '--set', 'formula=1')):
        edit(*words, code=USAGE)
    equal(home.json('jobs'), [])
    edit('-i', 'a.png', '--template', 'coat', '--set', 'garment={garment} =')
    equal(home.json('history')[0]['prompt'], 'A {garment} = like image 2')
    home.run('generate', '--template', 'Formula on a whiteboard', '--set', 'formula=a', '--set', 'ink=red', '-o', 'g.png')
    check('in red marker' in home.json('history')[0]['prompt'])


def history_files(home):
    """A picture with its history goes to another library and back, once."""
    first, second = edit(home, 'one'), edit(home, 'two')
    home.run('history', 'export', second[:8], '-o', 'x.pentimento')
    home.run('history', 'export', second, '-o', 'x.pentimento', code=OUTPUT)
    home.run('history', 'export', second, '-o', 'x.pentimento', '--strip', code=USAGE)
    home.run('history', 'export', 'zzzz', '-o', 'y.pentimento', code=USAGE)
    told = home.json('history', 'export', second, '-o', 'x.pentimento', '--force')
    with zipfile.ZipFile(home.work / 'x.pentimento') as archive:
        equal({member.compress_type for member in archive.infolist()}, {zipfile.ZIP_STORED})
        manifest = json.loads(archive.read('manifest.json'))
        for member in archive.namelist()[1:]:
            equal(hashlib.sha256(archive.read(member)).hexdigest(), Path(member).stem)
    equal(([version['id'] for version in manifest['versions']][1:], manifest['picture']), ([first, second], told['picture']))
    elsewhere = {'XDG_DATA_HOME': str(home.folder / 'elsewhere')}
    for added in (3, 0):
        came, = home.json('import', 'x.pentimento', **elsewhere)
        equal((came['added'], came['present'], came['version'], came['error']), (added, 3 - added, second, None))
    equal(home.json('history', 'tree', second, **elsewhere)['versions'][2]['prompt'], 'two')
    equal(home.json('library', 'check', **elsewhere)['problems'], [])
    content = (home.work / 'x.pentimento').read_bytes()
    (home.work / 'x.pentimento').write_bytes(content[:-100])
    done = home.run('import', 'x.pentimento', code=INPUT, **elsewhere)
    check('x.pentimento' in done.stderr, done.stderr)


def imports(home):
    """Pictures, folders, and what pictures tell about themselves."""
    folder = home.work / 'pictures'
    (folder / 'deep').mkdir(parents=True)
    (folder / 'b.png').write_bytes(png(colour=(1, 2, 3)))
    (folder / 'deep' / 'c.png').write_bytes(png(colour=(4, 5, 6)))
    (folder / '.hidden.png').write_bytes(png(colour=(7, 8, 9)))
    (folder / 'notes.txt').write_text('no picture')
    (folder / 'again').symlink_to(folder)
    made = home.json('import', folder, 'a.png')
    equal([(Path(one['file']).name, one['added']) for one in made], [('b.png', 1), ('c.png', 1), ('notes.txt', 0), ('a.png', 1)])
    equal([one['present'] for one in home.json('import', 'a.png')], [1])
    equal(len(home.json('history')), 3)
    done = home.run('import', 'a.png', 'none.png', folder / 'notes.txt', code=INPUT)
    check('none.png' in done.stderr and 'notes.txt' in done.stderr and 'a.png' in done.stdout, done.stderr)
    home.run('import', code=USAGE)

    version = edit(home, 'warm evening')
    home.run('history', 'export', version, '-o', 'told.png', '--tell-how')
    elsewhere = {'XDG_DATA_HOME': str(home.folder / 'elsewhere')}
    came, = home.json('import', 'told.png', **elsewhere)
    shown = home.json('history', 'show', came['version'], **elsewhere)
    equal((shown['prompt'], shown['provider'], shown['kind']), ('warm evening', 'practice', 'opened'))


def copies(home):
    """A backup becomes a library again; nothing is written over, and a moved library is found."""
    made = edit(home, 'one')
    told = home.json('library', 'backup', 'b.zip')
    equal((told['files'], told['problems']), (2, []))
    home.run('library', 'backup', 'b.zip', code=OUTPUT)
    done = home.run('library', 'restore', 'b.zip', code=OUTPUT)
    check('--replace' in done.stderr, done.stderr)
    aside = Path(home.json('library', 'restore', 'b.zip', '--replace')['aside'])
    check((aside / 'library.db').exists())
    equal(home.json('library', 'restore', 'b.zip', '--into', 'other')['aside'], None)
    equal({path.name for path in (home.work / 'other').iterdir()}, {'library.db', 'objects', 'incoming', 'locks', 'in-use'})
    home.run('library', 'restore', 'a.png', '--into', 'x', code=INPUT)
    home.run('library', 'restore', 'none.zip', '--into', 'x', code=INPUT)

    moved = home.folder / 'moved'
    equal(home.json('library', 'move', moved)['folder'], str(moved))
    edit(home, 'two')
    equal((len(home.json('history')), home.query('select count(*) from version')), (3, [(2,)]))
    moved.rename(home.folder / 'away')
    check('moved' in home.run('history', code=LIBRARY).stderr)
    check(not moved.exists())
    (home.folder / 'away').rename(moved)
    home.run('library', 'move', home.folder / 'again', '--remove-old')
    check(not moved.exists())
    equal(len(home.json('history')), 3)
    home.run('library', 'move', code=USAGE)
    equal(home.json('history', 'show', made)['version'], made)


def repair(home):
    made = edit(home, 'one')
    file = Path(home.json('history', 'show', made)['file'])
    content = file.read_bytes()
    file.write_bytes(content[:-1])
    told = home.json('library', 'check', '--repair', code=LIBRARY)
    equal(([one['code'] for one in told['repaired']], [one['code'] for one in told['problems']]), (['quarantined'], ['missing']))
    check(Path(told['repaired'][0]['details']).read_bytes() == content[:-1])
    # Everything else goes on.
    equal(len(home.json('history')), 2)
    check('missing' in home.run('history', 'export', made, '-o', 'x.png', code=USAGE).stderr)
    check(edit(home, 'two') != made)
    file.write_bytes(content)
    equal(home.json('library', 'check', '--repair'), home.json('library', 'check'))
    with contextlib.closing(sqlite3.connect(home.library / 'library.db')) as database, database:
        database.execute('update version set recipe = "no recipe" where id = ?', (made,))
    equal(len(home.json('history')), 3)
    home.run('history', 'export', made, '-o', 'x.png', code=INPUT)


main([searching, listing, tree, trash, check_and_size, templates, edits_by_template, history_files, imports, copies, repair], at_once=2)
