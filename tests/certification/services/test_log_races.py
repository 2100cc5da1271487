"""Four workers, told twice each: every event is entered once. With the head not held, they take each other's place."""

import pytest
from django.db import IntegrityError

from certification.enums import EventKind
from certification.models import ChainHead, LogLeaf
from certification.services import log
from certification.services.log import extend_log
from certification.services.log_audit import verify_log
from certification.services.log_keys import log_keys
from tests.factories.log import make_log, make_logged_events
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORKERS = 4


def test_workers_at_once_enter_each_event_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "BATCH", 2)
    make_log()
    events = make_logged_events(9)
    outcomes = at_once(WORKERS, lambda: extend_log() + extend_log())
    assert sum(outcomes) == len(events)
    entered = LogLeaf.objects.order_by("index").values_list("event_id", flat=True)
    assert list(entered) == [event.position for event in events]
    assert list(verify_log(known=log_keys().known)) == []


def test_without_holding_the_head_the_workers_collide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each saw the same events wait in an empty log; then the database's own keys let one of them through."""
    make_log()
    events = make_logged_events(3, EventKind.REVOKED)
    monkeypatch.setattr(ChainHead, "held", lambda name: ChainHead(name=name, position=0, hash=""))
    monkeypatch.setattr(log, "_waiting", lambda: events)
    monkeypatch.setattr(log, "_right_edge", lambda _keys, _size: [])
    outcomes = at_once(WORKERS, lambda: log._enter(log_keys()))
    assert [type(outcome) for outcome in outcomes if outcome != len(events)] == [IntegrityError] * (WORKERS - 1)
    assert LogLeaf.objects.count() == len(events)
