"""Rounds: in each, in an order left to seeded chance, every kind of work is asked for as often."""

import logging
import os
import random
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certification.models import Verification
from tests.benchmarks.client import Asked
from tests.benchmarks.dataset import TURNS, Dataset, build
from tests.benchmarks.meter import Series, ask_measured, settle
from tests.benchmarks.production import Server, server
from tests.benchmarks.works import WORKS

SEED = 10
#: The first round fills what processes keep, and does not count. One turn more counts queries.
ROUNDS = 1 + min(int(os.environ.get("ROUNDS", "5")), TURNS - 2)
#: Work whose names begin so is left out unless it is named; nothing named means all.
ONLY = os.environ.get("ONLY", "").split()


@dataclass(kw_only=True)
class Measured(Series):
    """For each work: milliseconds of the processor a question in each round, latencies in seconds, and so on."""

    size: str
    database: str
    has_redis: bool
    queries: dict[str, int] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def measure(*, size: str) -> Measured:
    """Fill, count queries, then ask the web server."""
    logging.disable(logging.INFO)
    data = build(size)
    settle()
    measured = Measured(size=size, database=connection.vendor, has_redis=bool(settings.REDIS_URL))
    for name in _names():
        # Not the first question: by then the process keeps all that it may.
        first, second = WORKS[name].questions(data, TURNS - 1)[:2]
        _count(first)
        measured.queries[name] = _count(second)
    with server() as running:
        _ask_in_rounds(running, data, measured)
    return measured


def _names() -> list[str]:
    return [name for name in WORKS if not ONLY or name.startswith(("bare", *ONLY))]


def _count(asked: Asked) -> int:
    """Return how many queries an answer takes, a right one."""
    headers = asked.headers(0)
    kind = headers.pop("Content-Type", "application/octet-stream")
    with CaptureQueriesContext(connection) as queries:
        answer = Client().generic(asked.method, asked.path, asked.body, content_type=kind, headers=headers)
    asked.check(answer.status_code, b"".join(answer), answer.headers.get("Location", ""))
    answer.close()
    return len(queries)


def _ask_in_rounds(running: Server, data: Dataset, measured: Measured) -> None:
    chance, network, names = random.Random(SEED), 0, _names()
    for turn in range(ROUNDS):
        for name in chance.sample(names, len(names)):
            # What is asked over all is limited: each turn begins with no questions behind it.
            Verification.objects.all().delete()
            questions = WORKS[name].questions(data, turn)
            taken = ask_measured(running, questions, first_network=network)
            network += len(questions)
            if turn:
                measured.keep(name, taken)
                measured.longest[name] = max(measured.longest[name], taken.answered.longest)
