"""Pages that tell all visitors the same: what nobody announces shows as soon as the kept page is over."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from academy.cms import held
from courses.models import CoursePage, SeatPool, Seminar, Session
from tests.factories.learning import make_course, make_seminar
from tests.factories.people import make_user
from tests.shelves import everything_held, forget_everything

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_are_kept")]

START = datetime(2026, 12, 15, 8, 0, tzinfo=UTC)
PAGES = ("/az/", "/az/courses/", "/az/seminars/")


@pytest.fixture(autouse=True)
def seminar(time_machine: object) -> Seminar:
    """One with two seats, a month ahead, beside a course."""
    time_machine.move_to(START, tick=False)
    make_course(languages=("az",))
    seminar = make_seminar(START + timedelta(days=30))
    SeatPool.objects.filter(session__seminar=seminar).delete()
    SeatPool.objects.create(session=seminar.sessions.get(), seats=2)
    return seminar


def visit(path: str) -> str:
    """Ask when the minute of the kept page is over."""
    forget_page()
    return Client().get(path).content.decode()


def forget_page() -> None:
    held.PAGES.hold(dict.fromkeys(everything_held("page")), 0)


def made_anew(path: str) -> str:
    forget_everything()
    return visit(path)


def queries(path: str) -> int:
    forget_page()
    with CaptureQueriesContext(connection) as asked:
        Client().get(path)
    return len(asked)


@pytest.mark.parametrize("path", PAGES)
def test_taken_seat_shows(path: str, seminar: Seminar) -> None:
    before = visit(path)
    SeatPool.objects.filter(session__seminar=seminar).update(taken=F("seats"))
    after = visit(path)
    assert (after == made_anew(path), after == before) == (True, path == "/az/courses/")


@pytest.mark.parametrize("path", PAGES)
def test_time_that_goes_by_shows(path: str, time_machine: object) -> None:
    before = visit(path)
    time_machine.move_to(START + timedelta(days=31), tick=False)
    after = visit(path)
    assert (after == made_anew(path), after == before) == (True, False)


@pytest.mark.parametrize("days", [1, 4])
def test_registration_that_opens_and_closes_shows(days: int, seminar: Seminar, time_machine: object) -> None:
    times = {"opens_at": START + timedelta(days=1), "closes_at": START + timedelta(days=4)}
    Session.objects.filter(seminar=seminar).update(**times)
    before = visit("/az/seminars/")
    time_machine.move_to(START + timedelta(days=days), tick=False)
    after = visit("/az/seminars/")
    assert (after == made_anew("/az/seminars/"), after == before) == (True, False)


@pytest.mark.parametrize("path", PAGES)
def test_page_whose_minute_is_over_costs_its_row_and_what_is_ahead(path: str) -> None:
    visit(path)
    assert queries(path) == 2


def test_course_whose_minute_is_over_costs_its_row() -> None:
    path = f"/az/courses/{CoursePage.objects.get().slug}/"
    visit(path)
    assert queries(path) == 1


@pytest.mark.parametrize("path", PAGES)
def test_nothing_that_is_held_names_a_person(path: str, client_of: Callable) -> None:
    client_of(make_user(legal_name="Quliyeva Nərmin")).get(path)
    visit(path)
    assert [word in repr(everything_held("visitors")) for word in ("Quliyeva", "csrfmiddlewaretoken")] == [False, False]


def test_page_that_is_asked_something_is_not_taken_from_what_is_held() -> None:
    visit("/az/seminars/")
    assert ("past" in visit("/az/seminars/?when=past"), visit("/az/seminars/?when=past")) == (
        True,
        made_anew("/az/seminars/?when=past"),
    )
