"""The history: each change of a certificate, a key or a template writes an event, in the transaction of the change.

The chain is one, so whoever writes holds its head until the end of the transaction. Write the event last: whoever
takes other rows while holding the head makes everybody wait, and may wait for somebody who waits for the head.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from academy.accounts.models import User
from certification.canonical import digest
from certification.enums import EventKind
from certification.models import ChainHead, Event

#: Number of the shape of what is hashed: a reader of 2040 must be able to tell shapes apart.
FORMAT: Final = 1


def record(*, kind: EventKind, subject: str, facts: Mapping[str, Any], actor: User | None = None) -> Event:
    """Append an event. `facts` are plain JSON and name nobody. Refuses to stand outside the change's transaction."""
    (event,) = record_all(kind=kind, told=[(subject, facts)], actor=actor)
    return event


def record_all(
    *, kind: EventKind, told: Iterable[tuple[str, Mapping[str, Any]]], actor: User | None = None
) -> list[Event]:
    """Append an event for each subject and its facts, in this order. The head is held and moved once."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An event is written in the transaction of the change it tells.")
    head, now, events = ChainHead.held(ChainHead.HISTORY), timezone.now(), list[Event]()
    position, previous = head.position, head.hash
    for position, (subject, facts) in enumerate(told, start=head.position + 1):
        event = Event(
            position=position, kind=kind, subject=subject, at=now, actor=actor, facts=dict(facts), previous=previous
        )
        event.hash = previous = hash_of(event)
        events.append(event)
    Event.objects.bulk_create(events, batch_size=1000)
    head.move(position, previous)
    return events


def hash_of(event: Event) -> str:
    """Return the SHA-256 of all that the event says, with the hash of the one before."""
    return digest(
        {
            "format": FORMAT,
            "position": event.position,
            "kind": event.kind,
            "subject": event.subject,
            "at": moment(event),
            "actor": event.actor_id,
            "facts": event.facts,
            "previous": event.previous,
        }
    )


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


def moment(event: Event) -> str:
    """Return the time of the event as it is hashed: UTC with microseconds (RFC 3339)."""
    return event.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
