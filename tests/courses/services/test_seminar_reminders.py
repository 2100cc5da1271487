"""Reminders and thanks: owed once, when their time has come, to those whom they concern."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from courses.enums import RegistrationLetterKind as Kind
from courses.enums import RegistrationState as State
from courses.models import Attendance, Registration, RegistrationLetter, Seminar, Session
from courses.services.registration import cancel_registration
from courses.services.seminar_letters import mail_registration_letter, owe_reminders, owe_thanks
from courses.services.sessions import change_session
from tests.courses.services.seminar_post import FACTS, START, post, put, reader
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(time_machine) -> None:
    """A week before the session, at noon of Baku."""
    time_machine.move_to(START - timedelta(days=7, hours=2), tick=False)
    make_site()


def reminders() -> list[tuple[int, int]]:
    found = RegistrationLetter.objects.filter(kind=Kind.REMINDER).order_by("pk")
    return list(found.values_list("hours", "sequence"))


@pytest.mark.parametrize(
    ("left", "owed"),
    [(169, []), (168, [168]), (100, [168]), (24, [24]), (3, [24]), (2, [2]), (0.1, [2]), (0, []), (-1, [])],
)
def test_reminders_are_owed_when_their_time_has_come_the_nearest_alone(left: float, owed: list, time_machine) -> None:
    time_machine.move_to(START - timedelta(days=14), tick=False)
    reader()
    Seminar.objects.update(reminder_hours=[168, 24, 2])
    time_machine.move_to(START - timedelta(hours=left), tick=False)
    for _time in range(2):
        owe_reminders(now=timezone.now())
    assert [hours for hours, _sequence in reminders()] == owed


def test_three_reminders_come_one_after_the_other(time_machine) -> None:
    time_machine.move_to(START - timedelta(days=14), tick=False)
    reader("en")
    Seminar.objects.update(reminder_hours=[168, 24, 2])
    for left in range(180, 0, -1):
        time_machine.move_to(START - timedelta(hours=left), tick=False)
        post()
    assert reminders() == [(168, 1), (24, 1), (2, 1)]
    assert [message.subject.partition(":")[0] for message in mail.outbox[1:]] == ["Reminder"] * 3


def test_nobody_is_reminded_of_what_was_just_told(time_machine) -> None:
    time_machine.move_to(START - timedelta(hours=20), tick=False)
    reader()
    owe_reminders(now=timezone.now())
    assert reminders() == []


def test_who_moved_up_after_the_time_of_the_reminder_is_not_reminded(time_machine) -> None:
    session = make_session(seats=1, **FACTS)
    first, _second = make_registration(session), make_registration(session)
    time_machine.move_to(START - timedelta(hours=20), tick=False)
    cancel_registration(registration=first)
    owe_reminders(now=timezone.now())
    assert reminders() == []


def test_session_that_moves_is_reminded_of_again_at_its_new_time(time_machine) -> None:
    registration = reader()
    time_machine.move_to(START - timedelta(hours=24), tick=False)
    post()
    later = {"starts_at": START + timedelta(days=3), "ends_at": START + timedelta(days=3, hours=1)}
    change_session(session=registration.session, **later)
    owe_reminders(now=timezone.now())
    time_machine.move_to(START + timedelta(days=2), tick=False)
    owe_reminders(now=timezone.now())
    assert reminders() == [(24, 1), (24, 2)]


def test_reminder_of_an_earlier_version_is_not_sent(time_machine) -> None:
    registration = reader()
    time_machine.move_to(START - timedelta(hours=24), tick=False)
    owe_reminders(now=timezone.now())
    letter = RegistrationLetter.objects.get(kind=Kind.REMINDER)
    change_session(session=registration.session, place={"az": "Gəncə"})
    assert mail_registration_letter(letter.pk) is False


@pytest.mark.parametrize("state", [state for state in State if state != State.CONFIRMED])
def test_only_those_with_a_confirmed_seat_are_reminded(state: State, time_machine) -> None:
    put(reader(), state)
    time_machine.move_to(START - timedelta(hours=24), tick=False)
    assert owe_reminders(now=timezone.now()) == 0


def close(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(attendance_closed_at=session.ends_at + timedelta(hours=1))


def test_thanks_are_owed_once_to_whoever_was_there(time_machine) -> None:
    session = make_session(**FACTS)
    came, absent, left = (make_registration(session, make_user(language="en")) for _person in range(3))
    for registration, minutes in ((came, 90), (left, 0)):
        Attendance.objects.create(session=session, user=registration.user, minutes=minutes)
    time_machine.move_to(session.ends_at + timedelta(hours=2), tick=False)
    assert owe_thanks(now=timezone.now()) == 0
    close(session)
    assert [owe_thanks(now=timezone.now()), owe_thanks(now=timezone.now())] == [1, 0]
    letter = RegistrationLetter.objects.get(kind=Kind.THANKS)
    assert (letter.registration, absent.letters.filter(kind=Kind.THANKS).exists()) == (came, False)
    assert [mail_registration_letter(letter.pk), mail_registration_letter(letter.pk)] == [True, False]
    assert f"/seminars/{session.seminar.code}/" in mail.outbox[-1].body


def test_thanks_for_a_seminar_in_parts_come_after_the_last(time_machine) -> None:
    seminar = make_seminar(offer_hours=0)
    parts = [make_session(seminar, days=days) for days in (1, 2)]
    rows = [make_registration(part, make_user()) for part in parts]
    Registration.objects.filter(pk=rows[1].pk).update(user=rows[0].user)
    Attendance.objects.create(session=parts[0], user=rows[0].user, minutes=60)
    time_machine.move_to(parts[1].ends_at + timedelta(hours=2), tick=False)
    close(parts[0])
    assert owe_thanks(now=timezone.now()) == 0
    close(parts[1])
    assert (owe_thanks(now=timezone.now()), rows[1].letters.filter(kind=Kind.THANKS).count()) == (1, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_owing_costs_the_same_for_one_and_for_three(number: int, time_machine, django_assert_num_queries) -> None:
    session = make_session(**FACTS)
    for _person in range(number):
        make_registration(session)
    time_machine.move_to(START - timedelta(hours=24), tick=False)
    with django_assert_num_queries(3):
        assert owe_reminders(now=timezone.now()) == number
