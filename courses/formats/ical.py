"""Calendar files (RFC 5545) with invitations and cancellations as mail carries them (RFC 5546, RFC 6047), and feeds.

Times are written as the clock on the wall of the entry's own time zone shows them, with that zone's rules in the file.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from academy.later import later

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = later("icalendar")


PRODID = "-//Librarian Academy//Seminars//EN"
CONTENT_TYPE = "text/calendar; charset=utf-8"
#: How often a calendar program should look for something new.
REFRESH = timedelta(hours=4)
#: Registering was the answer: no program should ask for another.
ATTENDS = {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}


class Status(StrEnum):
    """Whether the entry takes place for its reader (RFC 5545, 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody with an address: who organises, or who comes."""

    address: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """One meeting. Times are aware; `uid` stays for ever, `sequence` rises, `stamp` tells when it was written.

    Texts are in `language`. `online_url` is the room to enter, `url` the page that tells more.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    language: str
    summary: str
    organiser: Party
    description: str = ""
    location: str = ""
    url: str = ""
    online_url: str = ""
    attendee: Party | None = None
    status: Status = Status.CONFIRMED


def invitation(entry: CalendarEntry) -> bytes:
    """Write a meeting that its attendee has accepted already, which programs then only put down."""
    return _calendar("REQUEST", [entry]).to_ical()


def cancellation(entry: CalendarEntry) -> bytes:
    """Write that the meeting is off for its attendee."""
    return _calendar("CANCEL", [replace(entry, status=Status.CANCELLED)]).to_ical()


def feed(entries: Sequence[CalendarEntry], *, name: str) -> bytes:
    """Write a calendar to subscribe to. It names no attendee (RFC 5546, 3.2.1)."""
    calendar = _calendar("PUBLISH", [replace(entry, attendee=None) for entry in entries])
    # The first is the standard's (RFC 7986), the second what programs have read for longer.
    calendar.add("name", icalendar.vText(_line(name)))
    calendar.add("x-wr-calname", icalendar.vText(_line(name)))
    calendar.add("refresh-interval", icalendar.vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", icalendar.vDuration(REFRESH))
    return calendar.to_ical()


def _calendar(method: str, entries: Sequence[CalendarEntry]) -> "icalendar.Calendar":
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    for entry in entries:
        calendar.add_component(_event(entry))
    if entries:
        first, last = min(entry.starts_at for entry in entries), max(entry.ends_at for entry in entries)
        calendar.add_missing_timezones(date(first.year - 1, 1, 1), date(last.year + 2, 1, 1))
    return calendar


def _event(entry: CalendarEntry) -> "icalendar.Event":
    zone = ZoneInfo(entry.time_zone)
    event = icalendar.Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp)
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("status", entry.status.value)
    event.add("organizer", _address(entry.organiser, entry.language))
    _add_texts(event, entry)
    if entry.attendee:
        event.add("attendee", _address(entry.attendee, entry.language, **ATTENDS))
    return event


def _add_texts(event: "icalendar.Event", entry: CalendarEntry) -> None:
    spoken = {"LANGUAGE": entry.language}
    event.add("summary", _line(entry.summary), parameters=spoken)
    if entry.description:
        event.add("description", _text(entry.description), parameters=spoken)
    if entry.location:
        event.add("location", _line(entry.location), parameters=spoken)
    if entry.url:
        event.add("url", _line(entry.url))
    if entry.online_url:
        event.conferences = [icalendar.Conference(_line(entry.online_url), feature=["VIDEO"], language=entry.language)]


def _address(party: Party, language: str, **parameters: str) -> "icalendar.vCalAddress":
    address = icalendar.vCalAddress(f"mailto:{_line(party.address)}")
    address.params.update({"CN": _line(party.name), "LANGUAGE": language, **parameters})
    return address


def _line(text: str) -> str:
    """Return the text on one line: what a name or a title holds can begin no property of its own."""
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """Return the text without control characters and halves of characters; every kind of line end becomes one."""
    lines = "\n".join(text.splitlines())
    return "".join(sign for sign in lines if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
