"""Lists of people as trainers have them: a column of e-mail addresses, perhaps names, in a CSV or an XLSX file.

Pure: what an address means is not known here. What is wrong with a line is named on the line; what is
wrong with the whole file raises `ListUnreadable`.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from academy.lists.cells import MAX_ROWS, Cells, folded
from academy.lists.heads import ADDRESS_HEADS, NAME_HEADS
from academy.lists.table import read_lines
from academy.lists.unreadable import AddressesMissing, ListUnreadable


class LineProblem(StrEnum):
    """What is wrong with a line."""

    ADDRESS = "address"
    DUPLICATE = "duplicate"
    EMPTY = "empty"
    FORMULA = "formula"


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One line: `line` as the person's own program counts it, `problem` a `LineProblem` or empty."""

    line: int
    email: str
    name: str
    problem: str

    def as_dict(self) -> dict[str, object]:
        """Return what JSON keeps."""
        return asdict(self)


def read_people(content: bytes) -> list[PersonRow]:
    """Read a file of either kind, told apart by its first bytes, not by its name. Raises `ListUnreadable`."""
    lines = read_lines(content)
    address, names, has_head = _columns(lines)
    return _rows(lines[has_head:], address, names)


def _columns(lines: Sequence[tuple[int, Cells]]) -> tuple[int, list[int], bool]:
    """Which column holds the addresses, which hold parts of the name, and whether the first line is a head."""
    heads = [folded(cell) for cell in lines[0][1]]
    named = [place for place, head in enumerate(heads) if head in ADDRESS_HEADS]
    if named and not any("@" in cell for cell in lines[0][1]):
        return named[0], [place for place, head in enumerate(heads) if head in NAME_HEADS], True
    found = next((place for _line, cells in lines for place, cell in enumerate(cells) if "@" in cell), None)
    if found is None:
        raise AddressesMissing
    return found, [0 if found else 1], False


def _rows(lines: Sequence[tuple[int, Cells]], address: int, names: Sequence[int]) -> list[PersonRow]:
    if len(lines) > MAX_ROWS:
        raise ListUnreadable(ListUnreadable.TOO_MANY)
    rows, seen = [], set[str]()
    for line, cells in lines:
        email = cells[address].lower() if address < len(cells) else ""
        name = " ".join(cells[place] for place in names if place < len(cells) and cells[place])
        rows.append(PersonRow(line=line, email=email, name=name[:200], problem=_problem(email, name, seen)))
        seen.add(email)
    return rows


def _problem(email: str, name: str, seen: set[str]) -> str:
    if email.startswith("=") or name.startswith("="):
        return LineProblem.FORMULA.value
    if not email:
        return LineProblem.EMPTY.value
    try:
        validate_email(email)
    except ValidationError:
        return LineProblem.ADDRESS.value
    return LineProblem.DUPLICATE.value if email in seen else ""
