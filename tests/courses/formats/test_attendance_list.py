"""Reports of online rooms as these write them, and as nobody should."""

import random
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academy.lists.cells import MAX_BYTES, MAX_ROWS
from academy.lists.unreadable import ListUnreadable
from courses.enums import DayOrder
from courses.errors import AttendanceUnreadable, DaysAmbiguous
from courses.formats.attendance_list import StayRow, read_attendance
from courses.formats.attendance_list.moments import written
from tests.courses.formats.fuzzing import mutated

DAY = date(2026, 11, 2)
TEAMS = (
    "1. Summary\nMeeting title\tSeminar: UDC, MARC, and more\nAttended participants\t2\n"
    "Start time\t11/2/26, 9:55:00 AM\nEnd time\t11/2/26, 12:00:00 PM\n\n"
    "2. Participants\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Əliyeva Günay\t11/2/26, 9:58:10 AM\t11/2/26, 12:00:00 PM\t1h 40m\tg@example.org\tg@example.org\tPresenter\n\n"
    "3. In-Meeting Activities\nName\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Əliyeva Günay\t11/2/26, 9:58:10 AM\t11/2/26, 10:30:00 AM\t31m 50s\tg@example.org\tPresenter\n"
    "Əliyeva Günay\t11/2/26, 10:52:00 AM\t11/2/26, 12:00:00 PM\t1h 8m\tg@example.org\tPresenter\n"
)
ZOOM = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    '812 3456 7890,"UDC, part 1",11/02/2026 09:55:00 AM,11/02/2026 12:00:00 PM,host@example.org,125,2\n\n'
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,In Waiting Room\n"
    "Günay (Əliyeva Günay),G@Example.org,11/02/2026 09:57:00 AM,11/02/2026 09:58:00 AM,1,Yes,Yes\n"
    "Günay (Əliyeva Günay),G@Example.org,11/02/2026 09:58:10 AM,11/02/2026 12:00:00 PM,122,Yes,No\n"
)
MEET = (
    "First name,Last name,Email,Duration,Time joined,Time exited\nGünay,Əliyeva,g@example.org,2 hr,9:58 AM,12:00 PM\n"
)
BIGBLUEBUTTON = (
    "Name,Moderator,Activity Score,Talk Time,Join,Left,Duration\n"
    '"Əliyeva Günay",FALSE,3,00:00:10,"Nov 2, 2026, 09:58:10","-",02:01:50\n'
)


def stay(line: int, email: str, name: str, joined: tuple, left: tuple | None) -> StayRow:
    moments = [datetime(2026, 11, 2, *clock) if clock else None for clock in (joined, left)]  # noqa: DTZ001 - as written
    return StayRow(line=line, email=email, name=name, joined=moments[0], left=moments[1], problem="")


def table(*rows: str) -> bytes:
    return "\n".join(["Name;Email;Join time;Leave time", *rows]).encode()


def test_teams_counts_single_stays_and_not_the_line_of_first_and_last() -> None:
    assert read_attendance(TEAMS.encode("utf-16"), day=DAY) == [
        stay(13, "g@example.org", "Əliyeva Günay", (9, 58, 10), (10, 30)),
        stay(14, "g@example.org", "Əliyeva Günay", (10, 52), (12, 0)),
    ]


def test_zoom_counts_nobody_who_waits_outside() -> None:
    assert read_attendance(ZOOM.encode("utf-8-sig"), day=DAY) == [
        stay(6, "g@example.org", "Günay (Əliyeva Günay)", (9, 58, 10), (12, 0))
    ]


def test_times_without_a_day_are_of_the_session() -> None:
    assert read_attendance(MEET.encode(), day=DAY) == [stay(2, "g@example.org", "Günay Əliyeva", (9, 58), (12, 0))]


def test_who_has_not_left_stays_and_may_have_no_address() -> None:
    assert read_attendance(BIGBLUEBUTTON.encode(), day=DAY) == [stay(2, "", "Əliyeva Günay", (9, 58, 10), None)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "heads",
    [
        ("Имя", "Электронная почта", "Время присоединения", "Время выхода"),
        ("Ad, soyad", "E-poçt", "Qoşulma vaxtı", "Ayrılma vaxtı"),
        ("Full name", "E-mail address", "First join", "Last leave"),
    ],
)
def test_heads_in_each_language(heads: tuple[str, ...], separator: str) -> None:
    rows = [heads, ("Günay", "g@example.org", "02.11.2026 09:58", "02.11.2026 12:00")]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    assert read_attendance(text.encode(), day=DAY) == [stay(2, "g@example.org", "Günay", (9, 58), (12, 0))]


def test_what_is_wrong_with_a_row_is_named_on_it() -> None:
    content = table(
        "Günay;;2026-11-02 10:00;2026-11-02 09:00",
        ";;2026-11-02 10:00;2026-11-02 11:00",
        "Günay;g@example.org;yesterday;2026-11-02 11:00",
        "Günay;g@example.org;2026-11-02 25:00;2026-11-02 11:00",
        "Günay;g@example.org;2026-11-02 10:00;soon",
    )
    assert [row.problem for row in read_attendance(content, day=DAY)] == [
        *("backwards", "nobody", "times", "times", "times")
    ]


def test_offset_of_the_file_is_kept() -> None:
    content = table("G;g@example.org;2026-11-02T06:00:00Z;2026-11-02T11:00:00+04:00")
    row = read_attendance(content, day=DAY)[0]
    assert (row.joined, row.left) == (
        datetime(2026, 11, 2, 6, tzinfo=UTC),
        datetime(2026, 11, 2, 11, tzinfo=timezone(timedelta(hours=4))),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12:05 AM", 0), ("12:05 PM", 12), ("1:05 pm", 13), ("11:05 p.m.", 23), ("11:05\u202fPM", 23), ("23:05", 23)],
)
def test_hours_of_both_clocks(text: str, expected: int) -> None:
    assert read_attendance(table(f"G;;{text};-"), day=DAY)[0].joined.time() == time(expected, 5)


@pytest.mark.parametrize(
    ("joined", "expected"),
    [
        ("11/02/2026 10:00", date(2026, 11, 2)),
        ("02/11/2026 10:00", date(2026, 11, 2)),
        ("13/11/2026 10:00", date(2026, 11, 13)),
        ("11/13/26 10:00", date(2026, 11, 13)),
        ("05/05/2026 10:00", date(2026, 5, 5)),
        ("01/11/2026 23:00", date(2026, 11, 1)),
    ],
)
def test_order_of_the_days_is_told_by_the_file_and_the_day_of_the_session(joined: str, expected: date) -> None:
    assert read_attendance(table(f"G;;{joined};-"), day=DAY)[0].joined.date() == expected


@pytest.mark.parametrize("day", [date(2026, 3, 9), date(2026, 4, 3)])
def test_order_that_nothing_tells_is_asked_for(day: date) -> None:
    content = table("G;;03/04/2026 10:00;-", "G;;04/03/2026 10:00;-")
    with pytest.raises(DaysAmbiguous):
        read_attendance(content, day=day)
    chosen = [read_attendance(content, day=day, order=order)[0].joined.date() for order in DayOrder]
    assert chosen == [date(2026, 4, 3), date(2026, 3, 4)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", AttendanceUnreadable.NO_TIMES),
        (b"name,email\nG,g@example.org\n", AttendanceUnreadable.NO_TIMES),
        (table(), AttendanceUnreadable.NO_PEOPLE),
        (b"Name,Join\0\n", ListUnreadable.DAMAGED),
        (b"\xd0\xcf\x11\xe0", ListUnreadable.ENCODING),
        (b"a" * (MAX_BYTES + 1), ListUnreadable.TOO_LARGE),
        (table(*["G;;10:00;11:00"] * (MAX_ROWS + 1)), ListUnreadable.TOO_MANY),
    ],
)
def test_file_that_is_no_report_is_refused_with_a_reason(content: bytes, expected: object) -> None:
    with pytest.raises(ListUnreadable) as refusal:
        read_attendance(content, day=DAY)
    assert refusal.value.message == expected


def test_longest_report_is_taken() -> None:
    assert len(read_attendance(table(*["G;;10:00;11:00"] * MAX_ROWS), day=DAY)) == MAX_ROWS


@settings(max_examples=400, deadline=None)
@given(
    seed=st.integers(min_value=0, max_value=2**32),
    file=st.sampled_from([TEAMS.encode("utf-16"), ZOOM.encode(), MEET.encode(), BIGBLUEBUTTON.encode()]),
)
def test_damaged_report_is_read_or_refused_and_never_trips(seed: int, file: bytes) -> None:
    with suppress(ListUnreadable):
        for row in read_attendance(mutated(file, random.Random(seed)), day=DAY):
            assert row.problem or (row.joined and (row.left is None or row.left >= row.joined))


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_anything_else_is_read_or_refused(content: bytes) -> None:
    with suppress(ListUnreadable):
        assert len(read_attendance(content, day=DAY)) <= MAX_ROWS


def test_day_that_other_zones_do_not_have_cannot_be_read() -> None:
    times = [written(f"{year}-12-31 23:59", date(2026, 9, 7)) for year in (9998, 9999)]
    assert [time is None for time in times] == [False, True]
