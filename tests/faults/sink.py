"""A mail server on the loopback that takes letters, or refuses, hangs and breaks off where a test says."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from socketserver import StreamRequestHandler, ThreadingTCPServer

GOOD = {"HELO": "250 sink", "EHLO": "250 sink", "DATA": "354 go on", "QUIT": "221 bye"}
#: What the sink may be told to do at a step, instead of an answer.
HANG, DROP = "hang", "drop"
#: Ways to fail, and what the sink does at which step.
FAULTS = {
    "refuses the connection for now": {"GREETING": "421 busy"},
    "refuses for now": {"RCPT": "451 try later"},
    "refuses for good": {"RCPT": "550 no such user"},
    "refuses the sender": {"MAIL": "554 not from you"},
    "refuses the letter": {"TAKEN": "552 too large"},
    "hangs at the greeting": {"GREETING": HANG},
    "hangs before the letter": {"DATA": HANG},
    "drops before the letter": {"DATA": DROP},
}


class Sink:
    """What it does (`answers` by step: GREETING, MAIL, RCPT, DATA, TAKEN), and the letters that it has taken."""

    def __init__(self) -> None:
        self.answers: Mapping[str, str] = {}
        self.letters: list[bytes] = []
        self.at_step, self.over = Counter[str](), threading.Event()
        self.port = free_port()

    def addressees(self) -> Counter[str]:
        """Return how many letters were taken for each address."""
        return Counter(str(message_from_bytes(letter, policy=policy.default)["To"]) for letter in self.letters)

    @contextmanager
    def open(self) -> Iterator[None]:
        """Listen; outside of this nobody does, and connections are refused."""
        self.over.clear()
        server = _Server(("127.0.0.1", self.port), _Conversation)
        server.sink = self
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield
        finally:
            self.over.set()
            server.shutdown()
            thread.join()
            server.server_close()


class _Server(ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    sink: Sink


class _Conversation(StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        with suppress(OSError, StopIteration):
            self._say("GREETING", "220 sink")
            while line := self.rfile.readline().decode():
                verb = line.split()[0].upper()
                self._say(verb, GOOD.get(verb, "250 well"))
                if verb == "DATA":
                    self._take()
                elif verb == "QUIT":
                    break

    def _take(self) -> None:
        """Take the letter, then say so: what is told for TAKEN comes when the letter is there."""
        if not self.server.sink.answers.get("DATA", "354").startswith("354"):
            return
        lines = iter(self.rfile.readline, b".\r\n")
        letter = b"".join(lines)
        self.server.sink.letters.append(letter)
        self._say("TAKEN", "250 taken")

    def _say(self, step: str, usual: str) -> None:
        """Answer, hang until the server closes, or end the conversation."""
        answer = self.server.sink.answers.get(step, usual)
        self.server.sink.at_step[step] += 1
        if answer == HANG:
            self.server.sink.over.wait()
        if answer in {HANG, DROP}:
            raise StopIteration
        self.wfile.write(f"{answer}\r\n".encode())


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
