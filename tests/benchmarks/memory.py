"""Memory of a worker after 0, 1,000 and 10,000 requests, beside that of the bare project's."""

import os
import random
import time
from collections.abc import Callable
from functools import partial

from certification.models import Verification
from tests.benchmarks.bare_project import PAGES
from tests.benchmarks.client import Asked, ask_all
from tests.benchmarks.compared import Compared
from tests.benchmarks.dataset import Dataset
from tests.benchmarks.web_server import OURS, Project, Server, server
from tests.benchmarks.works import READING, WORKS

REQUESTS = int(os.environ.get("REQUESTS", "10000"))
STEPS = (0, REQUESTS // 10, REQUESTS)
#: Asked over new connections each time, so that both workers get their share.
BATCH, SEED = 250, 11
#: In bare projects; and after all requests, in what it was after a tenth of them.
MOST, STRETCH, MOST_GROWTH = 1.25, 1.05, 1.05
#: Seconds until nothing is loaded any more.
REST = 30
#: Step -> MiB of each worker.
Found = dict[int, list[float]]


def memory(data: Dataset, bare: Project) -> dict[str, Compared]:
    """Ask both for their pages, ours for all that is read."""
    ours = _after_requests(OURS, partial(_read, data, random.Random(SEED)))
    theirs = _after_requests(bare, lambda number: [PAGES[place % len(PAGES)] for place in range(number)])
    return {f"memory-{step}": _beside(step, ours, theirs) for step in STEPS} | {"memory-growth": _growth(ours)}


def _read(data: Dataset, chance: random.Random, number: int) -> list[Asked]:
    # What is asked over all is limited: each batch begins with no questions behind it.
    Verification.objects.all().delete()
    return chance.choices([asked for name in READING for asked in WORKS[name].questions(data, 0)[:40]], k=number)


def _after_requests(project: Project, questions: Callable[[int], list[Asked]]) -> Found:
    found, asked = {}, 0
    with server(project) as running:
        _come_to_rest(running)
        for step in STEPS:
            while asked < step:
                batch = questions(min(BATCH, step - asked))
                ask_all(running.port, batch, first_network=asked)
                asked += len(batch)
            found[step] = running.memory()
    return found


def _come_to_rest(running: Server) -> None:
    """Wait until the workers that have answered nothing yet are loaded, too."""
    before, give_up = 0.0, time.monotonic() + REST
    while (taken := running.seconds()) > before and time.monotonic() < give_up:
        before = taken
        time.sleep(1)


def _beside(step: int, ours: Found, theirs: Found) -> Compared:
    return Compared(
        words=f"memory of a worker after {step:,} requests",
        unit="MiB",
        taken=ours[step],
        reference=theirs[step],
        reference_words="a bare project's worker",
        most=MOST,
        stretch=STRETCH,
    )


def _growth(ours: Found) -> Compared:
    _none, some, many = STEPS
    return Compared(
        words=f"growth of a worker from {some:,} to {many:,} requests",
        unit="MiB",
        taken=ours[many],
        reference=ours[some],
        reference_words="the same workers before",
        most=MOST_GROWTH,
    )
