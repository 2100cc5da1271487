"""A month of seminars as a sheet of days. A week begins on Monday; a session stands on the day of its own place."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from courses.selectors.meetings import Meeting
from courses.selectors.seminars import SeminarCard

#: Years that the sheets go through.
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A session on its day."""

    seminar: SeminarCard
    meeting: Meeting


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day of the sheet; those before the first and after the last of the month fill its weeks."""

    date: date
    is_outside: bool
    is_today: bool
    entries: Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class Month:
    """A sheet. `previous` and `next` are months as the address writes them, empty at the ends."""

    first: date
    weeks: Sequence[Sequence[Day]]
    previous: str
    next: str

    @property
    def entries(self) -> list[Entry]:
        """All sessions of the month, in order."""
        return [entry for week in self.weeks for day in week for entry in day.entries]

    @property
    def weekdays(self) -> list[date]:
        """Seven days whose names head the columns."""
        return [day.date for day in self.weeks[0]]


def month_asked(text: str) -> date:
    """Return the first day of the month that an address writes as “2026-12”; this month for anything else."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else timezone.localdate().replace(day=1)


def last_of(first: date) -> date:
    """Return the last day of the month."""
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_of(first: date, cards: Iterable[SeminarCard]) -> Month:
    """Put the sessions of the month on its days."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for card in cards:
        for meeting in card.sessions:
            by_day[meeting.starts_at.date()].append(Entry(seminar=card, meeting=meeting))
    weeks = Calendar(firstweekday=0).monthdatescalendar(first.year, first.month)
    return Month(
        first=first,
        weeks=[[_day(day, first, by_day) for day in week] for week in weeks],
        previous=_written(first - timedelta(days=1)),
        next=_written(last_of(first) + timedelta(days=1)),
    )


def _day(day: date, first: date, by_day: dict[date, list[Entry]]) -> Day:
    is_outside = (day.year, day.month) != (first.year, first.month)
    entries = [] if is_outside else sorted(by_day[day], key=lambda entry: entry.meeting.starts_at)
    return Day(date=day, is_outside=is_outside, is_today=day == timezone.localdate(), entries=entries)


def _written(day: date) -> str:
    return f"{day:%Y-%m}" if FIRST_YEAR <= day.year <= LAST_YEAR else ""
