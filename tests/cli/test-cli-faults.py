# SPDX-License-Identifier: GPL-3.0-or-later
"""A provider or a network in trouble: the right exit code and error, one submit, and a gallery that is whole."""

from cli import *

import http.server
import threading


def fault(home, faults, code, error, state, billed=None, submits=1, arguments=(), key=KEY):
    """One edit against a server with faults."""
    with Sandbox(home, *faults) as sandbox:
        home.use(sandbox, key)
        report = home.edit(*arguments, code=code)
        equal((report['error']['code'], report['state']), (error, state), report['error']['message'])
        if billed is not None:
            equal(report['error']['billed'], billed)
        check(report['error']['message'].rstrip('”').endswith(('.', '!', '…')), report['error']['message'])
        equal((report['results'], home.leftovers()), ([], []))
        equal(sandbox.submits, submits)
        equal(sandbox.stats()['key_leaks'], 0)
        job = [job for job in home.json('jobs') if job['job'] == report['job']][0]
        equal((job['state'], job['error']['code']), (state, error))
        check(KEY not in json.dumps([report, job]))
        home.check_library()


def bad_key(home):
    fault(home, [], NO_KEY, 'bad-key', 'failed', 'no', submits=0, key='bad-key')
    fault(home, ['status:401'], NO_KEY, 'bad-key', 'failed', 'no', submits=0)


def no_credit(home):
    fault(home, ['status:402'], PAYMENT, 'no-credit', 'failed', 'no', submits=0)


def what_happened_what_it_cost_and_what_was_said(home):
    """For people: the sentence, then the money, then what helps, and the provider's own words last."""
    troubles = [('status:402', PAYMENT, 'credit', 'no', None), ('status:401', NO_KEY, 'the key', 'no', 'pentimento-cli key set runpod'),
                ('status:429,retry=2', NETWORK, 'in 2 seconds', 'no', None),
                ('refuse:InputImageSensitiveContentDetected.PrivacyInformation', CONTENT, 'real person', 'no', None),
                ('refuse:OutputImageSensitiveContentDetected', CONTENT, 'was made', 'no', None),
                ('blocked', NETWORK, 'not the key’s fault', 'no', None),
                ('lose', UNKNOWN, 'no usable answer', 'not known – see the provider’s page', None)]

    def say(home, item):
        trouble, code, words, billed, help = item
        with Sandbox(home, trouble) as sandbox:
            home.use(sandbox)
            done = home.run('edit', '-i', 'a.png', '-p', 'x', '-o', 'out.png', '--provider', 'runpod', code=code)
            message, money, *rest = done.stderr.splitlines()
            check(words in message and message.startswith('pentimento-cli: '), done.stderr)
            equal(money, f'Billed: {billed}', done.stderr)
            # Runpod has no words for a bad key.
            check(len(rest) == 1 and (help in rest[0] if help is not None else rest[0].startswith('Details: ')), done.stderr)
            check(KEY not in done.stderr, done.stderr)

    side_by_side(home, say, troubles)


def rate_limited(home):
    fault(home, ['status:429'], NETWORK, 'rate-limited', 'failed', 'no', submits=0)


def refused_content(home):
    fault(home, ['refuse'], CONTENT, 'refused-content', 'failed')


def invalid_request(home):
    fault(home, ['status:400'], USAGE, 'invalid-request', 'failed', 'no', submits=0)


def provider_fails(home):
    fault(home, ['fail:worker exploded'], NETWORK, 'provider-failed', 'failed')


def server_error_on_submit(home):
    fault(home, ['status:500'], UNKNOWN, 'unknown-outcome', 'unknown', 'unknown', submits=0)


def lost_answer(home):
    fault(home, ['lose'], UNKNOWN, 'unknown-outcome', 'unknown', 'unknown')
    home.json('jobs', 'resume', code=UNKNOWN)


def cut_request(home):
    fault(home, ['cut'], UNKNOWN, 'unknown-outcome', 'unknown', 'unknown', submits=0)


def html_on_submit(home):
    fault(home, ['html'], UNKNOWN, 'unknown-outcome', 'unknown', 'unknown', submits=0)


class Listener(http.server.BaseHTTPRequestHandler):
    """Another host, which writes down what it is told."""

    def answer(self):
        self.server.heard.append(f'{self.requestline}\n{self.headers}')
        self.send_response(200)
        self.send_header('Content-Length', '2')
        self.end_headers()
        self.wfile.write(b'{}')

    do_GET = do_POST = answer

    def log_message(self, *arguments):
        pass


def redirects_to_another_host_get_no_key(home):
    def redirect(home, place):
        with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Listener) as other:
            other.heard = []
            threading.Thread(target=other.serve_forever).start()
            with Sandbox(home, f'redirect:http://127.0.0.1:{other.server_port}/elsewhere,at={place},times=6') as sandbox:
                home.use(sandbox)
                home.edit(code=None)
                equal(sandbox.submits, 0 if place == 'submit' else 1)
            other.shutdown()
            equal(place == 'submit', not other.heard, 'a request that buys something follows no redirect')
            check(not any(KEY in heard or 'Authorization' in heard for heard in other.heard), other.heard)
        home.check_library()

    side_by_side(home, redirect, ['submit', 'poll', 'result'])


def nobody_there(home):
    with Sandbox(home) as sandbox:
        home.use(sandbox)
    report = home.edit(code=NETWORK)
    equal((report['error']['code'], report['error']['billed'], report['state']), ('network', 'no', 'failed'))


def expired_job(home):
    fault(home, ['not-found'], NETWORK, 'expired', 'failed')


def passing_troubles_are_ridden_out(home):
    troubles = [
        'status:500,at=poll,times=2', 'status:429,at=poll,times=1,retry=1', 'html,at=poll,times=1', 'cut,at=poll,times=1',
        'half,at=poll,times=1', 'status:503,at=result,times=1', 'half,times=1', 'chunked-cut,times=1'
    ]
    def ride_out(home, trouble):
        with Sandbox(home, trouble) as sandbox:
            home.use(sandbox)
            equal((home.edit()['state'], sandbox.submits), ('done', 1), trouble)

    side_by_side(home, ride_out, troubles)


def wrong_media_type_is_seen_through(home):
    with Sandbox(home, 'wrong-type') as sandbox:
        home.use(sandbox)
        result = home.edit()['results'][0]
        equal(result['media_type'], 'image/png')
        equal(sha256(home.work / 'out.png'), result['sha256'])


def results_in_other_places(home):
    def find(home, spelling):
        with Sandbox(home, f'spelling:{spelling}') as sandbox:
            home.use(sandbox)
            equal(home.edit()['state'], 'done', spelling)

    side_by_side(home, find, ['result', 'image', 'images', 'url', 'bare'])


def bad_results(home):
    """Bytes that are no picture, a header that promises too much, half a file: an error, one submit, nothing in the gallery."""

    def refuse(home, item):
        trouble, code, state = item
        with Sandbox(home, trouble) as sandbox:
            home.use(sandbox)
            report = home.edit(code=code)
            equal((report['state'], report['error']['code'], report['results']), (state, 'malformed', []), trouble)
            check(report['error']['billed'] in ('yes', 'unknown'), report)
            equal((home.leftovers(), sandbox.submits), ([], 1), trouble)
            equal([version['kind'] for version in home.json('history')], ['opened'], trouble)
            home.check_library()

    side_by_side(home, refuse, [('garbage', NETWORK, 'failed'), ('bomb', NETWORK, 'failed'), ('html,at=result', NETWORK, 'failed'),
                                ('empty', UNKNOWN, 'unknown'), ('half', PENDING, 'downloading')])


def cut_result_is_fetched_later(home):
    with Sandbox(home, 'half,times=8') as sandbox:
        home.use(sandbox)
        home.edit(code=PENDING)
        equal([(report['state'], len(report['results'])) for report in home.json('jobs', 'resume')], [('done', 1)])
        equal(sandbox.submits, 1)


def edit_thrice(home, sandbox, code=OK):
    return home.json('edit', '-i', 'a.png', '-p', 'sepia', '-o', 'out.png', '--provider', 'aimlapi', '--count', '3', code=code,
                     PENTIMENTO_AIMLAPI_KEY=KEY, PENTIMENTO_AIMLAPI_ENDPOINT=sandbox.url)


def fewer_than_asked_for_are_kept_and_told(home):
    """Two good ones of three are kept, and what became of the third is said, now and afterwards."""

    def lack(home, item):
        trouble, delivered, note = item
        with Sandbox(home, trouble) as sandbox:
            report = edit_thrice(home, sandbox)
            equal((report['state'], report['asked'], report['delivered'], report['note']), ('done', 3, delivered, note))
            equal((len(report['results']), home.leftovers(), sandbox.submits), (2, ['out-2.png', 'out.png'], 1), trouble)
            job = home.json('jobs')[0]
            equal((job['state'], job['asked'], job['stored'], job['error']), ('done', 3, 2, None))
            check(note in home.run('jobs').stdout, home.run('jobs').stdout)
            home.check_library()

    side_by_side(home, lack, [('fewer:2', 2, '2 of 3 results came.'),
                              ('garbage,times=8', 3, '2 of 3 results came. 1 result that was delivered could not be fetched, or is no picture.')])


def a_result_that_lags_behind_is_told_when_taken_up_again(home):
    with Sandbox(home, 'not-found,at=result,times=8') as sandbox:
        report = edit_thrice(home, sandbox, code=PENDING)
        equal((report['state'], report['note'], report['results']), ('downloading', None, []))
        report = home.json('jobs', 'resume', PENTIMENTO_AIMLAPI_KEY=KEY)[0]
        equal((report['state'], report['note'], len(report['results']), sandbox.submits), ('done', None, 3, 1))


class Generous(http.server.BaseHTTPRequestHandler):
    """Runpod's words, and a hundred pictures for one."""

    def answer(self, media_type, body):
        self.send_response(200)
        self.send_header('Content-Type', media_type)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers['Content-Length']))
        here = f'http://127.0.0.1:{self.server.server_port}'
        images = [f'{here}/{number}.png' for number in range(100)]
        self.answer('application/json', json.dumps({'id': 'job-1', 'status': 'COMPLETED', 'output': {'images': images}}).encode())

    def do_GET(self):
        self.server.fetched.append(self.path)
        self.answer('image/png', png(colour=(int(self.path[1:-4]), 0, 0)))

    def log_message(self, *arguments):
        pass


def more_than_asked_for_are_told(home):
    note = 'The provider delivered 100 results where 1 was asked for; the first 16 were kept.'
    with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Generous) as server:
        server.fetched = []
        threading.Thread(target=server.serve_forever).start()
        endpoint = f'http://127.0.0.1:{server.server_port}'
        report = home.edit(PENTIMENTO_RUNPOD_KEY=KEY, PENTIMENTO_RUNPOD_ENDPOINT=endpoint)
        equal((report['asked'], report['delivered'], report['note']), (1, 100, note))
        equal((len(report['results']), len(home.leftovers()), len(server.fetched)), (16, 16, 16))
        done = home.run('edit', '-i', 'a.png', '-p', 'x', '-o', 'told.png', '--provider', 'runpod', PENTIMENTO_RUNPOD_KEY=KEY,
                        PENTIMENTO_RUNPOD_ENDPOINT=endpoint)
        check(note in done.stderr and len(done.stdout.split()) == 16, (done.stdout, done.stderr))
        server.shutdown()
    home.check_library()


def huge_answer(home):
    with Sandbox(home, 'huge,times=1') as sandbox:
        home.use(sandbox)
        report = home.edit(code=None)
        check(report['state'] in ('done', 'submitted', 'running', 'failed'), report)
        equal(sandbox.submits, 1)
        home.check_library()


def practice_server_takes_faults(home):
    with Sandbox(home, 'refuse') as sandbox:
        report = home.json('edit', '-i', 'a.png', '-p', 'x', '-o', 'out.png', '--provider', 'practice', '--endpoint', sandbox.url,
                           code=CONTENT)
        equal(report['provider'], 'practice')


main([
    bad_key, no_credit, what_happened_what_it_cost_and_what_was_said, rate_limited, refused_content, invalid_request, provider_fails, server_error_on_submit, lost_answer, cut_request,
    html_on_submit, redirects_to_another_host_get_no_key, nobody_there, expired_job, passing_troubles_are_ridden_out,
    wrong_media_type_is_seen_through, results_in_other_places, bad_results, cut_result_is_fetched_later, fewer_than_asked_for_are_kept_and_told,
    a_result_that_lags_behind_is_told_when_taken_up_again, more_than_asked_for_are_told, huge_answer,
    practice_server_takes_faults
])
