"""A librarian registers for a seminar, waits, moves up, comes in by code, and receives a certificate of attendance."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from academy.accounts.enums import Role
from academy.accounts.models import User
from certification import api as certification
from certification.enums import Kind
from courses import tasks
from courses.models import Registration, Session
from tests.factories.certification import make_template
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_session

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def session(trainer: User) -> Session:
    """A session with one seat, of a seminar that certifies attendance and asks whoever moves up."""
    make_site()
    seminar = make_seminar(offer_hours=24, cpd_hours=3, certificate_template=make_template(kind=Kind.ATTENDANCE))
    seminar.pages.update(owner=trainer)
    return make_session(
        seminar, days=1, seats=1, minutes=90, place={"az": "Oxu zalı", "ru": "Читальный зал", "en": "Hall"}
    )


def register(browser: Client, session: Session) -> Registration:
    browser.post(reverse("register_for_seminar", args=[session.seminar.code]))
    return Registration.objects.latest("pk")


def letters_to(user: User) -> list[EmailMultiAlternatives]:
    """What was sent to this person since the last look."""
    tasks.sweep_registration_letters()
    found = [letter for letter in mail.outbox if letter.to == [user.email]]
    mail.outbox = [letter for letter in mail.outbox if letter not in found]
    return found


def method_of(letter: EmailMultiAlternatives) -> str:
    """What the calendar in a letter wants, or nothing."""
    calendars = [file for file in letter.alternatives if file.mimetype.startswith("text/calendar")]
    return str(Calendar.from_ical(calendars[0].content)["METHOD"]) if calendars else ""


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_from_the_waiting_list_to_the_certificate(
    language: str, session: Session, trainer: User, client_of: ClientOf, django_capture_on_commit_callbacks: Callable
) -> None:
    quick, librarian = make_user(), make_user(language=language, legal_name="Məmmədova Sevinc")
    first = register(client_of(quick), session)
    browser = client_of(librarian)
    own = register(browser, session)
    assert (own.state, [method_of(letter) for letter in letters_to(librarian)]) == ("waiting", [""])

    client_of(quick).post(reverse("cancel_registration", args=[first.pk]))
    assert [method_of(letter) for letter in letters_to(librarian)] == [""]
    browser.post(reverse("confirm_registration", args=[own.pk]))
    assert [method_of(letter) for letter in letters_to(librarian)] == ["REQUEST"]

    with time_machine.travel(session.starts_at - timedelta(minutes=10)):
        _come_in_by_ticket(browser, client_of(trainer), own)
    with time_machine.travel(session.ends_at + timedelta(minutes=5)), django_capture_on_commit_callbacks(execute=True):
        client_of(trainer).post(reverse("close_attendance", args=[session.pk]))

    certificate = certification.certificate_for(librarian, f"seminar:{session.seminar.code}")
    verified = Client(headers={"accept-language": language}).get(reverse("verify_code", args=[certificate.code])).text
    title = session.seminar.pages.get(locale__language_code=language).title
    assert ('data-verdict="valid"' in verified, title in verified, librarian.legal_name in verified) == (True,) * 3
    assert certificate.grouped_code in browser.get(reverse("my")).text


def _come_in_by_ticket(browser: Client, door: Client, registration: Registration) -> None:
    """The participant shows the code; whoever stands at the door scans it and presses the button."""
    assert browser.get(reverse("ticket", args=[registration.pk])).status_code == 200
    address = reverse("check_in", args=[registration.code])
    assert registration.user.legal_name in door.get(address).text
    door.post(address)
    assert list(registration.session.attendance.values_list("user", flat=True)) == [registration.user_id]


def test_stranger_neither_sees_nor_uses_a_registration(session: Session, client_of: ClientOf) -> None:
    own = register(client_of(make_user()), session)
    stranger = client_of(make_user())
    names = ("registration", "confirm_registration", "cancel_registration", "ticket")
    got = [stranger.get(reverse(name, args=[own.pk])).status_code for name in names if name != "confirm_registration"]
    posted = [stranger.post(reverse(name, args=[own.pk])).status_code for name in names[1:3]]
    scanned = stranger.post(reverse("check_in", args=[own.code])).status_code
    own.refresh_from_db()
    assert (got, posted, scanned, own.state) == ([404] * 3, [404] * 2, 404, "confirmed")
    assert session.attendance.count() == 0


def test_organiser_cancels_and_calendars_follow(session: Session, trainer: User, client_of: ClientOf) -> None:
    seated, waiting = make_user(language="ru"), make_user(language="en")
    registrations = [register(client_of(person), session) for person in (seated, waiting)]
    invitation = letters_to(seated)[0]
    letters_to(waiting)
    client_of(trainer).post(
        reverse("cancel_session", args=[session.pk]), {"reason_ru": "Болезнь докладчика", "reason_en": "Illness"}
    )
    (told,), (other,) = letters_to(seated), letters_to(waiting)
    assert ("Болезнь докладчика" in told.body, "Illness" in other.body) == (True, True)
    assert [method_of(letter) for letter in (invitation, told, other)] == ["REQUEST", "CANCEL", ""]
    uids = {str(_event(letter)["UID"]) for letter in (invitation, told)}
    numbers = [int(_event(letter)["SEQUENCE"]) for letter in (invitation, told)]
    assert (len(uids), numbers[0] < numbers[1]) == (1, True)
    for registration in registrations:
        registration.refresh_from_db()
    assert {registration.state for registration in registrations} == {"called_off"}


def _event(letter: EmailMultiAlternatives) -> object:
    calendar = next(file for file in letter.alternatives if file.mimetype.startswith("text/calendar"))
    return Calendar.from_ical(calendar.content).walk("VEVENT")[0]
