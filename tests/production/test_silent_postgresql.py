"""PostgreSQL stands still while a connection to it is kept: whoever has patience for some seconds is not held up."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.postgresql.base import DatabaseWrapper as PlainWrapper

from academy.postgresql.base import DatabaseWrapper
from academy.postgresql.patience import PatientConnection, answered_within
from tests.faults.servers import OwnPostgreSQL, missing

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(missing()), reason=f"not there: {missing()}"),
]

POOL = {"pool": {"min_size": 1, "max_size": 2, "timeout": 10}}
Open = Callable[..., Any]
#: Seconds, far from the patience of the tests and from what would be waited for without it.
LIMIT = 30


@pytest.fixture(scope="module")
def server() -> Iterator[OwnPostgreSQL]:
    own = OwnPostgreSQL()
    try:
        own.start()
        yield own
    finally:
        own.close()


@pytest.fixture
def opened(server: OwnPostgreSQL) -> Iterator[Open]:
    """Return a function that opens a connection of Django's and keeps it."""
    made: list[Any] = []

    def connect(wrapper: type = DatabaseWrapper, **options: Any) -> Any:
        told = {"ENGINE": "academy.postgresql", "NAME": "postgres", "USER": "postgres", "PASSWORD": ""}
        told |= {"HOST": "127.0.0.1", "PORT": str(server.port), "OPTIONS": {"connect_timeout": 2, **options}}
        told |= {"AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "TIME_ZONE": None}
        database = wrapper(told, alias=f"own{len(made)}")
        made.append(database)
        assert asked(database) == 1
        return database

    yield connect
    for database in made:
        database.close()
        database.close_pool()


def asked(database: Any) -> int:
    with database.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()[0]


@pytest.mark.parametrize("options", [{}, POOL])
def test_silent_server_is_given_up_and_asked_again_when_it_goes_on(
    options: dict, server: OwnPostgreSQL, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = opened(**options)
    monkeypatch.setattr(PatientConnection, "patience", 1.0)
    with server.stopped(), pytest.raises(OperationalError):
        asked(database)
    database.close()
    assert asked(database) == 1


def test_transaction_that_is_given_up_ends(server: OwnPostgreSQL, opened: Open) -> None:
    database = opened()
    database.set_autocommit(False)
    asked(database)
    with server.stopped(), answered_within(1), pytest.raises(OperationalError):
        asked(database)
    assert database.is_usable() is False


def test_kept_connection_to_a_silent_server_is_not_usable(server: OwnPostgreSQL, opened: Open) -> None:
    database = opened()
    with server.stopped():
        assert database.is_usable() is False


@pytest.mark.parametrize("wrapper", [DatabaseWrapper, PlainWrapper])
def test_without_a_limit_the_answer_is_waited_for(wrapper: type, server: OwnPostgreSQL, opened: Open) -> None:
    database, answers = opened(wrapper), []
    database.inc_thread_sharing()
    waiting = threading.Thread(target=lambda: answers.append(asked(database)))
    with server.stopped():
        waiting.start()
        waiting.join(3)
        assert (waiting.is_alive(), answers) == (True, [])
    waiting.join(30)
    assert answers == [1]


def test_error_of_a_query_costs_no_connection(opened: Open) -> None:
    database = opened()
    with answered_within(5), pytest.raises(OperationalError), database.cursor() as cursor:
        cursor.execute("SET statement_timeout = 100; SELECT pg_sleep(20)")
    assert asked(database) == 1


@pytest.mark.parametrize("options", [{"connect_timeout": 60}, {"pool": {"min_size": 1, "max_size": 2, "timeout": 60}}])
def test_patience_holds_for_all_that_is_tried(options: dict, server: OwnPostgreSQL, opened: Open) -> None:
    """The kept connection is looked at, then another is wanted: nothing of it waits for its own time."""
    database = opened(**options)
    begun = time.monotonic()
    with server.stopped(), answered_within(2):
        database.close_if_health_check_failed()
        for _turn in range(3):
            with pytest.raises(OperationalError):
                asked(database)
    assert time.monotonic() - begun < LIMIT


def test_inner_patience_is_never_longer(opened: Open) -> None:
    with answered_within(0.5), answered_within(60), pytest.raises(OperationalError), opened().cursor() as cursor:
        cursor.execute("SELECT pg_sleep(20)")
