"""The table of routes and roles, read from `table.txt`, whose head says how it is written."""

from dataclasses import dataclass
from pathlib import Path

from tests.access.people import ROLES

TABLE = Path(__file__).with_name("table.txt")
#: Marks of those who may not: led to log in, led home, refused, as a missing one.
REFUSALS = frozenset("L<x-")
_GROUPS = 8


@dataclass(frozen=True)
class Line:
    """What each role is answered at one address by one method."""

    method: str
    address: str
    marks: dict[str, str]

    def refused(self) -> list[str]:
        """Roles that may not."""
        return [role for role, mark in self.marks.items() if mark in REFUSALS]


def read_table() -> list[Line]:
    """All lines, in their order."""
    rows = (row for row in TABLE.read_text().splitlines() if row and not row.startswith("#"))
    return [_line(row) for row in rows]


def _line(row: str) -> Line:
    method, *groups, path = row.split(maxsplit=_GROUPS + 1)
    return Line(method, path.removeprefix("/"), dict(zip(ROLES, "".join(groups), strict=True)))
