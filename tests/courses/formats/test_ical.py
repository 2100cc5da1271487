"""Calendar files: read back with the library, as the calendar programs of people do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from courses.formats.ical import CalendarEntry, Party, Status, cancellation, feed, invitation

START = datetime(2026, 3, 1, 19, 30, tzinfo=UTC)
ENTRY = CalendarEntry(
    uid="registration-1@academy.example.org",
    sequence=2,
    stamp=datetime(2026, 2, 1, 8, tzinfo=UTC),
    starts_at=START,
    ends_at=START + timedelta(minutes=90),
    time_zone="Asia/Baku",
    language="az",
    summary="Kataloqlaşdırma: UOT, MARC; əsaslar",
    description="Birinci sətir\nİkinci, sonuncu; sətir 😀",
    location="Bakı, Xaqani küçəsi 29; II mərtəbə",
    url="https://academy.example.org/my/seminars/1/",
    online_url="https://rooms.example.org/j/1?a=b,c;d",
    organiser=Party(address="office@example.org", name="Milli Kitabxana, “Bakı”"),
    attendee=Party(address="gunay@example.org", name="Əliyeva Günay Şahin qızı"),
)
LETTERS = st.sampled_from(list('əİşёЖ\r\n\t,;:\\"^\u2028\x85\x0b\x00\x1b😀\ud800 ')) | st.characters()
TEXTS = st.text(LETTERS, max_size=60)


def read(file: bytes) -> tuple[Calendar, Event]:
    """The calendar and its only event, with nothing that the library had to forgive."""
    calendar = Calendar.from_ical(file)
    (event,) = calendar.events
    assert (calendar.errors, event.errors) == ([], [])
    return calendar, event


def texts(event: Event) -> list[str]:
    return [str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")]


def test_invitation_says_what_calendar_programs_ask_for() -> None:
    calendar, event = read(invitation(ENTRY))
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (ENTRY.uid, 2, "CONFIRMED")
    assert event["DTSTAMP"].dt == ENTRY.stamp
    assert (event["ORGANIZER"], event["ORGANIZER"].params["CN"]) == ("mailto:office@example.org", ENTRY.organiser.name)
    assert event["ATTENDEE"] == "mailto:gunay@example.org"
    assert event["ATTENDEE"].params == {
        "CN": "Əliyeva Günay Şahin qızı",
        "LANGUAGE": "az",
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
    }


def test_texts_and_links_come_back_as_they_were() -> None:
    _calendar, event = read(invitation(ENTRY))
    assert texts(event) == [ENTRY.summary, ENTRY.description, ENTRY.location]
    assert [event[name].params["LANGUAGE"] for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == ["az"] * 3
    assert (event["URL"], event["CONFERENCE"]) == (ENTRY.url, ENTRY.online_url)
    assert dict(event["CONFERENCE"].params) == {"VALUE": "URI", "FEATURE": "VIDEO", "LANGUAGE": "az"}


def test_what_is_not_known_is_not_said() -> None:
    bare = replace(ENTRY, description="", location="", url="", online_url="", attendee=None)
    _calendar, event = read(invitation(bare))
    assert {"DESCRIPTION", "LOCATION", "URL", "CONFERENCE", "ATTENDEE"} & set(event) == set()


def test_evening_in_baku_goes_on_past_midnight() -> None:
    file = invitation(ENTRY).decode()
    assert "DTSTART;TZID=Asia/Baku:20260301T233000\r\n" in file
    assert "DTEND;TZID=Asia/Baku:20260302T010000\r\n" in file
    _calendar, event = read(file.encode())
    assert (event.start, event.end) == (ENTRY.starts_at, ENTRY.ends_at)
    assert event.start.replace(tzinfo=None) == datetime(2026, 3, 1, 23, 30)  # noqa: DTZ001 - the clock on the wall


def test_early_morning_in_baku_keeps_its_own_date() -> None:
    early = replace(
        ENTRY, starts_at=datetime(2026, 12, 31, 20, tzinfo=UTC), ends_at=datetime(2026, 12, 31, 22, tzinfo=UTC)
    )
    assert b"DTSTART;TZID=Asia/Baku:20270101T000000\r\n" in invitation(early)


def test_session_that_moves_to_another_zone_stays_the_same_entry() -> None:
    moved = replace(ENTRY, time_zone="Europe/Istanbul", sequence=3)
    files = [read(invitation(entry)) for entry in (ENTRY, moved)]
    assert [event["UID"] for _calendar, event in files] == [ENTRY.uid] * 2
    assert [event["SEQUENCE"] for _calendar, event in files] == [2, 3]
    assert [event["DTSTART"].params["TZID"] for _calendar, event in files] == ["Asia/Baku", "Europe/Istanbul"]
    assert [[zone.tz_name for zone in calendar.timezones] for calendar, _event in files] == [
        ["Asia/Baku"],
        ["Europe/Istanbul"],
    ]
    assert [event.start for _calendar, event in files] == [START] * 2


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Asia/Baku", datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ("Europe/Istanbul", datetime(2026, 12, 31, 22, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, 12, tzinfo=UTC)),
        ("Asia/Kolkata", datetime(2026, 1, 1, 0, tzinfo=UTC)),
    ],
)
def test_rules_in_the_file_give_the_right_moment(zone: str, instant: datetime) -> None:
    calendar, event = read(
        invitation(replace(ENTRY, time_zone=zone, starts_at=instant, ends_at=instant + timedelta(hours=1)))
    )
    (rules,) = calendar.timezones
    on_the_wall = event.start.replace(tzinfo=None)
    assert on_the_wall == instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert on_the_wall.replace(tzinfo=rules.to_tz(lookup_tzid=False)).astimezone(UTC) == instant


def test_zone_of_universal_time_needs_no_rules() -> None:
    file = invitation(replace(ENTRY, time_zone="UTC"))
    assert (b"DTSTART:20260301T193000Z\r\n" in file, b"VTIMEZONE" in file) == (True, False)


def test_cancellation_is_of_the_same_entry() -> None:
    calendar, event = read(cancellation(replace(ENTRY, sequence=3)))
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert (event["UID"], event["SEQUENCE"], event["ATTENDEE"]) == (ENTRY.uid, 3, "mailto:gunay@example.org")


def test_feed_holds_entries_of_several_zones_and_names_nobody_who_comes() -> None:
    offered = replace(ENTRY, uid="registration-2@x", time_zone="Europe/London", status=Status.TENTATIVE)
    called_off = replace(ENTRY, uid="registration-3@x", status=Status.CANCELLED)
    calendar = Calendar.from_ical(feed([ENTRY, offered, called_off], name="X"))
    assert (calendar["METHOD"], calendar["NAME"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "X", "X")
    assert [event["STATUS"] for event in calendar.events] == ["CONFIRMED", "TENTATIVE", "CANCELLED"]
    assert sorted(zone.tz_name for zone in calendar.timezones) == ["Asia/Baku", "Europe/London"]
    assert [event for event in calendar.events if "ATTENDEE" in event] == []


def test_feed_says_how_often_to_look_again() -> None:
    lines = feed([], name="X").decode().split("\r\n")
    found = [line for line in lines if "PT4H" in line]
    assert found == ["REFRESH-INTERVAL;VALUE=DURATION:PT4H", "X-PUBLISHED-TTL:PT4H"]


def test_name_of_a_feed_is_one_escaped_line() -> None:
    lines = feed([], name="a, b;\r\nX-EVIL:c").decode().split("\r\n")
    assert [line for line in lines if "EVIL" in line] == ["NAME:a\\, b\\; X-EVIL:c", "X-WR-CALNAME:a\\, b\\; X-EVIL:c"]


def test_nobody_puts_a_property_into_the_file() -> None:
    evil = "X\r\nATTENDEE:mailto:evil@example.org\r\nBEGIN:VALARM"
    party = Party(address="a@example.org\r\nATTENDEE:mailto:evil@example.org", name=evil)
    entry = replace(ENTRY, summary=evil, description=evil, location=evil, url=evil, organiser=party, attendee=party)
    lines = invitation(entry).split(b"\r\n")
    assert [line for line in lines if line.startswith((b"ATTENDEE:", b"BEGIN:VALARM"))] == []
    assert read(invitation(entry))[1].subcomponents == []


@settings(deadline=None, max_examples=150)
@given(summary=TEXTS, description=TEXTS, location=TEXTS, name=TEXTS)
def test_any_text_survives_or_is_harmless(summary: str, description: str, location: str, name: str) -> None:
    party = Party(address="a@example.org", name=name)
    entry = replace(ENTRY, summary=summary, description=description, location=location, organiser=party, attendee=party)
    file = invitation(entry)
    _calendar, event = read(file)
    assert str(event["SUMMARY"]).split() == visible(summary).split()
    assert event.get("DESCRIPTION", "").split() == visible(description).split()
    assert [line for line in file.split(b"\r\n") if len(line) > 75 or b"\n" in line or b"\r" in line] == []


def visible(text: str) -> str:
    """Without what no calendar may hold: control characters and halves of characters."""
    lines = "\n".join(text.splitlines())
    return "".join(sign for sign in lines if sign in "\n\t" or not is_control(sign))


def is_control(sign: str) -> bool:
    code = ord(sign)
    return code < 0x20 or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000


@settings(deadline=None, max_examples=60)
@given(
    start=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - as asked for
    minutes=st.integers(1, 3000),
    zone=st.sampled_from(["Asia/Baku", "Europe/Istanbul", "Europe/London", "America/New_York", "Australia/Lord_Howe"]),
)
def test_any_time_comes_back(start: datetime, minutes: int, zone: str) -> None:
    start = start.replace(microsecond=0)
    entry = replace(ENTRY, time_zone=zone, starts_at=start, ends_at=start + timedelta(minutes=minutes))
    _calendar, event = read(invitation(entry))
    wall = [moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in (entry.starts_at, entry.ends_at)]
    assert [moment.replace(tzinfo=None) for moment in (event.start, event.end)] == wall
