"""Redis dies, stops and forgets: pages go on, what is queued comes late, and nothing comes twice."""

import pytest
from redis import Redis

from tests.faults.premises import Premises, productions
from tests.faults.report import Case
from tests.production.visitor import wait

pytestmark = [pytest.mark.slow_fault, pytest.mark.xdist_group("premises")]


def test_redis_dies_and_comes_back_empty(premises: Premises, case: Case) -> None:
    case.broke("SIGKILL to Redis; it is started anew with nothing in it")
    learner = premises.learner()
    premises.redis.kill()
    premises.works_without_redis(case, learner)
    premises.redis.start()
    premises.heals(case, learner)


def test_redis_stops_and_goes_on(premises: Premises, case: Case) -> None:
    case.broke("SIGSTOP to Redis, SIGCONT after the quiz was handed in")
    learner = premises.learner()
    with premises.redis.stopped():
        premises.works_without_redis(case, learner)
    premises.heals(case, learner)


def test_redis_forgets_everything_while_certificates_are_queued(premises: Premises, case: Case) -> None:
    case.broke("FLUSHALL while the worker of certificates is stopped and four certificates are queued")
    learners = [premises.learner() for _number in range(4)]
    with premises.stack.works["certificates"].stopped(), Redis.from_url(premises.redis.url) as redis:
        assert {learner.hand_in().status for learner in learners} == {302}
        wait("the messages", lambda: productions(redis) >= len(learners))
        redis.flushall()
    premises.heals(case, *learners)
