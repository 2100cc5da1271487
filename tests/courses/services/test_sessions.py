"""The organiser plans, moves, cancels and repeats sessions; everyone concerned is owed a letter."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from courses.enums import Meetings, RegistrationLetterKind, RegistrationState
from courses.errors import AttendanceCounted, CapacityBelowTaken, SessionBegan, SessionCancelled
from courses.models import Registration, RegistrationLetter, SeatPool, Session
from courses.services.registration import cancel_registration
from courses.services.seats import set_quota
from courses.services.sessions import add_session, cancel_session, change_session, repeat_session
from tests.factories.learning import make_seminar
from tests.factories.people import make_institution, make_membership, make_user
from tests.factories.seminars import make_registration, make_registrations, make_session, states

pytestmark = pytest.mark.django_db

CHANGED, CALLED_OFF = RegistrationLetterKind.CHANGED, RegistrationLetterKind.CALLED_OFF


def told(kind: RegistrationLetterKind) -> list[Registration]:
    letters = RegistrationLetter.objects.filter(kind=kind).order_by("registration__ticket", "pk")
    return [letter.registration for letter in letters.select_related("registration")]


def test_new_session_has_its_seats() -> None:
    session = make_session(seats=12)
    assert list(SeatPool.objects.values_list("session", "institution", "seats", "taken")) == [(session.pk, None, 12, 0)]


def test_another_part_takes_over_whoever_has_a_seat() -> None:
    seminar = make_seminar()
    first = make_session(seminar, seats=2)
    people = make_registrations(first, 3)
    second = make_session(seminar, days=14, seats=1)
    carried = Registration.objects.filter(session=second).order_by("ticket")
    assert [one.user for one in carried] == [one.user for one in people[:2]]
    assert states(second) == [RegistrationState.CONFIRMED, RegistrationState.WAITING]


def test_another_date_of_the_same_takes_over_nobody() -> None:
    seminar = make_seminar(meetings=Meetings.REPEATS)
    make_registrations(make_session(seminar), 2)
    assert states(make_session(seminar, days=14)) == []


def test_moving_tells_everybody_concerned_once_for_each_move() -> None:
    session = make_session(seats=1)
    first, second, third = make_registrations(session, 3)
    cancel_registration(registration=third)
    for day in (8, 9):
        moment = timezone.now() + timedelta(days=day)
        change_session(session=session, starts_at=moment, ends_at=moment + timedelta(hours=1))
    session.refresh_from_db()
    assert (told(CHANGED), session.sequence) == ([first, first, second, second], 2)


def test_another_zone_is_a_change_of_time() -> None:
    session = make_session()
    registration = make_registration(session)
    before = registration.calendar_sequence
    change_session(session=session, time_zone="Europe/Istanbul")
    registration = Registration.objects.select_related("session").get()
    assert (told(CHANGED), registration.calendar_sequence) == ([registration], before + 1)


def test_what_nobody_has_in_the_calendar_tells_nobody() -> None:
    session = make_session(seats=3)
    make_registration(session)
    change_session(session=session, capacity=5, closes_at=session.starts_at - timedelta(days=1), place={})
    session.refresh_from_db()
    assert (told(CHANGED), session.sequence, session.capacity) == ([], 0, 5)


def test_change_that_is_refused_changes_nothing() -> None:
    session = make_session(seats=3)
    make_registrations(session, 2)
    with pytest.raises(CapacityBelowTaken):
        change_session(session=session, capacity=1, place={"az": "Başqa yer"})
    session.refresh_from_db()
    assert (session.capacity, session.place, told(CHANGED)) == (3, {}, [])


def test_cancelling_ends_every_registration_and_tells_why() -> None:
    session = make_session(seats=1)
    first, second, third = make_registrations(session, 3)
    cancel_registration(registration=third)
    cancel_session(session=session, reason={"az": "Xəstəlik", "en": "Illness"})
    session.refresh_from_db()
    off = RegistrationState.CALLED_OFF
    assert (states(session), told(CALLED_OFF)) == ([off, off, RegistrationState.CANCELLED], [first, second])
    assert (session.cancel_reason, SeatPool.objects.get().taken) == ({"az": "Xəstəlik", "en": "Illness"}, 0)


def test_cancelled_session_is_neither_changed_nor_cancelled_again() -> None:
    session = make_session()
    cancel_session(session=session, reason={})
    with pytest.raises(SessionCancelled):
        cancel_session(session=session, reason={})
    with pytest.raises(SessionCancelled):
        change_session(session=session, capacity=3)


def test_session_that_has_begun_is_not_cancelled() -> None:
    session = make_session(days=1)
    registration = make_registration(session)
    with time_machine.travel(session.starts_at, tick=False), pytest.raises(SessionBegan):
        cancel_session(session=session, reason={})
    registration.refresh_from_db()
    assert registration.state == RegistrationState.CONFIRMED


def test_repeating_keeps_the_hour_when_summer_time_ends() -> None:
    zone = ZoneInfo("Europe/Berlin")
    with time_machine.travel(datetime(2026, 10, 1, tzinfo=zone), tick=False):
        begin = datetime(2026, 10, 20, 10, tzinfo=zone)
        seminar = make_seminar(meetings=Meetings.REPEATS)
        session = add_session(
            seminar=seminar, starts_at=begin, ends_at=begin + timedelta(hours=2), time_zone="Europe/Berlin", capacity=8
        )
        made = repeat_session(session=session, times=2)
    shown = [one.starts_at.astimezone(zone).isoformat() for one in made]
    assert shown == ["2026-10-27T10:00:00+01:00", "2026-11-03T10:00:00+01:00"]
    assert [(one.capacity, one.pools.get().seats) for one in made] == [(8, 8), (8, 8)]


def test_repeating_keeps_seats_for_institutions_and_moves_every_date() -> None:
    library, begin = make_institution(), timezone.now() + timedelta(days=10)
    seminar = make_seminar(meetings=Meetings.REPEATS)
    session = make_session(
        seminar, starts_at=begin, ends_at=begin + timedelta(hours=1), seats=10, closes_at=begin - timedelta(days=1)
    )
    set_quota(session=session, institution=library.pk, seats=4, release_on=date(2026, 12, 1))
    again = repeat_session(session=session, times=1, weeks=2)[0]
    kept = SeatPool.objects.get(session=again, institution=library)
    assert (kept.seats, kept.release_on) == (4, date(2026, 12, 15))
    assert again.closes_at == session.closes_at + timedelta(weeks=2)


def test_whoever_waits_is_told_of_other_dates() -> None:
    session = make_session(make_seminar(meetings=Meetings.REPEATS), seats=1)
    _seated, waiting = make_registrations(session, 2)
    repeat_session(session=session, times=2)
    assert (told(RegistrationLetterKind.REPEATED), Session.objects.count()) == ([waiting], 3)


def test_another_part_seats_those_of_an_institution_where_its_seats_are_kept() -> None:
    library, person = make_institution(), make_user()
    make_membership(person, library)
    first = make_session(seats=3)
    set_quota(session=first, institution=library.pk, seats=1)
    make_registration(first, person)
    make_registrations(first, 2)
    again = repeat_session(session=first, times=1)[0]
    pools = SeatPool.objects.filter(session=again).order_by("institution")
    assert sorted(pools.values_list("institution", "seats", "taken"), key=str) == [(library.pk, 1, 1), (None, 2, 2)]


def test_session_whose_attendance_is_closed_is_not_moved() -> None:
    session = make_session()
    Session.objects.filter(pk=session.pk).update(attendance_closed_at=timezone.now())
    with pytest.raises(AttendanceCounted):
        change_session(session=session, starts_at=session.starts_at - timedelta(days=1))
