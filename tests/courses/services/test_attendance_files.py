"""Files of online rooms: looked at, chosen from, and recorded only then."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from courses.enums import MatchState
from courses.errors import DaysAmbiguous, SessionAhead
from courses.models import Attendance, AttendanceFile, SeminarCompletion, Session
from courses.selectors.attendance_files import count_matches, file_people, is_same_name
from courses.services.attendance import close_attendance
from courses.services.attendance_files import (
    confirm_attendance_file,
    delete_old_attendance_files,
    keep_attendance_file,
)
from tests.factories.attendance import make_attendance
from tests.factories.learning import make_site
from tests.factories.people import make_user
from tests.factories.seminars import make_registration, make_session

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Baku")
NAMES = ("Əliyeva Günay Şahin qızı", "Объездчикова Ёлка", "Shelfmark Eleanor Anne")


@pytest.fixture
def session() -> Session:
    """A session of an hour that has just ended, with three people who have a seat."""
    make_site()
    session = make_session(minutes=60)
    for number, name in enumerate(NAMES):
        make_registration(session, make_user(email=f"p{number}@example.org", legal_name=name))
    now = timezone.now().replace(microsecond=0)
    Session.objects.update(starts_at=now - timedelta(minutes=60), ends_at=now)
    session.refresh_from_db()
    return session


def line(session: Session, name: str, email: str, joined: int, left: int) -> str:
    """A row with minutes after the beginning."""
    start = session.starts_at.astimezone(ZONE)
    moments = [f"{start + timedelta(minutes=minutes):%Y-%m-%d %H:%M:%S}" for minutes in (joined, left)]
    return ";".join([name, email, *moments])


def kept(session: Session, *lines: str) -> AttendanceFile:
    content = "\n".join(["Name;Email;Join time;Leave time", *lines]).encode()
    return keep_attendance_file(
        session=session, file_name="room.csv", content=content, zone=ZONE, order=None, by=make_user()
    )


def recorded(session: Session) -> dict[str, tuple[int | None, str]]:
    rows = Attendance.objects.filter(session=session).select_related("user")
    return {row.user.email: (row.minutes, row.way) for row in rows}


def test_looking_records_nobody(session: Session) -> None:
    file = kept(session, line(session, "G", "p0@example.org", 0, 60))
    assert ([person.state for person in file_people(file)], recorded(session)) == ([MatchState.KNOWN], {})


def test_several_rows_are_one_person_with_several_stays(session: Session) -> None:
    file = kept(
        session,
        line(session, "Günay", "P0@example.org", -5, 20),
        line(session, "Günay (phone)", "p0@example.org", 15, 30),
        line(session, "Günay", "p0@example.org", 50, 70),
    )
    confirm_attendance_file(file=file, choices={}, by=make_user())
    assert recorded(session) == {"p0@example.org": (40, "file")}


def test_each_person_is_told_apart(session: Session) -> None:
    stranger = make_user(email="stranger@example.org", legal_name="Nobody Known")
    make_attendance(session, session.registrations.get(user__email="p2@example.org").user)
    file = kept(
        session,
        line(session, "G", "p0@example.org", 0, 60),
        line(session, "Ёлка Объездчикова", "elka@example.com", 0, 60),
        line(session, "Eleanor", "p2@example.org", 0, 60),
        line(session, "Nobody", stranger.email, 0, 60),
        line(session, "Ghost", "ghost@example.com", 0, 60),
        line(session, "Late", "late@example.com", 60, 0),
    )
    states = [person.state for person in file_people(file)]
    assert states == ["known", "doubtful", "recorded", "seatless", "unknown", "unreadable"]
    assert sum(count_matches(file_people(file)).values()) == 6


def test_doubtful_and_seatless_people_are_recorded_when_somebody_chooses_them(session: Session) -> None:
    stranger = make_user(email="stranger@example.org", legal_name="Nobody Known")
    file = kept(
        session,
        line(session, "Ёлка Объездчикова", "elka@example.com", 0, 30),
        line(session, "Eleanor Shelfmark", "", 0, 60),
        line(session, "Nobody", stranger.email, 0, 20),
    )
    elka = session.registrations.get(user__email="p1@example.org").user
    confirmed = confirm_attendance_file(file=file, choices={0: elka.pk, 2: stranger.pk}, by=make_user())
    assert recorded(session) == {"p1@example.org": (30, "file"), "stranger@example.org": (20, "file")}
    assert confirmed.result == {"recorded": 2, "left_out": 1}


def test_choice_that_is_not_offered_is_left_out(session: Session) -> None:
    file = kept(session, line(session, "Ёлка Объездчикова", "elka@example.com", 0, 30))
    confirm_attendance_file(file=file, choices={0: make_user().pk, 7: 1}, by=make_user())
    assert recorded(session) == {}


def test_two_devices_of_one_person_are_counted_together(session: Session) -> None:
    file = kept(
        session,
        line(session, "G", "p0@example.org", 0, 30),
        line(session, "Günay Əliyeva", "other@example.com", 20, 50),
    )
    gunay = session.registrations.get(user__email="p0@example.org").user
    confirm_attendance_file(file=file, choices={1: gunay.pk}, by=make_user())
    assert recorded(session) == {"p0@example.org": (50, "file")}


def test_confirming_twice_is_once(session: Session) -> None:
    file = kept(session, line(session, "G", "p0@example.org", 0, 60))
    results = [confirm_attendance_file(file=file, choices={}, by=make_user()).result for _time in range(2)]
    assert (results, len(recorded(session))) == ([{"recorded": 1, "left_out": 0}] * 2, 1)


def test_who_was_checked_in_at_the_door_stays_so(session: Session) -> None:
    file = kept(session, line(session, "G", "p0@example.org", 0, 5))
    make_attendance(session, session.registrations.get(user__email="p0@example.org").user)
    confirm_attendance_file(file=file, choices={}, by=make_user())
    assert recorded(session) == {"p0@example.org": (None, "hand")}


def test_file_after_closing_completes_the_seminar(session: Session) -> None:
    file = kept(session, line(session, "G", "p0@example.org", 0, 60))
    close_attendance(session=session)
    confirm_attendance_file(file=AttendanceFile.objects.get(pk=file.pk), choices={}, by=make_user())
    assert SeminarCompletion.objects.values_list("user__email", "minutes").get() == ("p0@example.org", 60)


def test_file_of_a_session_ahead_is_refused() -> None:
    make_site()
    with pytest.raises(SessionAhead):
        kept(make_session(), "G;;10:00;11:00")
    assert AttendanceFile.objects.count() == 0


def test_file_whose_days_cannot_be_told_is_not_kept(session: Session) -> None:
    with pytest.raises(DaysAmbiguous):
        kept(session, "G;;03/04/2020 10:00;-")
    assert AttendanceFile.objects.count() == 0


def test_report_of_another_day_records_nobody(session: Session) -> None:
    file = kept(session, line(session, NAMES[0], "p0@example.org", -1440, -1380))
    (person,) = file_people(file)
    confirm_attendance_file(file=file, choices={}, by=make_user())
    assert (person.state, person.problem, recorded(session)) == (
        MatchState.UNREADABLE,
        "görüşün vaxtında deyil",
        {},
    )


def test_files_go_after_thirty_days(session: Session) -> None:
    kept(session, line(session, "G", "p0@example.org", 0, 60))
    with time_machine.travel(timezone.now() + timedelta(days=29)):
        early = delete_old_attendance_files()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert (early, delete_old_attendance_files(), AttendanceFile.objects.count()) == (0, 1, 0)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Günay Əliyeva", "Əliyeva Günay Şahin qızı", True),
        ("GUNAY ALIYEVA", "Əliyeva Günay Şahin qızı", False),
        ("Günay", "Əliyeva Günay Şahin qızı", False),
        ("Ёлка Объездчикова", "Объездчикова Елка", True),
        ("", "", False),
    ],
)
def test_names_are_the_same_in_any_order_and_not_by_one_word(one: str, other: str, expected: bool) -> None:  # noqa: FBT001
    assert is_same_name(one, other) is expected
