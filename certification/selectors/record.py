"""The record as one listing: the office's events and the changes of people and programs, the newest first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db.models import Q, QuerySet

from academy.record.models import Change
from certification.models import Certificate, Event

#: Where an entry stands; of entries at one moment those of the site come first.
OFFICE: Final = "office"
SITE: Final = "site"
SOURCES: Final = (OFFICE, SITE)


class Place(NamedTuple):
    """Where an entry stands in the listing: no two stand at one place. It is what a page begins after."""

    at: datetime
    source: str
    number: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which entries are asked for; None stands for all. `source` and `kind` go together."""

    source: str | None = None
    kind: str | None = None
    actor: int | None = None
    about: int | None = None
    subject: str | None = None
    begins: datetime | None = None
    ends: datetime | None = None


Entry = Event | Change


def place_of(entry: Entry) -> Place:
    """Return where the entry stands."""
    return Place(entry.at, OFFICE if isinstance(entry, Event) else SITE, entry.pk)


def entries(wanted: Wanted, *, after: Place | None = None, number: int) -> list[Entry]:
    """Return so many entries from the newest on, or from this place on. Two queries, however many there are."""
    rows = (list(source[:number]) for source in _sources(wanted, after))
    return list(islice(_in_order(rows), number))


def all_entries(wanted: Wanted) -> Iterator[Entry]:
    """Read every entry, the newest first, without holding them all."""
    return _in_order(source.iterator(chunk_size=1000) for source in _sources(wanted, None))


def _in_order(rows: Iterable[Iterable[Entry]]) -> Iterator[Entry]:
    return merge(*rows, key=place_of, reverse=True)


def _sources(wanted: Wanted, after: Place | None) -> Iterator[QuerySet[Any]]:
    for source, rows, about in ((OFFICE, Event.objects.all(), _held_by), (SITE, Change.objects.all(), _about)):
        if wanted.source in (None, source):
            chosen = rows.filter(_condition(wanted))
            if wanted.about is not None:
                chosen = chosen.filter(about(wanted.about))
            yield _following(chosen, source, after).order_by("-at", "-pk")


def _condition(wanted: Wanted) -> Q:
    asked = {
        "kind": wanted.kind,
        "actor": wanted.actor,
        "subject__startswith": wanted.subject,
        "at__gte": wanted.begins,
        "at__lt": wanted.ends,
    }
    return Q(**{name: value for name, value in asked.items() if value is not None})


def _held_by(person: int) -> Q:
    """What is about a person in the office is about her or his certificates."""
    return Q(subject__in=Certificate.objects.filter(holder=person).values("code"))


def _about(person: int) -> Q:
    return Q(person=person)


def _following(rows: QuerySet[Any], source: str, after: Place | None) -> QuerySet[Any]:
    """Narrow to what stands behind the place. The first condition lets the index be read from there on."""
    if after is None:
        return rows
    earlier = Q(at__lt=after.at)
    if source == after.source:
        earlier |= Q(pk__lt=after.number)
    elif source < after.source:
        earlier = Q()
    return rows.filter(earlier, at__lte=after.at)
