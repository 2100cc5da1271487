"""What the components `data_table`, `matrix` and `filters` take, and the order of a table as an address has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest


@dataclass(frozen=True)
class Column:
    """A column; `key` names it in the address (`?sort=key`, descending `?sort=-key`)."""

    key: str
    label: str
    is_sortable: bool = True
    is_number: bool = False


class Cell(NamedTuple):
    """A badge when it has a `kind`, a link when it has a `url`, a day, or a text."""

    text: str = ""
    url: str = ""
    kind: str = ""
    icon: str = ""
    day: date | None = None
    is_number: bool = False


class MatrixCell(NamedTuple):
    """A cell of `matrix`: a state with a date or a count, or with words that are shown in full under their column."""

    state: str = ""
    text: str = ""
    words: str = ""
    column: str = ""


def order_in(request: HttpRequest, columns: Sequence[Column], *, default: str) -> str:
    """Return the order that the address asks for, such as “-name”; the default when no column is sorted by it."""
    asked = request.GET.get("sort", "")
    known = {column.key for column in columns if column.is_sortable}
    return asked if asked.removeprefix("-") in known else default
