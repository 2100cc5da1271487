"""An entry of the record in words: names are looked up for many at once, and only while the people have accounts."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, User
from academy.record.enums import ChangeKind
from certification.models import Event
from certification.selectors.record import Entry
from certification.services.history import altered_events

#: So many entries are read and named together.
TOGETHER: Final = 1000
_ROLES: Final = (ChangeKind.ROLE_GIVEN, ChangeKind.ROLE_TAKEN, ChangeKind.ROLE_CHANGED)
_FACTORS: Final = (ChangeKind.FACTOR_ADDED, ChangeKind.FACTOR_REMOVED)
_MEMBERSHIPS: Final = (
    ChangeKind.MEMBERSHIP_BEGUN,
    ChangeKind.MEMBERSHIP_CHANGED,
    ChangeKind.MEMBERSHIP_ENDED,
    ChangeKind.CONSENT_GIVEN,
    ChangeKind.CONSENT_ENDED,
)
#: Kind of a change -> the words for what stands in its subject.
WORDS: Final = (
    dict.fromkeys(_ROLES, Role)
    | dict.fromkeys(_FACTORS, Authenticator.Type)
    | dict.fromkeys(_MEMBERSHIPS, MembershipRole)
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One entry as it is shown. `is_altered`: the chain of the office does not hold here."""

    at: datetime
    kind: str
    label: str
    person: str
    institution: str
    subject: str
    change: str
    facts: str
    actor: str
    is_altered: bool


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """Return the entries in words. Two queries for names, one for the chain."""
    people = {number for entry in entries for number in (entry.actor_id, _person(entry)) if number}
    institutions = {number for entry in entries if (number := _institution(entry))}
    names = _Names(User.objects.in_bulk(people), Institution.objects.in_bulk(institutions))
    altered = altered_events([entry for entry in entries if isinstance(entry, Event)])
    return [_row(entry, names, altered) for entry in entries]


def many_rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Put many entries into words, a thousand at a time."""
    stream = iter(entries)
    while some := list(islice(stream, TOGETHER)):
        yield from rows_of(some)


class _Names:
    def __init__(self, people: dict[int, User], institutions: dict[int, Institution]) -> None:
        self._people, self._institutions = people, institutions

    def person(self, number: int | None) -> str:
        if number is None:
            return ""
        user = self._people.get(number)
        return f"{user.legal_name} <{user.email}>" if user else _("account #%(number)d, erased") % {"number": number}

    def institution(self, number: int | None) -> str:
        if number is None:
            return ""
        known = self._institutions.get(number)
        return str(known) if known else _("institution #%(number)d, deleted") % {"number": number}


def _person(entry: Entry) -> int | None:
    return None if isinstance(entry, Event) else entry.person_id


def _institution(entry: Entry) -> int | None:
    return None if isinstance(entry, Event) else entry.institution_id


def _row(entry: Entry, names: _Names, altered: set[int]) -> Row:
    words, facts = _words(entry), dict(entry.facts)
    ends = [facts.pop(name) for name in ("before", "after") if name in facts]
    return Row(
        at=entry.at,
        kind=entry.kind,
        label=entry.get_kind_display(),
        person=names.person(_person(entry)),
        institution=names.institution(_institution(entry)),
        subject=words.get(entry.subject, entry.subject),
        change=" → ".join(words.get(end, end) for end in ends),
        facts=json.dumps(facts, ensure_ascii=False) if facts else "",
        actor=names.person(entry.actor_id),
        is_altered=isinstance(entry, Event) and entry.pk in altered,
    )


def _words(entry: Entry) -> dict[str, str]:
    """Return the words for what stands in the subject of such an entry."""
    words = None if isinstance(entry, Event) else WORDS.get(ChangeKind(entry.kind))
    return {value: str(label) for value, label in words.choices} if words else {}
