"""The first page of the desk: what an institution's HR officer should know today."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from academy.accounts.models import Institution
from certification import api as certification
from courses.enums import Fulfilment
from courses.models import Requirement
from courses.selectors.desk.facts import facts_of
from courses.selectors.desk.fulfilment import Standing, standings_of
from courses.selectors.desk.invitations import waiting_invitations
from courses.selectors.desk.people import TERMS, Expiring, expiring_of
from courses.selectors.desk.requirements import requirement_titles, requirements_of, with_rules
from courses.selectors.desk.staff import staff_of
from courses.selectors.hours import hours_within

#: How many ending certificates the first page names.
MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One requirement: of how many people it is asked, and in which state they are."""

    requirement: Requirement
    title: str
    counts: Mapping[Fulfilment, int]
    overdue: int

    @property
    def people(self) -> int:
        """Of how many it is asked."""
        return sum(self.counts.values())

    @property
    def fulfilled(self) -> int:
        """How many have done it."""
        return sum(number for state, number in self.counts.items() if state.is_fulfilled)

    @property
    def not_begun(self) -> int:
        """How many have not begun."""
        return self.counts.get(Fulfilment.NOT_BEGUN, 0)

    @property
    def percent(self) -> int:
        """How many of a hundred have done it, rounded down."""
        return self.fulfilled * 100 // self.people if self.people else 0


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Key figures of one institution. `ending` counts certificates by the days within which they end."""

    people: int
    waiting: int
    year: int
    hours: Decimal
    certificates: int
    ending: Mapping[int, int]
    soonest: Sequence[Expiring]
    not_begun: int
    overdue: int
    asked: Sequence[Asked]


def overview_of(institution: Institution, language: str) -> Overview:
    """Gather the figures. The number of queries depends on nothing."""
    staff, asked = list(staff_of(institution)), list(with_rules(requirements_of(institution)))
    users = {person.user_id: person for person in staff}
    facts = facts_of(staff, asked)
    standings = [standings_of(person, asked, facts) for person in staff]
    ending = expiring_of(users, facts.held, TERMS[-1])
    titles, year = requirement_titles(asked, language), facts.today.year
    return Overview(
        people=len(staff),
        waiting=waiting_invitations(institution).count(),
        year=year,
        hours=sum((hours_within(one, last=year) for one in facts.hours.values()), Decimal(0)),
        certificates=sum(held.is_in_force for held in facts.certificates.values()),
        ending={term: sum(one.days <= term for one in ending) for term in TERMS},
        soonest=ending[:MOST_SHOWN],
        not_begun=_people_with(standings, lambda one: one.fulfilment == Fulfilment.NOT_BEGUN),
        overdue=_people_with(standings, lambda one: one.is_overdue),
        asked=[_asked(one, titles[one.pk], [row[place] for row in standings]) for place, one in enumerate(asked)],
    )


def _asked(asked: Requirement, title: str, standings: Sequence[Standing | None]) -> Asked:
    of_people = [one for one in standings if one]
    return Asked(
        requirement=asked,
        title=title,
        counts=Counter(one.fulfilment for one in of_people),
        overdue=sum(one.is_overdue for one in of_people),
    )


def _people_with(standings: Sequence[Sequence[Standing | None]], holds: Callable[[Standing], bool]) -> int:
    return sum(any(one is not None and holds(one) for one in row) for row in standings)


def earned_between(institution: Institution, first: date, last: date) -> int:
    """How many certificates of staff were issued in these days."""
    users = [person.user_id for person in staff_of(institution)]
    held = certification.certificates_held(users)
    return sum(one.issued_on is not None and first <= one.issued_on <= last for one in held)
