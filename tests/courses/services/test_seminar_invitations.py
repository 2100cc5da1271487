"""Calendars in letters about registrations: one entry, followed from the invitation to the end."""

from datetime import timedelta

import pytest
from django.core import mail

from academy.languages import LANGUAGES
from courses.services.registration import cancel_registration
from courses.services.sessions import cancel_session, change_session
from courses.services.waiting import confirm_offer
from tests.courses.services.seminar_post import FACTS, PLACE, START, calendars, post, reader
from tests.factories.learning import make_seminar, make_site
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    """A week before the session, at noon of Baku."""
    time_machine.move_to(START - timedelta(days=7, hours=2), tick=False)
    make_site()


@pytest.mark.parametrize("language", LANGUAGES)
def test_confirmed_seat_comes_with_an_invitation_in_the_readers_language(language: str) -> None:
    registration = reader(language)
    post()
    ((method, calendar),) = calendars()
    event = calendar.events[0]
    assert (method, calendar["METHOD"], event["STATUS"]) == ("REQUEST", "REQUEST", "CONFIRMED")
    assert (event["UID"], event["SEQUENCE"]) == (f"registration-{registration.pk}@localhost", 1)
    assert (event["SUMMARY"].params["LANGUAGE"], event["LOCATION"]) == (language, PLACE[language])
    assert event["ATTENDEE"] == f"mailto:{registration.user.email}"
    assert (event["CONFERENCE"], event["URL"]) == (
        "https://rooms.example.org/1",
        f"http://localhost:8000/my/seminars/{registration.pk}/",
    )


def test_entry_is_followed_from_the_invitation_to_the_end(time_machine) -> None:
    registration = reader()
    post()
    change_session(session=registration.session, time_zone="Europe/Istanbul", place={"az": "İstanbul"})
    post()
    cancel_session(session=registration.session, reason={"az": "Səbəb"})
    post()
    found = [calendars(message)[0] for message in mail.outbox]
    events = [calendar.events[0] for _method, calendar in found]
    assert [method for method, _calendar in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {event["UID"] for event in events} == {f"registration-{registration.pk}@localhost"}
    assert [event["SEQUENCE"] for event in events] == [1, 2, 3]
    assert [event["DTSTART"].params["TZID"] for event in events] == ["Asia/Baku", *["Europe/Istanbul"] * 2]
    assert [calendar.timezones[0].tz_name for _method, calendar in found] == ["Asia/Baku", *["Europe/Istanbul"] * 2]
    assert {event.start for event in events} == {START}


def test_reminder_repeats_the_version_that_holds(time_machine) -> None:
    reader()
    time_machine.move_to(START - timedelta(hours=24), tick=False)
    post()
    found = [calendars(message)[0] for message in mail.outbox]
    assert [(method, calendar.events[0]["SEQUENCE"]) for method, calendar in found] == [("REQUEST", 1)] * 2


def test_own_cancellation_takes_the_entry_out_and_coming_back_puts_it_in() -> None:
    registration = reader()
    post()
    cancel_registration(registration=registration)
    post()
    make_registration(registration.session, registration.user)
    post()
    found = [calendars(message)[0] for message in mail.outbox]
    assert [(method, calendar.events[0]["SEQUENCE"]) for method, calendar in found] == [
        ("REQUEST", 1),
        ("CANCEL", 2),
        ("REQUEST", 3),
    ]


def test_whoever_moved_up_is_invited_and_whoever_waits_or_is_asked_is_not() -> None:
    seminar = make_seminar(offer_hours=24)
    session = make_session(seminar, seats=1, **FACTS)
    first, second = make_registration(session), make_registration(session)
    post()
    cancel_registration(registration=first)
    post()
    change_session(session=session, place={"az": "Gəncə"})
    post()
    confirm_offer(registration=second)
    post()
    own = [calendars(message) for message in mail.outbox if message.to == [second.user.email]]
    assert [[method for method, _calendar in found] for found in own] == [[], [], [], ["REQUEST"]]


def test_session_that_never_came_into_a_calendar_is_not_taken_out_of_it() -> None:
    session = make_session(seats=1, **FACTS)
    waiting = [make_registration(session) for _person in range(2)][1]
    post()
    mail.outbox.clear()
    cancel_session(session=session, reason={"az": "Səbəb"})
    post()
    own = next(message for message in mail.outbox if message.to == [waiting.user.email])
    assert calendars(own) == []
