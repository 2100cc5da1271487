"""Redis is absent when everything starts. Its module comes first, because the others start it."""

import pytest

from tests.faults.premises import Premises
from tests.faults.report import Case

pytestmark = [pytest.mark.slow_fault, pytest.mark.xdist_group("premises")]


def test_redis_is_absent_at_the_start(premises_without_redis: Premises, case: Case) -> None:
    premises = premises_without_redis
    case.broke("Redis is not there when web, workers and beat start")
    learner = premises.learner()
    premises.works_without_redis(case, learner)
    premises.redis.start()
    premises.heals(case, learner)
