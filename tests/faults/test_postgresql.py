"""PostgreSQL is stopped, killed, silent and without a free connection: pages say so, and nothing needs a hand."""

import signal
import threading
from contextlib import suppress

import psycopg
import pytest

from tests.faults.premises import Answer, Premises
from tests.faults.report import Case
from tests.production.visitor import wait

pytestmark = [pytest.mark.slow_fault, pytest.mark.xdist_group("premises")]

#: What every page says, here to somebody who reads Russian.
AWAY = Answer(503, "ru", "Академия сейчас не может ответить")
#: A code that might be one of ours, so that the database has to be asked.
CODE = "/verify/7KQ2M-9XHRT-4WPZ8-CDF35/"


def says_that_it_is_away(premises: Premises, case: Case, learner) -> None:
    """Reading, verifying and sending are answered alike; the process lives, and the site is down."""
    asked = {path: learner.opens(path) for path in ("/my/", "/verify/", "/ru/")}
    asked["the quiz"] = learner.hand_in()
    assert {path: answer for path, answer in asked.items() if answer not in {AWAY, AWAY._replace(status=200)}} == {}
    assert asked["/my/"] == asked["the quiz"] == AWAY
    assert (premises.asks("/healthz").status, premises.ready()["status"]) == (200, "down")
    case.saw(f"/my/ and the quiz answer 503 “{AWAY.heading}”; /readyz says down, /healthz ok")


def comes_back(premises: Premises, case: Case, learner, earlier) -> None:
    """Whoever could not hand in does it again; what was being made meanwhile is made."""
    with case.healing():
        wait("a page", lambda: learner.opens("/my/").status == 200)
        assert learner.hand_in().status == 302
        premises.wait_for(learner, earlier)
    assert premises.faults() == []
    case.saw("the quiz handed in again, and one under way before: each certificate issued and told of once")


def test_postgresql_restarts(premises: Premises, case: Case) -> None:
    case.broke("stop (fast) and start, a quiz handed in just before")
    earlier, learner = premises.learner(), premises.learner()
    assert earlier.hand_in().status == 302
    premises.postgresql.stop()
    says_that_it_is_away(premises, case, learner)
    premises.postgresql.start()
    comes_back(premises, case, learner, earlier)


def test_postgresql_is_killed(premises: Premises, case: Case) -> None:
    case.broke("SIGKILL to the postmaster and its children, a quiz handed in just before; started anew")
    earlier, learner = premises.learner(), premises.learner()
    assert earlier.hand_in().status == 302
    premises.postgresql.signal(signal.SIGKILL)
    premises.postgresql.kill()
    says_that_it_is_away(premises, case, learner)
    premises.postgresql.start()
    comes_back(premises, case, learner, earlier)


def test_postgresql_stops_and_goes_on(premises: Premises, case: Case) -> None:
    case.broke("SIGSTOP to the postmaster and its children while a quiz is handed in, then SIGCONT")
    learner, answers = premises.learner(), []
    sender = threading.Thread(target=lambda: answers.append(learner.hand_in()))
    with premises.postgresql.stopped():
        sender.start()
        sender.join(5)
        told = "answered" if answers else "waited"
    with case.healing():
        sender.join(60)
        assert [answer.status for answer in answers] == [302]
        premises.wait_for(learner)
    assert premises.faults() == []
    case.saw(f"the page {told}; after SIGCONT the quiz was accepted once")


def test_postgresql_stands_still(premises: Premises, case: Case) -> None:
    case.broke(
        "SIGSTOP to the postmaster and its children, a quiz handed in just before; SIGCONT once all was answered"
    )
    earlier, learner = premises.learner(), premises.learner()
    assert earlier.hand_in().status == 302
    with premises.postgresql.stopped():
        says_that_it_is_away(premises, case, learner)
    comes_back(premises, case, learner, earlier)


def test_postgresql_has_no_free_connection(premises: Premises, case: Case) -> None:
    case.broke("max_connections = 20, and others hold every one of them")
    earlier, learner = premises.learner(), premises.learner()
    assert earlier.hand_in().status == 302
    premises.postgresql.stop()
    premises.postgresql.start(max_connections="20", superuser_reserved_connections="0")
    held = take_all(premises.postgresql.url, 20)
    try:
        says_that_it_is_away(premises, case, learner)
    finally:
        for connection in held:
            connection.close()
    comes_back(premises, case, learner, earlier)


def take_all(address: str, number: int) -> list[psycopg.Connection]:
    """Take every connection, ending those of the site until none is left to it."""
    held: list[psycopg.Connection] = []

    def are_all_ours() -> bool:
        with suppress(psycopg.OperationalError):
            while len(held) < number:
                held.append(psycopg.connect(address, autocommit=True))
        if len(held) < number and held:
            ours = [connection.info.backend_pid for connection in held]
            end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            held[0].execute(f"{end} AND pid != ALL(%s)".encode(), [ours])
        return len(held) == number

    wait("the last connection", are_all_ours)
    return held
