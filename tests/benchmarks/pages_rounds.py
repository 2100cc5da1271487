"""Rounds: in each, in an order left to seeded chance, every kind of work is asked for as often."""

import logging
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certification.models import Verification
from tests.benchmarks.bare_project import bare_project
from tests.benchmarks.client import Asked, converse
from tests.benchmarks.compared import Compared
from tests.benchmarks.dataset import TURNS, Dataset, build
from tests.benchmarks.memory import memory
from tests.benchmarks.meter import Series, ask_measured, settle
from tests.benchmarks.records import records
from tests.benchmarks.starts import starts
from tests.benchmarks.web_server import Server, server
from tests.benchmarks.works import PUBLISHED, READING, WORKS

SEED = 10
#: The first round fills what processes keep, and does not count. One turn more counts queries.
ROUNDS = 1 + min(int(os.environ.get("ROUNDS", "5")), TURNS - 2)
#: Work whose names begin otherwise is left out; nothing named means all. BESIDE is what is no work of the web server.
ONLY, BESIDE = os.environ.get("ONLY", "").split(), "beside"


@dataclass(kw_only=True)
class Measured(Series):
    """For each work: milliseconds of the processor a question in each round, latencies in seconds, and so on."""

    size: str
    database: str
    has_redis: bool
    #: Seconds in which the dataset was made.
    building: float = 0.0
    queries: dict[str, int] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    beside: dict[str, Compared] = field(default_factory=dict)
    noise_of_starts: float = 0.0


def measure(*, size: str) -> Measured:
    """Fill, count queries, ask the web server, then look at memory, starts and records."""
    logging.disable(logging.INFO)
    start = time.perf_counter()
    data = build(size)
    settle()
    measured = Measured(size=size, database=connection.vendor, has_redis=bool(settings.REDIS_URL))
    measured.building = time.perf_counter() - start
    for name in _names():
        # Not the first question: by then the process keeps all that it may, and a first look is stored.
        first, second = WORKS[name].questions(data, TURNS - 1)[:2]
        _count(second if name in READING else first)
        measured.queries[name] = _count(second)
    with server() as running:
        _ask_in_rounds(running, data, measured)
    if not ONLY or BESIDE in ONLY:
        _look_beside(data, measured)
    return measured


def _names() -> list[str]:
    return [name for name in WORKS if not ONLY or name.startswith(("bare", "insert", *ONLY))]


def _count(asked: Asked) -> int:
    """Return how many queries an answer takes, a right one, with what follows from it."""
    client = Client()

    def ask(one: Asked) -> str:
        headers = one.headers(0)
        kind = headers.pop("Content-Type", "application/octet-stream")
        answer = client.generic(one.method, one.path, one.body, content_type=kind, headers=headers)
        location = answer.headers.get("Location", "")
        one.check(answer.status_code, b"".join(answer), location)
        answer.close()
        return location

    with CaptureQueriesContext(connection) as queries:
        converse(asked, ask)
    return len(queries)


def _ask_in_rounds(running: Server, data: Dataset, measured: Measured) -> None:
    chance, network = random.Random(SEED), 0
    for turn, name in _order(chance):
        # What is asked over all is limited: each turn begins with no questions behind it.
        Verification.objects.all().delete()
        questions = WORKS[name].questions(data, turn)
        taken = ask_measured(running, questions, first_network=network)
        network += len(questions)
        if turn:
            measured.keep(name, taken)
            measured.longest[name] = max(measured.longest[name], taken.answered.longest)


def _order(chance: random.Random) -> Iterator[tuple[int, str]]:
    """Yield each round with the work that is asked for next."""
    for forgets in (False, True):
        names = [name for name in _names() if name.endswith(PUBLISHED) == forgets]
        for turn in range(ROUNDS):
            yield from ((turn, name) for name in chance.sample(names, len(names)))


def _look_beside(data: Dataset, measured: Measured) -> None:
    with bare_project(settings.DATABASES["default"]) as bare:
        measured.beside |= memory(data, bare)
        started, measured.noise_of_starts = starts(bare)
    measured.beside |= started | records(measured.cpu["insert"])
