"""Limits of what is asked: they count the records themselves, so they hold when every cache is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from certification.errors import TooManyQuestions

WINDOW: Final = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Flood:
    """At most `limit` questions of a kind in one window; `which` is a condition in SQL, with `values` for it.

    `is_wide`: the kind is most of what is asked, so it is counted only when the window may hold so many at all.
    """

    limit: int
    which: str
    values: tuple[Any, ...] = ()
    is_wide: bool = False


#: Asked by people; programs with keys and lists of many codes are counted elsewhere.
_BY_PEOPLE: Final = "key_id IS NULL AND NOT is_in_list"


def from_all(limit: int) -> Flood:
    """Limit what everybody together asks."""
    return Flood(limit=limit, which=_BY_PEOPLE, is_wide=True)


def from_network(limit: int, network: str) -> Flood:
    """Limit what one network asks."""
    return Flood(limit=limit, which=f"{_BY_PEOPLE} AND network = %s", values=(network,))


def files_from_network(limit: int, network: str) -> Flood:
    """Limit how many files one network brings."""
    return Flood(limit=limit, which=f"{_BY_PEOPLE} AND by_file AND NOT for_receipt AND network = %s", values=(network,))


def receipts_from_all(limit: int) -> Flood:
    """Limit how many receipts everybody together has made."""
    return Flood(limit=limit, which=f"{_BY_PEOPLE} AND for_receipt")


def receipts_from_network(limit: int, network: str) -> Flood:
    """Limit how many receipts one network has made."""
    return Flood(limit=limit, which=f"{_BY_PEOPLE} AND for_receipt AND network = %s", values=(network,))


def names_from_network(limit: int, network: str) -> Flood:
    """Limit how many names one network tries; an honest list holds many more, of one certificate each."""
    return Flood(limit=limit, which="by_name AND NOT is_in_list AND network = %s", values=(network,))


def names_for_code(limit: int, code: str) -> Flood:
    """Limit how many names are tried for one certificate, from however many networks, in lists too."""
    which = "by_name AND certificate_id = (SELECT id FROM certification_certificate WHERE code = %s)"
    return Flood(limit=limit, which=which, values=(code,))


def refuse_floods(floods: Sequence[Flood]) -> None:
    """Look before a question that costs more than its record. One query. Raises TooManyQuestions."""
    is_room, counted = room(floods)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE {is_room}", counted)
        if cursor.fetchone() is None:
            raise TooManyQuestions


def room(floods: Sequence[Flood]) -> tuple[str, list[Any]]:
    """Return the condition that no limit is reached, in SQL, and its values."""
    since = connection.ops.adapt_datetimefield_value(timezone.now() - WINDOW)
    rooms = [(_wide_room if flood.is_wide else _counted_room)(flood, since) for flood in floods]
    return " AND ".join(sql for sql, _values in rooms), [one for _sql, values in rooms for one in values]


def _counted_room(flood: Flood, since: Any) -> tuple[str, list[Any]]:
    """Count, and no more rows than the limit."""
    counted = (
        "(SELECT COUNT(*) FROM (SELECT 1 FROM certification_verification "  # noqa: S608 - conditions of this module
        f"WHERE asked_at > %s AND {flood.which} LIMIT %s) AS counted) < %s"
    )
    return counted, [since, *flood.values, flood.limit, flood.limit]


def _wide_room(flood: Flood, since: Any) -> tuple[str, list[Any]]:
    """Look at the numbers of the window's first record and the newest: between them lie no more than they differ by.

    Two steps in indexes; the count comes only where these numbers leave it open.
    """
    spanned = (
        "COALESCE((SELECT MAX(id) FROM certification_verification) - (SELECT id FROM certification_verification "
        "WHERE asked_at > %s ORDER BY asked_at LIMIT 1), -1) + 1 < %s"
    )
    counted, values = _counted_room(flood, since)
    return f"({spanned} OR {counted})", [since, flood.limit, *values]
