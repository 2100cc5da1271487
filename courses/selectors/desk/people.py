"""Staff as a list, and one of them alone: certificates, hours, and what is left to do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from academy.accounts.models import Institution, Membership
from certification import api as certification
from courses.models import Requirement, StaffGroup
from courses.selectors.desk.facts import counting_certificates, facts_of
from courses.selectors.desk.fulfilment import Standing, standings_of
from courses.selectors.desk.matrix import MatrixRow, with_progress
from courses.selectors.desk.requirements import requirement_titles, requirements_of, with_rules
from courses.selectors.desk.staff import staff_of
from courses.selectors.hours import hours_by_year, hours_within

#: Within how many days an end is worth a look.
TERMS = (30, 60, 90)


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One of the staff in the list; `target` is the most that is asked for in one year, None where nothing is."""

    person: Membership
    groups: Sequence[StaffGroup]
    certificates: int
    hours: Decimal
    target: Decimal | None
    open_number: int

    @property
    def reaches_target(self) -> bool:
        """Whether the hours of this year are enough."""
        return self.target is None or self.hours >= self.target


def person_rows(people: Sequence[Membership], asked: Sequence[Requirement]) -> list[PersonRow]:
    """Gather what the list says of these people, in a constant number of queries. `asked` are those `with_rules`."""
    facts = facts_of(people, asked)
    in_force = Counter(holder for (holder, _key), held in facts.certificates.items() if held.is_in_force)
    rows = []
    for person in people:
        standings = standings_of(person, asked, facts)
        row = PersonRow(
            person=person,
            groups=facts.groups.get(person.pk, ()),
            certificates=in_force[person.user_id],
            hours=hours_within(facts.hours.get(person.user_id, {}), last=facts.today.year),
            target=_target(standings),
            open_number=sum(standing is not None and standing.is_open for standing in standings),
        )
        rows.append(row)
    return rows


def _target(standings: Sequence[Standing | None]) -> Decimal | None:
    yearly = [one.asked.hours for one in standings if one and one.asked.hours is not None and one.asked.years == 1]
    return max(yearly, default=None)


@dataclass(frozen=True, kw_only=True)
class AskedOfPerson:
    """A requirement and where the person stands with it."""

    title: str
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class Person:
    """One of the staff alone, as far as she or he has agreed to it."""

    membership: Membership
    groups: Sequence[StaffGroup]
    asked: Sequence[AskedOfPerson]
    certificates: Sequence[certification.HeldCertificate]
    hours: Mapping[int, Decimal]


def person_of(institution: Institution, membership: Membership, language: str) -> Person:
    """Gather what HR officers of the institution see of one person."""
    asked = list(with_rules(requirements_of(institution)))
    facts, users = facts_of([membership], asked), [membership.user_id]
    (row,) = with_progress([MatrixRow(membership, standings_of(membership, asked, facts))])
    titles = requirement_titles(asked, language)
    return Person(
        membership=membership,
        groups=facts.groups.get(membership.pk, ()),
        asked=[AskedOfPerson(title=titles[one.asked.pk], standing=one) for one in row.standings if one],
        certificates=facts.held,
        hours=dict(sorted(hours_by_year(users).get(membership.user_id, {}).items(), reverse=True)),
    )


@dataclass(frozen=True, kw_only=True)
class Expiring:
    """A certificate of one of the staff that is in force, and ends soon. `is_renewed`: the next one is being made."""

    person: Membership
    certificate: certification.HeldCertificate
    days: int
    is_renewed: bool = False


def expiring_certificates(institution: Institution, days: int) -> list[Expiring]:
    """What ends within so many days, the nearest first, with what is being renewed. Two queries."""
    staff = {person.user_id: person for person in staff_of(institution)}
    held = certification.certificates_held([*staff])
    waiting = {place for place, one in counting_certificates(held).items() if one.issued_on is None}
    # Until the next one is issued, the one before it is what the person has.
    renewed = [one for one in held if one.issued_on and (one.holder, one.key) in waiting]
    ending = expiring_of(staff, held, days) + [
        replace(one, is_renewed=True) for one in expiring_of(staff, renewed, days)
    ]
    return sorted(ending, key=lambda one: (one.days, one.certificate.code))


def expiring_of(
    staff: Mapping[int, Membership], held: Sequence[certification.HeldCertificate], days: int
) -> list[Expiring]:
    """What ends for somebody, when people and certificates are known, the newest first.

    What was renewed does not, as soon as that is decided: nobody has to see to it.
    """
    today = timezone.localdate()
    last = today + timedelta(days=days)
    ending = [
        one
        for one in counting_certificates(held).values()
        if one.is_in_force and one.expires_on and one.expires_on <= last
    ]
    return [
        Expiring(person=staff[one.holder], certificate=one, days=((one.expires_on or date.max) - today).days)
        for one in sorted(ending, key=lambda one: (one.expires_on or date.max, one.code))
    ]
