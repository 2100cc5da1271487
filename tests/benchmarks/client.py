"""A client that asks a fixed number of questions over a few connections, and looks at every answer."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection

CONNECTIONS = 4
#: Each question comes from a network of its own, as told by the proxy in front: limits count networks.
NETWORKS = 65_536


@dataclass(frozen=True, kw_only=True)
class Asked:
    """An address, and what its answer must have."""

    path: str
    status: int
    marker: bytes


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How long each question took, in seconds, and all together."""

    latencies: list[float]
    elapsed: float


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
    return Answered(latencies=[one for taken in found for one in taken], elapsed=time.perf_counter() - start)


def _ask(port: int, share: Sequence[tuple[Asked, int]]) -> list[float]:
    connection, taken = HTTPConnection("127.0.0.1", port), []
    for asked, network in share:
        start = time.perf_counter()
        connection.request("GET", asked.path, headers=_headers(network))
        answer = connection.getresponse()
        body = answer.read()
        taken.append(time.perf_counter() - start)
        if answer.status != asked.status or asked.marker not in body:
            raise SystemExit(f"{asked.path} answers {answer.status}: {body[:2000]!r}")
    connection.close()
    return taken


def _headers(network: int) -> dict[str, str]:
    high, low = divmod(network % NETWORKS, 256)
    return {
        "Accept": "text/html",
        "Accept-Language": "az",
        "Host": "localhost",
        "X-Forwarded-For": f"10.{high}.{low}.7",
        "X-Forwarded-Proto": "https",
    }
