"""Calendars to subscribe to: one's own behind a secret address, and the public one without secrets."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from icalendar import Calendar

from academy.languages import LANGUAGES
from courses.models import CalendarFeed, SeminarPage, Session
from courses.services.calendar_feeds import change_feed_address
from courses.services.registration import cancel_registration
from courses.services.sessions import cancel_session, change_session
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
ROOM = "https://rooms.example.org/1"
PAGE = "/my/calendar/"


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)
    make_site()


def address_of(user) -> str:
    return reverse("calendar_feed", args=[change_feed_address(user=user).token])


def read(path: str) -> Calendar:
    answer = Client().get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def entries(path: str) -> dict[str, str]:
    """Name of the entry -> its status."""
    return {str(event["UID"]).partition("@")[0]: str(event["STATUS"]) for event in read(path).events}


# One's own address.


def test_looking_makes_no_address_and_pressing_the_button_does(client_of) -> None:
    browser = client_of(user := make_user())
    assert (browser.get(PAGE).context["address"], CalendarFeed.objects.count()) == ("", 0)
    assert browser.post(PAGE).url == PAGE
    token = CalendarFeed.objects.get(user=user).token
    assert len(token) == 43
    page = browser.get(PAGE)
    assert (page.context["address"], page["Cache-Control"].count("no-store")) == (
        f"http://localhost:8000/calendar/{token}.ics",
        1,
    )
    assert f'href="webcal://localhost:8000/calendar/{token}.ics"' in page.text


def test_changed_address_closes_the_old_one_at_once(client_of) -> None:
    user = make_user()
    old = address_of(user)
    client_of(user).post(PAGE)
    new = reverse("calendar_feed", args=[CalendarFeed.objects.get().token])
    assert (old != new, Client().get(old).status_code, Client().get(new).status_code) == (True, 404, 200)


def test_nobody_changes_or_sees_the_address_of_another(client_of) -> None:
    address = address_of(make_user())
    stranger = client_of(make_user())
    stranger.post(PAGE)
    assert (address in stranger.get(PAGE).text, Client().get(address).status_code) == (False, 200)


def test_page_asks_for_a_login_and_a_token_of_the_form() -> None:
    assert Client().get(PAGE).status_code == 302
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(), backend="academy.accounts.backends.PersonBackend")
    assert (browser.post(PAGE).status_code, CalendarFeed.objects.count()) == (403, 0)


def test_account_pages_lead_to_the_calendar(client_of) -> None:
    assert f'<a href="{PAGE}">' in client_of(make_user()).get(reverse("profile")).text


# What the personal calendar holds.


def test_personal_calendar_is_found_by_its_address_alone() -> None:
    answer = Client().get(address_of(make_user()))
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert set(answer["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert (answer["Content-Disposition"], answer.cookies) == ('inline; filename="seminars.ics"', {})
    assert Client().get("/calendar/unknown.ics").status_code == 404
    assert Client().post(address_of(make_user())).status_code == 405


def test_closed_account_has_no_calendar() -> None:
    user = make_user()
    address = address_of(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_personal_calendar_speaks_the_language_of_its_person(language: str) -> None:
    user = make_user(language=language)
    session = make_session(place={"az": "Bakı", "ru": "Баку", "en": "Baku"}, online_url=ROOM)
    registration = make_registration(session, user)
    calendar = read(address_of(user))
    event = calendar.events[0]
    page = SeminarPage.objects.get(seminar=session.seminar, locale__language_code=language)
    with override(language):
        name, room = gettext("My seminars"), gettext("Online room")
    assert (calendar["METHOD"], calendar["NAME"], event["SUMMARY"]) == ("PUBLISH", name, page.title)
    assert (event["LOCATION"], event["CONFERENCE"]) == (session.place[language], ROOM)
    assert f"{room}: {ROOM}" in event["DESCRIPTION"]
    assert (event["UID"], event["SEQUENCE"]) == (f"registration-{registration.pk}@localhost", 1)
    assert (event["DTSTART"].params["TZID"], "ATTENDEE" in event) == ("Asia/Baku", False)


def test_personal_calendar_holds_seats_and_no_waiting_nor_anybody_elses(client_of) -> None:
    user = make_user()
    seat = make_registration(make_session(), user)
    full = make_session(make_seminar(offer_hours=24), seats=1, online_url=ROOM)
    make_registration(make_session())
    first, waits = make_registration(full), make_registration(full, user)
    address = address_of(user)
    assert entries(address) == {f"registration-{seat.pk}": "CONFIRMED"}
    cancel_registration(registration=first)
    assert entries(address) == {f"registration-{seat.pk}": "CONFIRMED", f"registration-{waits.pk}": "TENTATIVE"}
    assert ROOM.encode() not in Client().get(address).content


def test_what_was_cancelled_lately_is_shown_as_cancelled(time_machine) -> None:
    user = make_user()
    called_off, left = (make_registration(make_session(days=90), user) for _session in range(2))
    cancel_session(session=called_off.session, reason={})
    cancel_registration(registration=left)
    address = address_of(user)
    gone = {f"registration-{registration.pk}": "CANCELLED" for registration in (called_off, left)}
    assert entries(address) == gone
    time_machine.move_to(NOW + timedelta(days=31), tick=False)
    assert entries(address) == {}


def test_who_only_waited_has_nothing_cancelled_in_the_calendar() -> None:
    user, session = make_user(), make_session(seats=1)
    make_registration(session)
    cancel_registration(registration=make_registration(session, user))
    assert entries(address_of(user)) == {}


@pytest.mark.parametrize(("days", "held"), [(89, 1), (91, 0)])
def test_past_sessions_stay_for_ninety_days(days: int, held: int, time_machine) -> None:
    registration = make_registration(make_session(days=1))
    time_machine.move_to(NOW + timedelta(days=days + 1), tick=False)
    assert len(entries(address_of(registration.user))) == held


def test_changed_session_is_followed() -> None:
    registration = make_registration(make_session())
    address = address_of(registration.user)
    change_session(session=registration.session, time_zone="Europe/Istanbul")
    event = read(address).events[0]
    assert (event["SEQUENCE"], event["DTSTART"].params["TZID"]) == (2, "Europe/Istanbul")


@pytest.mark.parametrize("number", [1, 3])
def test_personal_calendar_costs_the_same_for_one_and_for_three(number: int, django_assert_num_queries) -> None:
    user = make_user()
    for _session in range(number):
        make_registration(make_session(), user)
    address = address_of(user)
    with django_assert_num_queries(3):
        assert len(entries(address)) == number


# The public calendar.


def public(language: str = "az") -> str:
    return reverse("seminar_calendar", args=[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_calendar_holds_sessions_ahead_of_its_language(language: str) -> None:
    seminar = make_seminar(NOW + timedelta(days=1), NOW - timedelta(days=1), place={"az": "Bakı", "en": "Baku"})
    hidden = make_seminar(NOW + timedelta(days=2))
    SeminarPage.objects.filter(seminar=hidden, locale__language_code=language).update(live=False)
    ahead = seminar.sessions.get(starts_at__gt=NOW)
    assert entries(public(language)) == {f"session-{ahead.pk}": "CONFIRMED"}
    event = read(public(language)).events[0]
    page = SeminarPage.objects.get(seminar=seminar, locale__language_code=language)
    assert (event["SUMMARY"], event["URL"]) == (page.title, f"http://localhost:8000{page.url}")
    assert event["SUMMARY"].params["LANGUAGE"] == language


def test_public_calendar_tells_no_room_and_nobodys_address() -> None:
    make_seminar(contact="nigar@example.org")
    Session.objects.update(online_url=ROOM)
    session = make_session(online_url=ROOM, map_url="https://maps.example.org/1")
    make_registration(session, make_user(email="secret@example.org"))
    for path in (public(), reverse("session_calendar", args=[session.pk])):
        text = Client().get(path).text.replace("\r\n ", "")
        told = [
            word in text for word in ("rooms.example.org", "nigar@", "secret@", "registration-", "maps.example.org")
        ]
        assert told == [False, False, False, False, True]


def test_public_calendar_says_what_was_called_off() -> None:
    session = make_session()
    cancel_session(session=session, reason={})
    assert entries(public()) == {f"session-{session.pk}": "CANCELLED"}


def test_public_calendar_of_another_language_is_missing() -> None:
    assert Client().get("/tr/feeds/seminars.ics").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_public_calendar_costs_the_same_for_one_and_for_three(number: int, django_assert_num_queries) -> None:
    for days in range(number):
        make_seminar(*[NOW + timedelta(days=days + 1)] * number)
    Client().get(public())
    with django_assert_num_queries(2):
        assert len(entries(public())) == number**2


@pytest.mark.parametrize("language", ["ru", "en"])
def test_one_session_comes_in_the_readers_language(language: str) -> None:
    session = make_session()
    answer = Client().get(reverse("session_calendar", args=[session.pk]), headers={"accept-language": language})
    title = SeminarPage.objects.get(seminar=session.seminar, locale__language_code=language).title
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["NAME"], [event["SUMMARY"] for event in calendar.events]) == (title, [title])
    assert answer["Content-Disposition"] == f'inline; filename="seminar-{session.pk}.ics"'


def test_session_of_a_seminar_that_is_not_published_is_missing() -> None:
    session = make_session()
    SeminarPage.objects.update(live=False)
    paths = [reverse("session_calendar", args=[pk]) for pk in (session.pk, session.pk + 1)]
    assert [Client().get(path).status_code for path in paths] == [404, 404]


def test_lists_lead_to_the_calendar_of_their_language() -> None:
    make_seminar(NOW + timedelta(days=1))
    page = SeminarPage.objects.get(locale__language_code="ru").get_parent()
    assert 'type="text/calendar"' in (text := Client().get(page.url).text)
    assert 'href="/ru/feeds/seminars.ics"' in text


def test_seminars_page_offers_each_date_ahead_for_a_calendar() -> None:
    seminar = make_seminar(NOW + timedelta(days=1), NOW - timedelta(days=1))
    ahead, past = seminar.sessions.order_by("-starts_at")
    text = Client().get(seminar.pages.get(locale__language_code="az").url).text
    assert [reverse("session_calendar", args=[session.pk]) in text for session in (ahead, past)] == [True, False]


def test_own_seminars_lead_to_the_calendar(client_of) -> None:
    user = make_user()
    assert PAGE not in client_of(user).get(reverse("my")).text
    make_registration(make_session(), user)
    assert f'href="{PAGE}"' in client_of(user).get(reverse("my")).text
