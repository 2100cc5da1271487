"""The history: each change of a certificate, a key or a template writes an event, in the transaction of the change.

The chain is one, so whoever writes holds its head until the end of the transaction. Write the event last: whoever
takes other rows while holding the head makes everybody wait, and may wait for somebody who waits for the head.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.utils import timezone

from academy.accounts.models import User
from academy.saving import PreparedInsert
from certification.canonical import Frame
from certification.enums import EventKind
from certification.models import ChainHead, Event

#: Number of the shape of what is hashed: a reader of 2040 must be able to tell shapes apart.
FORMAT: Final = 1
_COLUMNS: Final = tuple([field.attname for field in Event._meta.concrete_fields])  # noqa: SLF001 - Django's public API
_EVENTS: Final = PreparedInsert(Event, *_COLUMNS)


def record(*, kind: EventKind, subject: str, facts: Mapping[str, Any], actor: User | None = None) -> Event:
    """Append an event. `facts` are plain JSON and name nobody. Refuses to stand outside the change's transaction."""
    (row,) = record_all(kind=kind, told=[(subject, facts)], actor=actor)
    return Event.from_db(DEFAULT_DB_ALIAS, _COLUMNS, row)


def record_all(
    *, kind: EventKind, told: Iterable[tuple[str, Mapping[str, Any]]], actor: User | None = None
) -> list[tuple[Any, ...]]:
    """Append an event for each subject and its facts, in this order; return the rows. The head moves once."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is written in the transaction of the change it tells.")
    head, now, by = ChainHead.held(ChainHead.HISTORY), timezone.now(), actor.pk if actor else None
    position, newest, frame, rows = head.position, head.hash, _frame(kind, now, by), list[tuple[Any, ...]]()
    for position, (subject, facts) in enumerate(told, start=head.position + 1):
        own = frame.digest(position=position, subject=subject, facts=facts, previous=newest)
        rows.append((position, kind.value, subject, now, by, facts, newest, own))
        newest = own
    _EVENTS.insert(rows)
    head.move(position, newest)
    return rows


def hash_of(event: Event) -> str:
    """Return the SHA-256 of all that the event says, with the hash of the one before."""
    return _frame(event.kind, event.at, event.actor_id).digest(
        position=event.position, subject=event.subject, facts=event.facts, previous=event.previous
    )


def _frame(kind: str, at: datetime, actor: int | None) -> Frame:
    """Return what is hashed, but for what differs between events that are written together."""
    same = {"format": FORMAT, "kind": kind, "at": moment(at), "actor": actor}
    return Frame(same, "position", "subject", "facts", "previous")


def altered_events(events: Sequence[Event]) -> set[int]:
    """Return the positions of those whose hash, or whose link to the event before, does not fit. One query.

    The whole chain is computed again by the command `audit_history`; here only what somebody looks at.
    """
    before = {event.position - 1 for event in events}
    hashes = dict(Event.objects.filter(pk__in=before).values_list("position", "hash"))
    return {
        event.position
        for event in events
        if event.hash != hash_of(event) or event.previous != hashes.get(event.position - 1, "")
    }


def moment(at: datetime) -> str:
    """Return the time of an event as it is hashed: UTC with microseconds (RFC 3339)."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
