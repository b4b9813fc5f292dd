"""A server that runs beside its caller."""

import threading
from http.server import ThreadingHTTPServer


class BackgroundServer(ThreadingHTTPServer):
    """Serves on a port of this machine for as long as a `with` lasts."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, handler, port=0):
        """Listens; port 0 takes a free one."""
        super().__init__(("127.0.0.1", port), handler)
        self.address = f"127.0.0.1:{self.server_address[1]}"
        self.url = f"http://{self.address}"

    def handle_error(self, request, client_address):
        """Says nothing of clients that hang up."""

    def __enter__(self):
        """Begins to serve."""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_):
        """Ends serving."""
        self.shutdown()
        self.server_close()
