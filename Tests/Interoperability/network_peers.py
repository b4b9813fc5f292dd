"""A network as companies have it, on this machine: an authority of certificates, endpoints by TLS, and a proxy.

The proxy leads every name to where it is told: the real names of AWS can be called without leaving this machine.
"""

import base64
import datetime
import os
import select
import socket
import ssl
from http.server import BaseHTTPRequestHandler

from background import BackgroundServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


class Authority:
    """An authority that signs certificates of servers; its own lies in a PEM file."""

    def __init__(self, folder, name="loopsweep test authority"):
        """Makes an authority whose files lie in a folder."""
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.certificate = self.sign(self.name, self.key.public_key(), [x509.BasicConstraints(True, None)], 3_650)
        self.path = os.path.join(folder, "authority.pem")
        with open(self.path, "wb") as file:
            file.write(self.certificate.public_bytes(serialization.Encoding.PEM))

    def sign(self, subject, public_key, extensions, days):
        """Makes a certificate; one with negative days has expired."""
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self.name).public_key(public_key)
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - datetime.timedelta(days=2))
        builder = builder.not_valid_after(now + datetime.timedelta(days=days))
        for extension in extensions:
            builder = builder.add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
        return builder.sign(self.key, hashes.SHA256())

    def context(self, *names, days=30):
        """Makes what a server of some names needs for TLS."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        extensions = [
            x509.SubjectAlternativeName([x509.DNSName(name) for name in names]),
            x509.BasicConstraints(False, None),
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
        ]
        certificate = self.sign(subject, key.public_key(), extensions, days)
        path = os.path.join(self.folder, f"{names[0]}-{days}.pem")
        with open(path, "wb") as file:
            file.write(
                key.private_bytes(
                    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                )
            )
            file.write(certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context


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
