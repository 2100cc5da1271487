"""Coming, leaving, closing, correcting: each in its time, once, and with a reason where one is due."""

from datetime import datetime, timedelta

import pytest
import time_machine

from courses.attendance.screen_codes import code_at
from courses.enums import AttendanceWay, RegistrationState, SessionState
from courses.errors import (
    CheckInNotOpen,
    CheckInOver,
    CorrectionUnexplained,
    MinutesOutside,
    ScreenCodeExpired,
    SeatMissing,
    SessionAhead,
    SessionCancelled,
    SessionUnderWay,
)
from courses.models import Attendance, AttendanceCorrection, Session
from courses.services.attendance import (
    check_in,
    check_in_by_screen,
    check_out,
    close_attendance,
    correct_attendance,
    strike_attendance,
    undo_check_in,
    undo_check_out,
)
from courses.tasks import close_ended_attendance
from tests.factories.attendance import make_attendance, make_past_session
from tests.factories.learning import make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> Session:
    make_site()
    return make_session(minutes=60)


@pytest.fixture
def past() -> Session:
    make_site()
    return make_past_session(minutes=60)


def at(session: Session, minutes: float) -> time_machine.travel:
    """Travel to so many minutes after the beginning."""
    return time_machine.travel(session.starts_at + timedelta(minutes=minutes), tick=False)


def come(session: Session, user=None, **how: object) -> Attendance:
    user = user or make_registration(session).user
    return check_in(**{"session": session, "user": user, "way": AttendanceWay.TICKET, "by": user} | how)


def arrival(session: Session, minutes: float) -> datetime:
    return session.starts_at + timedelta(minutes=minutes)


def test_arrival_is_recorded_with_time_way_and_recorder(session: Session) -> None:
    registration, organiser = make_registration(session), make_user()
    with at(session, 5):
        record = come(session, registration.user, by=organiser)
    assert (record.arrived_at, record.way, record.recorded_by) == (arrival(session, 5), "ticket", organiser)


def test_twice_is_once_and_the_first_time_holds(session: Session) -> None:
    user = make_registration(session).user
    with at(session, -10):
        first = come(session, user)
    with at(session, 30):
        assert come(session, user, way=AttendanceWay.SCREEN) == first
    assert list(Attendance.objects.values_list("arrived_at", "way")) == [(arrival(session, -10), "ticket")]


@pytest.mark.parametrize(("minutes", "refusal"), [(-61, CheckInNotOpen), (60, CheckInOver), (24 * 60, CheckInOver)])
def test_nobody_is_checked_in_at_another_time(session: Session, minutes: int, refusal: type[Exception]) -> None:
    user = make_registration(session).user
    with at(session, minutes), pytest.raises(refusal):
        come(session, user)
    assert Attendance.objects.count() == 0


@pytest.mark.parametrize("minutes", [-60, 0, 59.9])
def test_check_in_is_open_from_an_hour_before_to_the_end(session: Session, minutes: float) -> None:
    user = make_registration(session).user
    with at(session, minutes):
        assert come(session, user).user == user


def test_nobody_comes_to_a_cancelled_session(session: Session) -> None:
    user = make_registration(session).user
    session.state = SessionState.CANCELLED
    with at(session, 0), pytest.raises(SessionCancelled):
        come(session, user)


@pytest.mark.parametrize("state", [None, RegistrationState.WAITING, RegistrationState.CANCELLED])
def test_without_a_seat_somebody_has_to_say_yes(session: Session, state: RegistrationState | None) -> None:
    user = make_user()
    if state:
        registration = make_registration(session, user)
        type(registration).objects.filter(pk=registration.pk).update(state=state, pool=None)
    with at(session, 0), pytest.raises(SeatMissing):
        come(session, user)
    with at(session, 0):
        assert come(session, user, without_seat=True, way=AttendanceWay.HAND).user == user


def test_code_of_the_screen_checks_in_while_it_is_fresh(session: Session) -> None:
    users = [make_registration(session).user for _person in range(2)]
    code = code_at(session.secret, arrival(session, 1))
    with at(session, 1.5):
        record = check_in_by_screen(session=session, user=users[0], code=code)
    with at(session, 2.1), pytest.raises(ScreenCodeExpired):
        check_in_by_screen(session=session, user=users[1], code=code)
    assert (record.way, Attendance.objects.count()) == ("screen", 1)


def test_code_of_another_session_does_not_count(session: Session) -> None:
    other = make_session(session.seminar)
    user = make_registration(session).user
    with at(session, 0), pytest.raises(ScreenCodeExpired):
        check_in_by_screen(session=session, user=user, code=code_at(other.secret, session.starts_at))


def test_leaving_early_is_recorded_once_and_can_be_undone(session: Session) -> None:
    user = make_registration(session).user
    with at(session, 0):
        record = come(session, user)
    for minutes in (20, 30):
        with at(session, minutes):
            check_out(attendance=record)
    record.refresh_from_db()
    left = record.left_at
    with at(session, 31):
        undo_check_out(attendance=record)
    record.refresh_from_db()
    assert (left, record.left_at) == (arrival(session, 20), None)


def test_check_in_is_undone_only_while_people_come(session: Session) -> None:
    users = [make_registration(session).user for _person in range(2)]
    with at(session, 0):
        records = [come(session, user) for user in users]
        undo_check_in(attendance=records[0])
    with at(session, 60), pytest.raises(CheckInOver):
        undo_check_in(attendance=records[1])
    assert list(Attendance.objects.values_list("user", flat=True)) == [users[1].pk]


def test_closing_counts_who_stayed_came_late_and_left(past: Session) -> None:
    records = [make_attendance(past), make_attendance(past, late=15.5), make_attendance(past, late=-20, left=30)]
    assert close_attendance(session=past) is True
    minutes = dict(Attendance.objects.values_list("pk", "minutes"))
    assert [minutes[record.pk] for record in records] == [60, 44, 30]


def test_closing_twice_is_once_and_keeps_corrections(past: Session) -> None:
    record = make_attendance(past)
    correct_attendance(session=past, user=record.user, minutes=10, reason="Slept", by=make_user())
    assert [close_attendance(session=past) for _time in range(2)] == [True, False]
    record.refresh_from_db()
    assert record.minutes == 10


def test_attendance_is_not_closed_before_the_end(session: Session) -> None:
    with at(session, 59), pytest.raises(SessionUnderWay):
        close_attendance(session=session)


def test_attendance_of_a_cancelled_session_is_never_closed(past: Session) -> None:
    Session.objects.update(state=SessionState.CANCELLED)
    past.refresh_from_db()
    with pytest.raises(SessionCancelled):
        close_attendance(session=past)


def test_attendance_closes_by_itself_a_day_after_the_end(past: Session) -> None:
    cancelled = make_past_session(past.seminar, state=SessionState.CANCELLED)
    with time_machine.travel(past.ends_at + timedelta(hours=23, minutes=59), tick=False):
        close_ended_attendance()
    past.refresh_from_db()
    before = past.attendance_closed_at
    with time_machine.travel(past.ends_at + timedelta(hours=24, minutes=1), tick=False):
        close_ended_attendance()
    for session in (past, cancelled):
        session.refresh_from_db()
    assert (before, past.attendance_closed_at is None, cancelled.attendance_closed_at) == (None, False, None)


def test_correction_is_kept_with_who_and_why(past: Session) -> None:
    record, organiser = make_attendance(past), make_user()
    close_attendance(session=past)
    correct_attendance(session=past, user=record.user, minutes=45, reason=" Came late ", by=organiser)
    record.refresh_from_db()
    kept = AttendanceCorrection.objects.values_list("minutes_before", "minutes_after", "reason", "corrected_by")
    assert (record.minutes, list(kept)) == (45, [(60, 45, "Came late", organiser.pk)])


def test_correction_records_who_was_forgotten(past: Session) -> None:
    user = make_user()
    correct_attendance(session=past, user=user, minutes=60, reason="Stood at the back", by=make_user())
    assert list(Attendance.objects.values_list("user", "minutes", "way")) == [(user.pk, 60, "hand")]


@pytest.mark.parametrize(
    ("minutes", "reason", "refusal"),
    [(-1, "x", MinutesOutside), (61, "x", MinutesOutside), (10, " ", CorrectionUnexplained)],
)
def test_correction_that_makes_no_sense_changes_nothing(
    past: Session, minutes: int, reason: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        correct_attendance(session=past, user=make_user(), minutes=minutes, reason=reason, by=make_user())
    assert (Attendance.objects.count(), AttendanceCorrection.objects.count()) == (0, 0)


def test_nobody_has_attended_what_lies_ahead(session: Session) -> None:
    with pytest.raises(SessionAhead):
        correct_attendance(session=session, user=make_user(), minutes=1, reason="x", by=make_user())


def test_striking_needs_a_reason_and_leaves_a_record(past: Session) -> None:
    record, organiser = make_attendance(past), make_user()
    with pytest.raises(CorrectionUnexplained):
        strike_attendance(attendance=record, reason="", by=organiser)
    kept = Attendance.objects.count()
    strike_attendance(attendance=record, reason="Somebody else", by=organiser)
    corrections = AttendanceCorrection.objects.values_list("minutes_after", "reason", "corrected_by")
    assert (kept, Attendance.objects.count(), list(corrections)) == (1, 0, [(None, "Somebody else", organiser.pk)])
