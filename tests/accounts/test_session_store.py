"""Sessions are stored as Django stores them, a change by one statement."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DjangosStore
from django.contrib.sessions.models import Session

from academy.accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    store = SessionStore()
    store["place"] = 1
    store.create()
    return store.session_key


def test_change_is_stored_and_lasts_as_long_as_one_of_django(key: str, time_machine: object) -> None:
    time_machine.move_to("2026-11-28 10:00:00+00:00", tick=False)
    ends = []
    for kind in (DjangosStore, SessionStore):
        store = kind(key)
        store["place"] = kind.__module__
        store.save()
        ends.append((DjangosStore(key)["place"], Session.objects.get(pk=key).expire_date))
    assert ends == [(kind.__module__, ends[0][1]) for kind in (DjangosStore, SessionStore)]


def test_change_takes_one_statement(key: str, django_assert_num_queries: Callable) -> None:
    store = SessionStore(key)
    store["place"] = 2
    with django_assert_num_queries(1):
        store.save()


def test_session_that_ended_meanwhile_does_not_come_back(key: str) -> None:
    store = SessionStore(key)
    store["place"] = 2
    SessionStore(key).delete()
    with pytest.raises(UpdateError):
        store.save()
    assert not Session.objects.exists()


def test_change_leaves_other_sessions_alone(key: str) -> None:
    other = SessionStore()
    other["place"] = 7
    other.create()
    store = SessionStore(key)
    store["place"] = 2
    store.save()
    assert [DjangosStore(one)["place"] for one in (key, other.session_key)] == [2, 7]
