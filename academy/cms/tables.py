"""What the components `data_table` and `filters` take, and the order of a table as it stands in the address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest


@dataclass(frozen=True)
class Column:
    """A column; `key` names it in the address (`?sort=key`, descending `?sort=-key`)."""

    key: str
    label: str
    is_sortable: bool = True
    is_number: bool = False


@dataclass(frozen=True)
class Cell:
    """A badge when it has a `kind`, a link when it has a `url`, a day, or a text."""

    text: str = ""
    url: str = ""
    kind: str = ""
    icon: str = ""
    day: date | None = None
    is_number: bool = False


def order_in(request: HttpRequest, columns: Sequence[Column], *, default: str) -> str:
    """Return the order that the address asks for, such as “-name”; the default when no column is sorted by it."""
    asked = request.GET.get("sort", "")
    known = {column.key for column in columns if column.is_sortable}
    return asked if asked.removeprefix("-") in known else default
