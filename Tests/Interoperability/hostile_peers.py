"""Servers that cannot be called over TLS, each for a reason of its own."""

import socket
import struct
import threading

from network_peers import FixedAnswers, secured


class CountedAnswers(FixedAnswers):
    """A service by TLS that counts the connections to it; `date` is its clock, None for the machine's."""

    def __init__(self, context, date=None):
        """Listens on this machine."""
        super().__init__(404, {"x-amzn-errortype": "ResourceNotFoundException"}, b"{}")
        self.connections = 0
        if date:
            self.RequestHandlerClass.date_time_string = lambda *_: date
        secured(self, context)

    def get_request(self):
        """Takes a connection."""
        self.connections += 1
        return super().get_request()

    def handle_error(self, *_):
        """Says nothing of handshakes that failed: they are what is looked for."""


class RawPeer:
    """A server that reads once and then writes bytes, closes or resets each connection."""

    def __init__(self, text=b"", resets=False):
        """Listens on this machine."""
        self.text, self.resets, self.connections = text, resets, 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.socket.getsockname()[1]}"
        self.url = f"https://{self.address}"

    def serve(self):
        """Serves one connection after the other, until the server is closed."""
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            with connection:
                connection.settimeout(5)
                try:
                    connection.recv(65_536)
                    connection.sendall(self.text)
                except OSError:
                    pass
                if self.resets:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def __enter__(self):
        """Begins to serve."""
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def __exit__(self, *_):
        """Ends serving."""
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
