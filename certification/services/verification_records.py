"""The records of who asked what: counted for limits and holders, and kept for a season only.

The limits count the records themselves, so they hold when every cache is away. A question is counted and recorded by
one statement: INSERT with a condition, which the ORM does not write.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from academy.prepared import keeping_plans, sized
from certification.errors import TooManyQuestions
from certification.models import Verification

KEPT: Final = timedelta(days=90)
WINDOW: Final = timedelta(minutes=5)

#: What a record says beside its number, which the database gives it.
_COLUMNS: Final = [one for one in Verification._meta.concrete_fields if not one.primary_key]  # noqa: SLF001 - Django's own


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


def names_for_certificate(limit: int, certificate_id: int) -> Flood:
    """Limit how many names are tried for one certificate, from however many networks, in lists too."""
    return Flood(limit=limit, which="by_name AND certificate_id = %s", values=(certificate_id,))


def names_tried(certificate_ids: Collection[int]) -> dict[int, int]:
    """Return how many names were tried for each certificate in this window. One query."""
    recent = Verification.objects.filter(by_name=True, asked_at__gt=timezone.now() - WINDOW)
    tried = recent.filter(certificate__in=certificate_ids).values_list("certificate")
    return dict(tried.annotate(Count("pk")).order_by())


def record_question(question: Verification, floods: Sequence[Flood]) -> None:
    """Record the question, which then has an id, if no limit is reached. One statement. Raises TooManyQuestions."""
    question.asked_at = timezone.now()
    names, places = _names_and_places(connection.vendor)
    values = [one.get_db_prep_save(getattr(question, one.attname), connection) for one in _COLUMNS]
    room, counted = _room(floods)
    with keeping_plans() as cursor:
        # Nothing but names of columns and conditions of this module is put together here.
        insert = f"INSERT INTO certification_verification ({names}) SELECT {places} WHERE {room}{_haste()} RETURNING id"
        cursor.execute(insert, sized([*values, *counted]))
        made = cursor.fetchall()
    if not made:
        raise TooManyQuestions
    question.pk = made[0][0]


@cache
def _names_and_places(vendor: str) -> tuple[str, str]:
    """Return the columns, and where their values go. PostgreSQL must be told of what kind one is that may be NULL."""
    kinds = [f"::{one.db_type(connection)}" if vendor == "postgresql" else "" for one in _COLUMNS]
    return ", ".join(str(one.column) for one in _COLUMNS), ", ".join(f"%s{kind}" for kind in kinds)


def _haste() -> str:
    """Let the answer not wait for the disk, where the record is a transaction of its own.

    Everybody sees the record at once, and a killed process loses none; PostgreSQL itself may lose those of its last
    second when its machine dies.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return ""
    return " AND set_config('synchronous_commit', 'off', true) IS NOT NULL"


def refuse_floods(floods: Sequence[Flood]) -> None:
    """Look before a question that costs more than its record. One query. Raises TooManyQuestions."""
    room, counted = _room(floods)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE {room}", counted)
        if cursor.fetchone() is None:
            raise TooManyQuestions


def _room(floods: Sequence[Flood]) -> tuple[str, list[Any]]:
    """Return the condition that no limit is reached, and its values."""
    since = connection.ops.adapt_datetimefield_value(timezone.now() - WINDOW)
    rooms = [(_wide_room if flood.is_wide else _counted_room)(flood, since) for flood in floods]
    return " AND ".join(sql for sql, _values in rooms), [one for _sql, values in rooms for one in values]


def _counted_room(flood: Flood, since: Any) -> tuple[str, list[Any]]:
    """Count, and no more rows than the limit."""
    counted = (
        "(SELECT COUNT(*) FROM (SELECT 1 FROM certification_verification "  # noqa: S608 - as above
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


def forget_verifications() -> int:
    """Delete the records that have been kept long enough, and return how many there were."""
    return Verification.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
