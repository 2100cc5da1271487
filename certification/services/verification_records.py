"""The records of who asked what: counted for limits and holders, and kept for a season only.

A question is counted and recorded by one statement: INSERT with a condition, which the ORM does not write.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from academy.prepared import AS_THEY_ARE, keeping_plans, sized
from certification.enums import Verdict
from certification.errors import TooManyQuestions
from certification.models import Verification
from certification.selectors.answers import ANSWER, STANDING
from certification.services.floods import WINDOW, Flood, room

KEPT: Final = timedelta(days=90)

#: What a record says beside its number, which the database gives it.
_COLUMNS: Final = [one for one in Verification._meta.concrete_fields if not one.primary_key]  # noqa: SLF001 - Django's own
#: What a record says that stands in the answer itself, which is read beside it.
_READ: Final = MappingProxyType(
    {
        "certificate_id": "(SELECT c0 FROM known LIMIT 1)",
        "verdict": f"COALESCE((SELECT c{STANDING} FROM known LIMIT 1), '{Verdict.UNKNOWN.value}')",  # noqa: S608 - own names
    }
)


def names_tried(certificate_ids: Collection[int]) -> dict[int, int]:
    """Return how many names were tried for each certificate in this window. One query."""
    recent = Verification.objects.filter(by_name=True, asked_at__gt=timezone.now() - WINDOW)
    tried = recent.filter(certificate__in=certificate_ids).values_list("certificate")
    return dict(tried.annotate(Count("pk")).order_by())


def listed_from_network(network: str, since: datetime) -> int:
    """Return how many codes one network has asked for in lists. One query, over an index."""
    return Verification.objects.filter(network=network, is_in_list=True, asked_at__gt=since).count()


def record_question(question: Verification, floods: Sequence[Flood]) -> None:
    """Record the question, which then has an id, if no limit is reached. One statement. Raises TooManyQuestions."""
    sql, values = _insertion(question, floods)
    with keeping_plans() as cursor:
        cursor.execute(sql, sized(values))
        made = cursor.fetchall()
    _take_id(question, made[0][0] if made else None)


def record_answer(question: Verification, floods: Sequence[Flood], code: str) -> list[tuple[Any, ...]]:
    """Read what answers to a code (`ANSWER`), and record the question with it. Raises TooManyQuestions.

    One statement on PostgreSQL, where each is a trip. SQLite writes in none that reads: there are two.
    """
    asked = code, timezone.localdate()
    if connection.vendor == "postgresql":
        return _recorded_at_once(question, floods, asked)
    rows = ANSWER.rows(*asked)
    question.certificate_id, question.verdict = (rows[0][0], rows[0][STANDING]) if rows else (None, Verdict.UNKNOWN)
    record_question(question, floods)
    return rows


def _recorded_at_once(question: Verification, floods: Sequence[Flood], asked: tuple[str, date]) -> list[Any]:
    reading = ANSWER.compiled(())
    insertion, recorded = _insertion(question, floods, _READ)
    # Nothing but what the ORM wrote, names of columns and conditions of this module is put together here.
    sql = (
        f"WITH known ({', '.join(f'c{place}' for place in range(reading.width))}) AS ({reading.sql}), "  # noqa: S608
        f"recorded AS ({insertion}) "
        "SELECT recorded.id, known.* FROM (SELECT 1) AS asked LEFT JOIN recorded ON TRUE LEFT JOIN known ON TRUE"
    )
    with keeping_plans() as cursor:
        cursor.execute(sql, sized([*ANSWER.in_place(asked), *recorded]))
        rows = cursor.fetchall()
    _take_id(question, rows[0][0])
    return [ANSWER.read(row[1:]) for row in rows if row[1] is not None]


def _take_id(question: Verification, made: int | None) -> None:
    if made is None:
        raise TooManyQuestions
    question.pk = made


def _insertion(
    question: Verification, floods: Sequence[Flood], read: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, list[Any]]:
    """Return the statement that records the question if no limit is reached, and its values.

    `read` are columns whose values the statement reads itself, as SQL.
    """
    question.asked_at = timezone.now()
    given = [(one, getattr(question, one.attname)) for one in _COLUMNS if one.column not in read]
    values = [value if type(value) in AS_THEY_ARE else one.get_db_prep_save(value, connection) for one, value in given]
    is_room, counted = room(floods)
    names, places = _names_and_places(connection.vendor, tuple(read.items()))
    insert = f"INSERT INTO certification_verification ({names}) SELECT {places} WHERE {is_room}{_haste()} RETURNING id"
    return insert, [*values, *counted]


@cache
def _names_and_places(vendor: str, read: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """Return the columns, and where their values go. PostgreSQL must be told of what kind one is that may be NULL."""
    kinds = {str(one.column): f"::{one.db_type(connection)}" if vendor == "postgresql" else "" for one in _COLUMNS}
    places = {column: f"%s{kind}" for column, kind in kinds.items()} | dict(read)
    return ", ".join(places), ", ".join(places.values())


def _haste() -> str:
    """Let the answer not wait for the disk, where the record is a transaction of its own.

    Everybody sees the record at once, and a killed process loses none; PostgreSQL itself may lose those of its last
    second when its machine dies.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        return ""
    return " AND set_config('synchronous_commit', 'off', true) IS NOT NULL"


def forget_verifications() -> int:
    """Delete the records that have been kept long enough, and return how many there were."""
    return Verification.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
