"""Moments as programs write them: ISO 8601, day or month first, 12 or 24 hours, or a time of the day alone.

Which of day and month comes first is decided once for a file, from all its dates: see `order_of`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta, timezone

from courses.enums import DayOrder

_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?"
_ZONE = r"(?: ?(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}))?"
_DAY = (
    r"(?:(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
    r"|(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second_part>\d{1,2})(?P=sign)(?P<short>\d{4}|\d{2})"
    r"|(?P<word>[A-Za-z]{3,9})\.? (?P<of_word>\d{1,2}),? (?P<year_of_word>\d{4}))"
)
_PATTERN = re.compile(rf"(?:{_DAY}(?:,? |T))?{_TIME}{_ZONE}", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HALF_DAY = 12
_CENTURY = 2000


@dataclass(frozen=True, kw_only=True)
class Written:
    """One moment as it is written. `days` holds what its day may be: by order, or the same for both."""

    days: dict[DayOrder, date]
    time: time
    offset: timezone | None

    def at(self, order: DayOrder) -> datetime | None:
        """The moment in one order; without a zone unless the file names one. Nothing where there is no such day."""
        day = self.days.get(order)
        return datetime.combine(day, self.time, self.offset) if day else None


def written(text: str, day: date) -> Written | None:
    """Read one moment; a time of the day alone is one of `day`. Nothing where it cannot be read."""
    found = _PATTERN.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    try:
        clock = time(_hour(int(parts["hour"]), parts["half"]), int(parts["minute"]), int(parts["second"] or 0))
    except ValueError:
        return None
    days = _days(parts, day)
    return Written(days=days, time=clock, offset=_offset(parts["zone"])) if days else None


def order_of(moments: Iterable[Written], day: date) -> DayOrder | None:
    """The one order in which the days make sense: each exists, and one at least is the session's. Else nothing.

    Days that are the same in both orders tell nothing; when all are, either order does.
    """
    found = list(moments)
    possible = [order for order in DayOrder if all(order in moment.days for moment in found)]
    if len(possible) == 1:
        return possible[0]
    if all(len(set(moment.days.values())) == 1 for moment in found):
        return DayOrder.DAY_FIRST
    near = [order for order in possible if any(_is_near(moment.days[order], day) for moment in found)]
    return near[0] if len(near) == 1 else None


def _is_near(one: date, other: date) -> bool:
    return abs(one - other) <= timedelta(days=1)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _HALF_DAY:
        raise ValueError(hour)
    return hour % _HALF_DAY + (_HALF_DAY if half in "Pp" else 0)


def _days(parts: dict[str, str | None], day: date) -> dict[DayOrder, date]:
    if parts["first"]:
        return _either(parts)
    if parts["year"]:
        certain = _date(parts["year"], parts["month"], parts["day"])
    elif parts["word"]:
        certain = _date(parts["year_of_word"], _month(parts["word"]), parts["of_word"])
    else:
        certain = day
    return dict.fromkeys(DayOrder, certain) if certain else {}


def _either(parts: dict[str, str | None]) -> dict[DayOrder, date]:
    """Both orders where both are days; with full stops the day always comes first."""
    first, second, year = parts["first"], parts["second_part"], parts["short"]
    day_first, month_first = _date(year, second, first), _date(year, first, second)
    if parts["sign"] == ".":
        return dict.fromkeys(DayOrder, day_first) if day_first else {}
    both = {DayOrder.DAY_FIRST: day_first, DayOrder.MONTH_FIRST: month_first}
    return {order: found for order, found in both.items() if found}


def _date(year: str | None, month: str | int | None, day: str | None) -> date | None:
    try:
        number = int(year or 0)
        day_found = date(number if number > 99 else number + _CENTURY, int(month or 0), int(day or 0))  # noqa: PLR2004
    except ValueError:
        return None
    # The last days of the calendar are no days in other zones.
    return day_found if day_found.year < MAXYEAR else None


def _month(word: str) -> int:
    short = word[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0


def _offset(zone: str | None) -> timezone | None:
    if zone is None:
        return None
    if zone in {"Z", "UTC", "GMT"}:
        return timezone.utc  # noqa: UP017 - the type that is returned
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    distance = timedelta(hours=hours, minutes=minutes)
    return timezone(-distance if zone[0] == "-" else distance) if distance < timedelta(days=1) else None
