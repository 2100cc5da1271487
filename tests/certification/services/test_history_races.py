"""Many write at the same time, and the chain stays one. With the head not held, they take each other's place."""

import secrets
from collections.abc import Callable
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from certification.enums import EventKind
from certification.models import ChainHead, Event
from certification.services.audit import Telling
from certification.services.history import record
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WRITERS = 8


def write(times: int) -> Callable[[], None]:
    def several() -> None:
        for _ in range(times):
            with transaction.atomic():
                record(kind=EventKind.TEMPLATE_VERSION, subject=secrets.token_hex(8), facts={})

    return several


def test_writers_at_once_make_one_chain() -> None:
    outcomes = at_once(WRITERS, write(5))
    events = list(Event.objects.order_by("position"))
    assert (set(outcomes), len(events), list(Telling().findings())) == ({None}, WRITERS * 5, [])
    assert [later.previous for _earlier, later in pairwise(events)] == [event.hash for event in events[:-1]]


def test_without_holding_the_head_the_writers_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each read the head before any wrote; then the database's own key lets one of them through."""
    monkeypatch.setattr(ChainHead, "held", lambda _name: ChainHead(name=ChainHead.HISTORY, position=0, hash=""))
    outcomes = at_once(WRITERS, write(1))
    assert [type(outcome) for outcome in outcomes if outcome] == [IntegrityError] * (WRITERS - 1)
    assert Event.objects.count() == 1
