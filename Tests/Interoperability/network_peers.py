"""A network as companies have it, on this machine: an authority of certificates, endpoints by TLS, and a proxy.

The proxy leads every name to where it is told: the real names of AWS can be called without leaving this machine.
"""

import base64
import select
import socket
from http.server import BaseHTTPRequestHandler

from background import BackgroundServer
from certificates import Issuer


class Authority:
    """An authority that signs certificates of servers; its own lies in a PEM file."""

    def __init__(self, folder, name="loopsweep test authority"):
        """Makes an authority whose files lie in a folder."""
        self.folder, self.issuer = folder, Issuer(name)
        self.path = self.issuer.save(folder, "authority.pem")

    def context(self, *names, days=30):
        """Makes what a server of some names needs for TLS; negative days are over."""
        return self.issuer.leaf(*names, until=days).context(self.folder)


def secured(server, context):
    """Puts TLS in front of a server that has not begun to serve; returns it."""
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.url = f"https://localhost:{server.server_address[1]}"
    return server


class ProxyHandler(BaseHTTPRequestHandler):
    """One connection to the proxy."""

    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_CONNECT(self):
        """Makes a tunnel, or says why not."""
        proxy = self.server
        proxy.seen.append((self.path, self.headers.get("Proxy-Authorization")))
        if proxy.login is not None:
            expected = "Basic " + base64.b64encode(proxy.login.encode()).decode()
            if self.headers.get("Proxy-Authorization") != expected:
                self.refuse(407, {"Proxy-Authenticate": 'Basic realm="proxy"'})
                return
        port = proxy.routes.get(self.path)
        if port is None:
            self.refuse(403, {})
            return
        with socket.create_connection(("127.0.0.1", port)) as upstream:
            self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self.tunnel(upstream)
        self.close_connection = True

    def refuse(self, status, headers):
        """Answers without a tunnel."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()
        self.close_connection = True

    def tunnel(self, upstream):
        """Carries bytes both ways until one side ends."""
        ends = {self.connection: upstream, upstream: self.connection}
        while True:
            readable, _, _ = select.select(list(ends), [], [], self.timeout)
            if not readable:
                return
            for end in readable:
                try:
                    data = end.recv(65_536)
                    if not data:
                        return
                    ends[end].sendall(data)
                except OSError:
                    return

    def log_message(self, *_):
        """Writes nothing."""


class Proxy(BackgroundServer):
    """A proxy for CONNECT; `routes` leads `host:port` to ports of this machine, `login` is `user:password` or None."""

    def __init__(self, routes, login=None):
        """Listens on this machine."""
        super().__init__(ProxyHandler)
        self.routes, self.login, self.seen = routes, login, []


class FixedAnswers(BackgroundServer):
    """A service that gives one answer to everything, as a front end or a login page does."""

    def __init__(self, status, headers=None, body=b""):
        """Listens on this machine."""

        class Handler(BaseHTTPRequestHandler):
            """One connection."""

            protocol_version = "HTTP/1.1"

            def answer(self):
                """Gives the answer."""
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = do_PUT = answer

            def log_message(self, *_):
                """Writes nothing."""

        super().__init__(Handler)


def closed_port():
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
