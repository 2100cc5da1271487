"""Cold start to the first page, with compiled modules, beside the bare project's."""

import os
import random
from collections import defaultdict

from tests.benchmarks.compared import Compared
from tests.benchmarks.figures import noise
from tests.benchmarks.web_server import OURS, Project, server

STARTS, SEED = int(os.environ.get("ROUNDS", "5")), 12
MOST, STRETCH = 1.3, 1.1
BARE, AGAIN = "a bare project's start", "the same once more"


def starts(bare: Project) -> tuple[dict[str, Compared], float]:
    """Start each five times after one start that compiles, the bare one twice; return how far its two series differ."""
    chance, projects = random.Random(SEED), {"ours": OURS, BARE: bare, AGAIN: bare}
    waited: dict[str, list[float]] = defaultdict(list)
    worked: dict[str, list[float]] = defaultdict(list)
    for turn in range(1 + STARTS):
        for name in chance.sample(list(projects), len(projects)):
            with server(projects[name]) as running:
                if turn:
                    waited[name].append(running.first_page_after)
                    worked[name].append(running.seconds())
    rows = {
        "start": _beside("cold start to the first page", waited, most=MOST, stretch=STRETCH),
        "start-cpu": _beside("processor time of it, both workers", worked),
    }
    return rows, noise(waited[BARE], waited[AGAIN])


def _beside(words: str, series: dict[str, list[float]], **limits: float) -> Compared:
    reference = series[BARE] + series[AGAIN]
    return Compared(words=words, unit="s", taken=series["ours"], reference=reference, reference_words=BARE, **limits)
