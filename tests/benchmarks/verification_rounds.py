"""Rounds: in each, in an order left to seeded chance, the server answers as many questions of each kind."""

import os
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from certification.models import Verification
from tests.benchmarks.client import Asked
from tests.benchmarks.meter import Series, ask_measured, settle
from tests.benchmarks.million import SEED, STRANGERS, Register, codes, first_certificate
from tests.benchmarks.production import Server, server
from tests.factories.learning import make_site

SMALL = 10
#: The first round fills what processes keep, and does not count.
ROUNDS = 1 + int(os.environ.get("ROUNDS", "7"))
QUESTIONS = int(os.environ.get("QUESTIONS", "400"))
KINDS = ("bare", "bare again", "known", "unknown", "mistyped")


@dataclass(kw_only=True)
class Measured(Series):
    """For each kind of question: milliseconds of the processor a question, seconds of each answer, answers a second."""

    size: int
    database: str
    queries: dict[str, dict[int, int]]


def measure(*, size: int) -> Measured:
    """Count the queries with ten certificates and with so many, then ask the web server."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    make_site()
    register = Register(first_certificate())
    queries: dict[str, dict[int, int]] = defaultdict(dict)
    for number in (SMALL, size):
        register.grow_to(number)
        settle()
        for kind, count in _queries().items():
            queries[kind][number] = count
    measured = Measured(size=size, database=connection.vendor, queries=dict(queries))
    with server() as running:
        _ask_in_rounds(running, measured)
    return measured


def _queries() -> dict[str, int]:
    """Return how many queries each kind of question takes, when the processes keep all that they may."""
    client, counts = Client(), {}
    for kind, questions in questions_of(codes(SEED), codes(STRANGERS), number=1).items():
        for _turn in range(2):
            with CaptureQueriesContext(connection) as asked:
                client.get(questions[0].path, HTTP_HOST="localhost", HTTP_X_FORWARDED_PROTO="https")
            counts[kind] = len(asked)
    return counts


def questions_of(known: Iterator[str], strangers: Iterator[str], *, number: int) -> Mapping[str, list[Asked]]:
    """Return so many questions of each kind."""
    drawn = list(islice(known, number))
    mistyped = [code[:-1] + ("0" if code[-1] != "0" else "1") for code in drawn]
    return {
        "bare": (bare := [Asked(path=f"/bare/{code}/", status=200, marker=b"issued") for code in drawn]),
        "bare again": bare,
        "known": [_verified(code, 200, "valid") for code in drawn],
        "unknown": [_verified(code, 404, "unknown") for code in islice(strangers, number)],
        "mistyped": [_verified(code, 400, "malformed") for code in mistyped],
    }


def _verified(code: str, status: int, verdict: str) -> Asked:
    return Asked(path=f"/verify/{code}/", status=status, marker=f'data-verdict="{verdict}"'.encode())


def _ask_in_rounds(running: Server, measured: Measured) -> None:
    chance, network = random.Random(SEED), 0
    known, strangers = codes(SEED), codes(STRANGERS)
    stride = max(1, measured.size // (ROUNDS * QUESTIONS))
    spread = (code for place, code in enumerate(islice(known, measured.size)) if place % stride == 0)
    for turn in range(ROUNDS):
        questions = questions_of(spread, strangers, number=QUESTIONS)
        for kind in chance.sample(KINDS, len(KINDS)):
            # What is asked over all is limited too: each turn begins with no questions behind it.
            Verification.objects.all().delete()
            taken = ask_measured(running, questions[kind], first_network=network)
            network += QUESTIONS
            if turn:
                measured.keep(kind, taken)
