"""The records of who asked what: counted for limits and holders, and kept for a season only.

The limits count the records themselves, so they hold when every cache is away. A question is counted and recorded by
one statement: INSERT with a condition, which the ORM does not write.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from certification.errors import TooManyQuestions
from certification.models import Verification

KEPT: Final = timedelta(days=90)
WINDOW: Final = timedelta(minutes=5)

#: What a record says beside its number, which the database gives it.
_COLUMNS: Final = [one for one in Verification._meta.concrete_fields if not one.primary_key]  # noqa: SLF001 - Django's own


@dataclass(frozen=True, kw_only=True)
class Flood:
    """At most `limit` questions of a kind in one window; `which` is a condition in SQL, with `values` for it."""

    limit: int
    which: str
    values: tuple[Any, ...] = ()


#: Asked by people; programs with keys and lists of many codes are counted elsewhere.
_BY_PEOPLE: Final = "key_id IS NULL AND NOT is_in_list"


def from_all(limit: int) -> Flood:
    """Limit what everybody together asks."""
    return Flood(limit=limit, which=_BY_PEOPLE)


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
    """Limit how many names one network tries."""
    return Flood(limit=limit, which="by_name AND network = %s", values=(network,))


def names_for_certificate(limit: int, certificate_id: int) -> Flood:
    """Limit how many names are tried for one certificate, from however many networks."""
    return Flood(limit=limit, which="by_name AND certificate_id = %s", values=(certificate_id,))


def record_question(question: Verification, floods: Sequence[Flood]) -> None:
    """Record the question if none of the limits is reached. One statement. Raises TooManyQuestions."""
    question.asked_at = timezone.now()
    names = ", ".join(str(one.column) for one in _COLUMNS)
    values = [one.get_db_prep_save(getattr(question, one.attname), connection) for one in _COLUMNS]
    room, counted = _room(floods)
    places = ", ".join("%s" for _value in values)
    with connection.cursor() as cursor:
        # Nothing but names of columns and conditions of this module is put together here.
        insert = f"INSERT INTO certification_verification ({names}) SELECT {places} WHERE {room}"
        cursor.execute(insert, [*values, *counted])
        if not cursor.rowcount:
            raise TooManyQuestions


def refuse_floods(floods: Sequence[Flood]) -> None:
    """Look before a question that costs more than its record. One query. Raises TooManyQuestions."""
    room, counted = _room(floods)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE {room}", counted)
        if cursor.fetchone() is None:
            raise TooManyQuestions


def _room(floods: Sequence[Flood]) -> tuple[str, list[Any]]:
    """Return the condition that no limit is reached; no more rows are counted than the limit."""
    counts = [
        "(SELECT COUNT(*) FROM (SELECT 1 FROM certification_verification "  # noqa: S608 - as above
        f"WHERE asked_at > %s AND {flood.which} LIMIT %s) AS counted) < %s"
        for flood in floods
    ]
    since = connection.ops.adapt_datetimefield_value(timezone.now() - WINDOW)
    return " AND ".join(counts), [one for flood in floods for one in (since, *flood.values, flood.limit, flood.limit)]


def forget_verifications() -> int:
    """Delete the records that have been kept long enough, and return how many there were."""
    return Verification.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
