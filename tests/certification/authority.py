"""A time-stamp authority on the loopback, which can be told to be slow, broken or lying."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

from certification.signing.material import Pair
from certification.signing.timestamp import respond

Answer = Callable[[bytes], bytes]


@contextmanager
def serving(answer: Answer, *, status: int = 200, pause: float = 0.0, port: int = 0) -> Iterator[str]:
    """Serve until the end of the block and give the address. With a pause each byte of the answer comes alone."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                for piece in [bytes([byte]) for byte in body] if pause else [body]:
                    self.wfile.write(piece)
                    self.wfile.flush()
                    if over.wait(pause):
                        break
            except OSError:
                pass  # whoever asked has gone

        def log_message(self, *_args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/tsa"
    finally:
        over.set()
        server.shutdown()
        thread.join()
        server.server_close()


def honest(key: Pair) -> Answer:
    """What an authority with this key answers."""
    return lambda request: asyncio.run(respond(request, key))
