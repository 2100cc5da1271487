"""Two beats start everything twice; the rows decide."""

import pytest
from redis import Redis

from tests.faults.premises import Premises, productions
from tests.faults.report import Case
from tests.production.visitor import wait

pytestmark = [pytest.mark.slow_fault, pytest.mark.xdist_group("premises")]


def test_beat_is_started_twice(premises: Premises, case: Case) -> None:
    case.broke(
        "a second beat runs, and the worker of certificates is stopped until each certificate was queued by both"
    )
    second, worker = premises.stack.native("beat", "2"), premises.stack.works["certificates"]
    learners = [premises.learner() for _number in range(2)]
    second.start()
    try:
        with worker.stopped(), Redis.from_url(premises.redis.url) as redis:
            assert {learner.hand_in().status for learner in learners} == {302}
            wait("the sweeps of both", lambda: productions(redis) >= 3 * len(learners), 300)
            case.saw(f"{productions(redis)} messages for {len(learners)} certificates")
        premises.heals(case, *learners)
    finally:
        second.stop()
