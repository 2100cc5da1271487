"""What each letter about a registration says besides title, day, time and place."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from courses.enums import RegistrationLetterKind as Kind
from courses.enums import RegistrationState as State
from courses.models import RegistrationLetter, Seminar, SessionMessage
from courses.services.registration import cancel_registration, remove_registration
from courses.services.seminar_letters import mail_registration_letter
from courses.services.sessions import cancel_session, change_session
from tests.courses.services.seminar_post import FACTS, START, calendars, owe, post, put, reader
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db


BEGINS = [
    (Kind.CONFIRMED, "az", "İştirakınız təsdiqlənib"),
    (Kind.CONFIRMED, "ru", "Ваше участие подтверждено"),
    (Kind.CONFIRMED, "en", "You have a seat"),
    (Kind.OFFERED, "az", "Sizin üçün yer boşaldı"),
    (Kind.OFFERED, "ru", "Для Вас освободилось место"),
    (Kind.OFFERED, "en", "A seat is free for you"),
    (Kind.CALLED_OFF, "az", "Seminar ləğv edilib"),
    (Kind.CALLED_OFF, "ru", "Семинар отменён"),
    (Kind.CALLED_OFF, "en", "Seminar cancelled"),
    (Kind.REMINDER, "az", "Xatırlatma"),
    (Kind.REMINDER, "ru", "Напоминание"),
    (Kind.REMINDER, "en", "Reminder"),
]


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    """A week before the session, at noon of Baku."""
    time_machine.move_to(START - timedelta(days=7, hours=2), tick=False)
    make_site()


@pytest.mark.parametrize(("kind", "language", "begins"), BEGINS)
def test_subject_says_in_each_language_what_it_is_about(kind: Kind, language: str, begins: str) -> None:
    states = {Kind.CALLED_OFF: State.CALLED_OFF, Kind.OFFERED: State.OFFERED}
    letter = owe(put(reader(language), states.get(kind, State.CONFIRMED)), kind)
    mail_registration_letter(letter.pk)
    assert mail.outbox[0].subject.partition(": ")[0] == begins


@pytest.mark.parametrize(("contact", "is_told"), [("nigar@example.org", True), ("", False)])
def test_letter_says_whom_to_ask_where_somebody_answers(contact: str, is_told: bool) -> None:  # noqa: FBT001
    reader("en")
    Seminar.objects.update(contact=contact)
    post()
    assert ("Questions about the seminar: nigar@example.org" in mail.outbox[0].body) is is_told
    organiser = calendars()[0][1].events[0]["ORGANIZER"]
    assert organiser == f"mailto:{contact or 'academy@example.org'}"


def test_who_waits_is_told_the_number_on_the_list() -> None:
    session = make_session(seats=1, **FACTS)
    make_registration(session)
    for _person in range(3):
        make_registration(session, make_user(language="en"))
    post()
    numbers = {message.body.partition("number ")[2][:1] for message in mail.outbox if "waiting list" in message.body}
    assert numbers == {"1", "2", "3"}


def test_offer_tells_until_when_and_where_to_confirm() -> None:
    seminar = make_seminar(offer_hours=24)
    session = make_session(seminar, seats=1, **FACTS)
    first, second = make_registration(session), make_registration(session, make_user(language="en"))
    post()
    mail.outbox.clear()
    cancel_registration(registration=first)
    post()
    body = next(message.body for message in mail.outbox if message.to == [second.user.email])
    assert "Please confirm by 1 September 2026, 12:00, Baku time (UTC+4), otherwise" in body
    assert f"Confirm participation: http://localhost:8000/my/seminars/{second.pk}/" in body


@pytest.mark.parametrize(
    ("by_organiser", "words"),
    [(False, "You have cancelled your registration"), (True, "The organiser has cancelled your registration")],
)
def test_cancelled_registration_is_told_as_whose_decision_it_was(by_organiser: bool, words: str) -> None:  # noqa: FBT001
    registration = reader("en")
    post()
    if by_organiser:
        remove_registration(registration=registration, by=make_user(), reason="Ill")
    else:
        cancel_registration(registration=registration, reason="Ill")
    post()
    assert (words in mail.outbox[-1].body, "Reason: Ill" in mail.outbox[-1].body) == (True, by_organiser)


def test_called_off_session_is_told_with_its_reason() -> None:
    registration = reader("en")
    cancel_session(session=registration.session, reason={"en": "The hall is closed.", "az": "Zal bağlıdır."})
    post()
    assert [text in mail.outbox[-1].body for text in ("Reason: The hall is closed.", "Zal")] == [True, False]


def test_last_moment_to_cancel_is_told_while_it_is_ahead(time_machine) -> None:
    registration = reader("en", cancel_until=START - timedelta(days=2))
    post()
    assert "Registrations can be cancelled until 5 September 2026, 14:00, Baku time (UTC+4)." in mail.outbox[0].body
    time_machine.move_to(START - timedelta(hours=24), tick=False)
    owe(registration, Kind.REMINDER, owed_at=timezone.now())
    post()
    assert "can be cancelled until" not in mail.outbox[-1].body


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(days=7), "is in 7 days."),
        (timedelta(hours=24), "is tomorrow."),
        (timedelta(hours=15), "is tomorrow."),
        (timedelta(hours=2), "is today at 14:00."),
    ],
)
def test_reminder_counts_days_by_the_clock_of_the_session(before: timedelta, words: str, time_machine) -> None:
    registration = reader("en")
    time_machine.move_to(START - before, tick=False)
    letter = owe(registration, Kind.REMINDER, owed_at=timezone.now())
    assert (mail_registration_letter(letter.pk), words in mail.outbox[-1].body) == (True, True)


@pytest.mark.parametrize(("form", "is_told"), [("online", False), ("in_person", True), ("hybrid", True)])
def test_code_for_the_entrance_is_told_where_there_is_one(form: str, is_told: bool) -> None:  # noqa: FBT001
    registration = reader("en")
    Seminar.objects.update(format=form)
    mail_registration_letter(owe(registration, Kind.REMINDER).pk)
    assert ("scanned at the entrance" in mail.outbox[-1].body) is is_told


@pytest.mark.parametrize(("language", "shown", "note"), [("ru", "Текст", False), ("en", "Mətn", True)])
def test_message_of_the_organiser_comes_in_the_readers_language(language: str, shown: str, note: bool) -> None:  # noqa: FBT001
    registration = reader(language)
    texts = {"subject": {"az": "Mövzu", "ru": "Тема"}, "body": {"az": "Mətn <b>", "ru": "Текст <b>"}}
    message = SessionMessage.objects.create(session=registration.session, **texts)
    letter = RegistrationLetter.objects.create(registration=registration, kind=Kind.MESSAGE, message=message)
    assert [mail_registration_letter(letter.pk), mail_registration_letter(letter.pk)] == [True, False]
    sent = mail.outbox[-1]
    assert (f"{shown} <b>" in sent.body, ("The text is in Azerbaijani." in sent.body)) == (True, note)
    assert (f"{shown} &lt;b&gt;" in sent.alternatives[0].content, calendars()) == (True, [])


def test_message_is_not_sent_to_whoever_has_left() -> None:
    registration = reader()
    message = SessionMessage.objects.create(session=registration.session, subject={"az": "A"}, body={"az": "B"})
    letter = RegistrationLetter.objects.create(registration=registration, kind=Kind.MESSAGE, message=message)
    cancel_registration(registration=registration)
    assert mail_registration_letter(letter.pk) is False


def test_change_tells_whoever_was_offered_a_seat_by_when_to_confirm() -> None:
    session = make_session(make_seminar(offer_hours=300), seats=1, **FACTS)
    first = make_registration(session)
    make_registration(session, make_user(language="en"))
    cancel_registration(registration=first)
    post()
    mail.outbox.clear()
    begin = START - timedelta(days=5)
    change_session(session=session, starts_at=begin, ends_at=begin + timedelta(hours=1))
    post()
    assert "Please confirm by 2 September 2026, 13:00, Baku time (UTC+4)" in mail.outbox[0].body
