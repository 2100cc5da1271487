"""A client that asks a fixed number of questions over a few connections, and looks at every answer."""

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode

CONNECTIONS = 4
#: Each question comes from a network of its own, as told by the proxy in front: limits count networks.
NETWORKS = 65_536
#: What the forms of a page hold and the cookie repeats.
TOKEN = "c" * 32
SENT_WITH_FORMS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Referer": "https://localhost/",
    "X-CSRFToken": TOKEN,
}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An address, who asks, what is sent to it by a form if anything is, and what its answer must have."""

    path: str
    status: int
    marker: bytes
    session: str = ""
    form: Mapping[str, str] | None = None
    #: What is forgotten before it is answered: “page” or “publication” (tests/benchmarks/middleware.py).
    anew: str = ""
    #: What the same person asks next, by the address to which the answer leads.
    then: "Callable[[str], Asked] | None" = None

    @property
    def method(self) -> str:
        """Forms are posted."""
        return "GET" if self.form is None else "POST"

    @property
    def body(self) -> str:
        """The form as it is sent."""
        return urlencode(self.form or {})

    def check(self, status: int, content: bytes, location: str) -> None:
        """End the run when the answer is not what it must be."""
        if status != self.status or self.marker not in (content or location.encode()):
            raise SystemExit(f"{self.path} answers {status} {location}: {content[:1500]!r}")

    def headers(self, network: int) -> dict[str, str]:
        """Return what a browser behind the proxy sends."""
        high, low = divmod(network % NETWORKS, 256)
        return {
            "Accept": "text/html",
            "Accept-Language": "az",
            "Cookie": f"__Host-language=az; __Host-csrftoken={TOKEN}; __Host-sessionid={self.session}".removesuffix(
                "; __Host-sessionid="
            ),
            "Host": "localhost",
            "X-Forwarded-For": f"10.{high}.{low}.7",
            "X-Forwarded-Proto": "https",
            **({"X-Anew": self.anew} if self.anew else {}),
            **(SENT_WITH_FORMS if self.form is not None else {}),
        }


def converse(asked: Asked, ask: Callable[[Asked], str]) -> None:
    """Ask, and whatever follows from the answers; `ask` returns to which address an answer leads."""
    following: Asked | None = asked
    while following:
        location = ask(following)
        following = following.then(location) if following.then else None


@dataclass(frozen=True, kw_only=True)
class Answered:
    """Seconds that each question took with what follows from it, and all together; bytes of the longest answer."""

    latencies: list[float]
    elapsed: float
    longest: int


def ask_all(port: int, questions: Sequence[Asked], *, first_network: int) -> Answered:
    """Ask them all, shared by the connections. Ends the run when an answer is not what it must be."""
    networks = range(first_network, first_network + len(questions))
    shares = [
        list(zip(questions[start::CONNECTIONS], networks[start::CONNECTIONS], strict=True))
        for start in range(CONNECTIONS)
    ]
    start = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        found = list(pool.map(lambda share: _ask(port, share), shares))
    elapsed = time.perf_counter() - start
    return Answered(
        latencies=[one for taken, _lengths in found for one in taken],
        elapsed=elapsed,
        longest=max(length for _taken, lengths in found for length in lengths),
    )


def _ask(port: int, share: Sequence[tuple[Asked, int]]) -> tuple[list[float], list[int]]:
    connection, taken, lengths = HTTPConnection("127.0.0.1", port), [], [0]

    def ask(asked: Asked, network: int) -> str:
        connection.request(asked.method, asked.path, body=asked.body or None, headers=asked.headers(network))
        answer = connection.getresponse()
        body, location = answer.read(), answer.headers.get("Location", "")
        lengths.append(len(body))
        asked.check(answer.status, body, location)
        return location

    for asked, network in share:
        start = time.perf_counter()
        converse(asked, partial(ask, network=network))
        taken.append(time.perf_counter() - start)
    connection.close()
    return taken, lengths
