"""A report read: its tables found, the last one with people taken, each row a stay.

Teams puts a summary and one line per person before the rows of joining and leaving; Zoom puts the meeting before them.
What is wrong with a row is named on the row; what is wrong with the whole file raises `AttendanceUnreadable`.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from academy.lists.cells import MAX_BYTES, MAX_ROWS, Cells, cleaned, decoded
from academy.lists.reader import SEPARATORS, read_separated
from academy.lists.table import is_workbook, read_confined
from academy.lists.unreadable import ListUnreadable
from courses.enums import DayOrder, StayProblem
from courses.errors import AttendanceUnreadable, DaysAmbiguous
from courses.formats.attendance_list.columns import Columns, columns_of
from courses.formats.attendance_list.moments import Written, order_of, written

#: What stands for “still there” where a time of leaving is expected.
NOT_LEFT = {"", "-", "–", "—"}
YES = {"yes", "true", "да", "bəli", "hə"}

Lines = list[tuple[int, Cells]]
Table = tuple[Columns, Lines]


@dataclass(frozen=True, kw_only=True)
class StayRow:
    """One row: somebody joined and left. A moment has a zone only where the file names one.

    `left` is empty for who was there to the end, `problem` a `StayProblem` or empty.
    """

    line: int
    email: str
    name: str
    joined: datetime | None
    left: datetime | None
    problem: str


def read_attendance(content: bytes, *, day: date, order: DayOrder | None = None) -> list[StayRow]:
    """Read a report of a session on `day`; `order` where the person has said how its days are written."""
    if len(content) > MAX_BYTES:
        raise ListUnreadable(ListUnreadable.TOO_LARGE)
    columns, lines = _table(content)
    lines = [(line, cells) for line, cells in lines if not _waits(columns, cells)]
    if not lines:
        raise AttendanceUnreadable(AttendanceUnreadable.NO_PEOPLE)
    if len(lines) > MAX_ROWS:
        raise ListUnreadable(ListUnreadable.TOO_MANY)
    moments = [_moments(columns, cells, day) for _line, cells in lines]
    order = order or order_of((moment for pair in moments for moment in pair if moment), day)
    if order is None:
        raise DaysAmbiguous
    return [_row(line, columns, cells, pair, order) for (line, cells), pair in zip(lines, moments, strict=True)]


def _table(content: bytes) -> Table:
    """The last table with people: where a report counts people first, the single stays come after."""
    tables = [table for lines in _readings(content) for table in _tables(lines)]
    filled = [table for table in tables if table[1]]
    if not tables:
        raise AttendanceUnreadable
    if not filled:
        raise AttendanceUnreadable(AttendanceUnreadable.NO_PEOPLE)
    return filled[-1]


def _readings(content: bytes) -> Iterator[Lines]:
    """The lines of a workbook, or those of a text by each separator until one shows a table."""
    if is_workbook(content):
        yield list(cleaned(iter(read_confined(content))))
        return
    text = decoded(content)
    for separator in SEPARATORS:
        try:
            lines = list(cleaned(read_separated(text, separator)))
        except csv.Error as error:
            raise ListUnreadable(ListUnreadable.DAMAGED) from error
        if any(columns_of(cells) for _line, cells in lines):
            yield lines
            return


def _tables(lines: Lines) -> list[Table]:
    """Each row of heads with the rows under it, to the next heads or to a title, which stands on its line alone."""
    tables: list[Table] = []
    is_open = False
    for line, cells in lines:
        columns = columns_of(cells)
        if columns:
            tables.append((columns, []))
            is_open = True
        elif len(cells) == 1:
            is_open = is_open and not any(cells)
        elif is_open and any(cells):
            tables[-1][1].append((line, cells))
    return tables


def _waits(columns: Columns, cells: Cells) -> bool:
    """Whether the row tells of the waiting room, where nobody hears anything."""
    return _cell(cells, columns.waiting).casefold() in YES


def _moments(columns: Columns, cells: Cells, day: date) -> tuple[Written | None, Written | None]:
    return written(_cell(cells, columns.joined), day), written(_cell(cells, columns.left), day)


def _row(
    line: int, columns: Columns, cells: Cells, moments: tuple[Written | None, Written | None], order: DayOrder
) -> StayRow:
    email = next((_cell(cells, place).lower() for place in columns.emails if "@" in _cell(cells, place)), "")
    name = " ".join(_cell(cells, place) for place in columns.names if _cell(cells, place))[:200]
    joined, left = (moment.at(order) if moment else None for moment in moments)
    is_there = _cell(cells, columns.left) in NOT_LEFT
    problem = _problem(email or name, joined, left, is_there=is_there)
    return StayRow(line=line, email=email, name=name, joined=joined, left=left, problem=problem)


def _problem(who: str, joined: datetime | None, left: datetime | None, *, is_there: bool) -> str:
    if not who:
        return StayProblem.NOBODY.value
    if joined is None or (left is None and not is_there) or (left and bool(left.tzinfo) != bool(joined.tzinfo)):
        return StayProblem.TIMES.value
    return StayProblem.BACKWARDS.value if left and left < joined else ""


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""
