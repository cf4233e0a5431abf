# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy that the environment names: what is sent to a provider goes through it, what stays on this machine does not, and it sees no key.

A name that ends in .invalid cannot be resolved (RFC 6761): only the proxy can reach it."""

from cli import *

import contextlib
import socket
import socketserver
import ssl
import threading

HOST = 'provider.invalid'
ENDPOINT = f'https://{HOST}'

# Made for these tests, for provider.invalid, signed by itself: nothing is protected by it.
CERTIFICATE = '''-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0iCh8oe9jKSNgBiK
1vPPNFEMAVy4gnMAakNlbEG3ZqyhRANCAATqjPyVJ14gmn72pEne47cwkRG/wvbO
AcYjtXqfLddiTbeWnbnYrJxx5kcAQsFhm9r1Z7oNU2Sa7YdjDAFWG1bs
-----END PRIVATE KEY-----
-----BEGIN CERTIFICATE-----
MIIBrzCCAVagAwIBAgIUczOaGw/YondVFB5DShCg4pbLsvUwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQcHJvdmlkZXIuaW52YWxpZDAgFw0yNjExMjExMjE1MjVaGA8y
MTI2MTAyODEyMTUyNVowGzEZMBcGA1UEAwwQcHJvdmlkZXIuaW52YWxpZDBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABOqM/JUnXiCafvakSd7jtzCREb/C9s4BxiO1
ep8t12JNt5adudisnHHmRwBCwWGb2vVnug1TZJrth2MMAVYbVuyjdjB0MB0GA1Ud
DgQWBBRtJsJfzpvyDkYqUR2KxDZzOcTMqjAfBgNVHSMEGDAWgBRtJsJfzpvyDkYq
UR2KxDZzOcTMqjAPBgNVHRMBAf8EBTADAQH/MCEGA1UdEQQaMBiCEHByb3ZpZGVy
LmludmFsaWSHBH8AAAEwCgYIKoZIzj0EAwIDRwAwRAIgPHylBygiozyyKrwmv6qn
4Wr1owQGlt35EoHivGNdpRQCIC/dRKWLXcUMgt+D6ygqj6VG+G/y2mWR5roEIphd
a+XV
-----END CERTIFICATE-----
'''


class Server(socketserver.ThreadingTCPServer):
    """A server on the loopback address that keeps what it hears."""

    daemon_threads = True

    def __init__(self, handler):
        super().__init__(('127.0.0.1', 0), handler)
        self.heard = []
        self.thread = threading.Thread(target=self.serve_forever, kwargs={'poll_interval': 0.02})
        self.thread.start()

    def __exit__(self, *error):
        self.shutdown()
        self.thread.join()
        super().__exit__(*error)

    @property
    def port(self):
        return self.server_address[1]

    @property
    def url(self):
        return f'http://127.0.0.1:{self.port}'


class Provider(socketserver.BaseRequestHandler):
    """A provider that nobody trusts."""

    def handle(self):
        with contextlib.suppress(OSError):
            with self.server.context.wrap_socket(self.request, server_side=True) as secure:
                self.server.heard.append(secure.recv(65536))


class Proxy(socketserver.StreamRequestHandler):
    """Takes CONNECT and joins what it is asked for to the provider, or says no."""

    def handle(self):
        head = b''
        while not head.endswith(b'\r\n\r\n'):
            line = self.rfile.readline()
            if not line:
                return
            head += line
        self.server.heard.append(head.decode())
        if self.server.status != 200:
            self.wfile.write(f'HTTP/1.1 {self.server.status} No\r\nProxy-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n'.encode())
            return
        with socket.create_connection(('127.0.0.1', self.server.target)) as provider:
            self.wfile.write(b'HTTP/1.1 200 Connection established\r\n\r\n')
            self.join(provider)

    def join(self, provider):
        with contextlib.suppress(OSError):
            while True:
                for ready in select.select([self.connection, provider], [], [])[0]:
                    content = ready.recv(65536)
                    if not content:
                        return
                    (provider if ready is self.connection else self.connection).sendall(content)


@contextlib.contextmanager
def provider_behind_proxy(home, status=200):
    """Yields both, and leaves the environment to name the proxy."""
    file = home.folder / 'certificate.pem'
    file.write_text(CERTIFICATE)
    with Server(Provider) as provider, Server(Proxy) as proxy:
        provider.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        provider.context.load_cert_chain(file)
        proxy.target = provider.port
        proxy.status = status
        name_proxy(home, proxy.url)
        yield provider, proxy


def name_proxy(home, url, **more):
    # Under a desktop the settings of the desktop hold, not the environment.
    home.environment.pop('XDG_CURRENT_DESKTOP', None)
    for name in ('http_proxy', 'https_proxy', 'all_proxy', 'no_proxy', 'ftp_proxy'):
        home.environment.pop(name, None)
        home.environment.pop(name.upper(), None)
    home.environment |= {'http_proxy': url, 'https_proxy': url, 'PENTIMENTO_RUNPOD_KEY': KEY, **more}


def refused(home, endpoint=ENDPOINT, message=None):
    """An edit that reaches nobody: it says so, and that nothing was billed."""
    report = home.edit('--endpoint', endpoint, code=NETWORK)
    equal((report['state'], report['error']['code'], report['error']['billed'], report['results']), ('failed', 'network', 'no', []), report)
    check(message is None or message in report['error']['message'], report['error']['message'])
    check(KEY not in json.dumps(report))
    equal(home.leftovers(), [])
    home.check_library()
    return report


def goes_through_the_proxy_to_a_server_that_is_not_trusted(home):
    with provider_behind_proxy(home) as (provider, proxy):
        refused(home, message='could not prove who it is')
        check(proxy.heard, 'the proxy was asked')
        for head in proxy.heard:
            check(head.startswith(f'CONNECT {HOST}:443 HTTP/1.'), head)
            check(KEY not in head and 'authorization' not in head.lower(), head)
        equal(provider.heard, [], 'nothing was said to the provider')


def proxy_that_says_no(home):
    """Its answer is not the provider's: a 401 says nothing about the key, a 402 nothing about the credit."""
    for status in (401, 402, 403, 407, 429, 500, 502):
        with provider_behind_proxy(home, status) as (provider, proxy):
            report = refused(home)
            check(proxy.heard and not provider.heard, status)
            check(KEY not in ''.join(proxy.heard), status)


def proxy_that_is_not_there(home):
    with Server(Proxy) as proxy:
        url = proxy.url
    name_proxy(home, url)
    refused(home)


def no_proxy_is_respected(home):
    with provider_behind_proxy(home) as (provider, proxy):
        home.environment['no_proxy'] = f'example.org,{HOST}'
        refused(home, message='could not be found')
        equal(proxy.heard, [])


def this_machine_is_reached_past_the_proxy(home):
    with provider_behind_proxy(home) as (provider, proxy), Sandbox(home) as sandbox:
        home.use(sandbox)
        equal((home.edit()['state'], sandbox.submits), ('done', 1))
        equal(proxy.heard, [])


def without_encryption_nothing_reaches_the_proxy(home):
    with provider_behind_proxy(home) as (provider, proxy):
        report = home.edit('--endpoint', f'http://{HOST}', code=None)
        check(report['error'] is not None and report['state'] in (None, 'failed'), report)
        equal(proxy.heard, [])


def server_that_is_not_trusted(home):
    """Without a proxy too."""
    with provider_behind_proxy(home) as (provider, proxy):
        refused(home, f'https://127.0.0.1:{provider.port}', message='could not prove who it is')
        equal((provider.heard, proxy.heard), ([], []))


main([
    goes_through_the_proxy_to_a_server_that_is_not_trusted, proxy_that_says_no, proxy_that_is_not_there, no_proxy_is_respected,
    this_machine_is_reached_past_the_proxy, without_encryption_nothing_reaches_the_proxy, server_that_is_not_trusted
])
