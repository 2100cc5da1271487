"""Where one of the staff stands with a requirement: what was learnt decides, and the certificate if there is one."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from academy.accounts.models import Membership
from academy.cms.templatetags.site_tags import exact_number
from certification import api as certification
from courses.enums import Fulfilment
from courses.models import Requirement
from courses.selectors.desk.facts import Facts, Learning
from courses.selectors.hours import hours_within
from courses.selectors.programme import Done, percent_of


class Told(NamedTuple):
    """What decides how a standing is shown; it names nobody. `asked` and `earned` are hours."""

    fulfilment: Fulfilment
    is_overdue: bool
    percent: int | None
    until: date | None
    asked: Decimal | None
    earned: Decimal | None
    is_enrolled: bool


class Standing(NamedTuple):
    """Where one person stands with one requirement. `percent` is known of what is under way.

    `learning` is the person's own on the course, `earned` the hours counted.
    """

    asked: Requirement
    fulfilment: Fulfilment
    is_overdue: bool
    percent: int | None = None
    until: date | None = None
    earned: Decimal | None = None
    learning: Learning | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return not self.fulfilment.is_fulfilled

    @property
    def told(self) -> Told:
        """What decides how it is shown."""
        hours, is_enrolled = self.asked.hours, self.learning is not None
        return Told(self.fulfilment, self.is_overdue, self.percent, self.until, hours, self.earned, is_enrolled)

    @property
    def sign(self) -> str:
        """Which sign of the component `matrix` stands for it."""
        return sign_and_words(get_language(), self.told)[0]

    @property
    def words(self) -> str:
        """The whole of it in words."""
        return sign_and_words(get_language(), self.told)[1]


#: As many are remembered by a process.
MOST = 2048


@lru_cache(MOST)
def sign_and_words(_language: str, told: Told) -> tuple[str, str]:
    """Return both, in the language that is active."""
    words = _words(told)
    return _sign(told), _("%(state)s, overdue") % {"state": words} if told.is_overdue else words


def _sign(told: Told) -> str:
    if told.is_overdue or told.fulfilment in {Fulfilment.EXPIRED, Fulfilment.REVOKED}:
        return "overdue"
    if told.fulfilment.is_fulfilled:
        return "done"
    return "none" if told.fulfilment == Fulfilment.NOT_BEGUN else "current"


def _words(told: Told) -> str:
    if told.fulfilment == Fulfilment.NOT_BEGUN and told.is_enrolled:
        return _("enrolled, not begun")
    if told.fulfilment == Fulfilment.CERTIFIED and told.until:
        return _("certified until %(date)s") % {"date": date_format(told.until, "SHORT_DATE_FORMAT")}
    if told.fulfilment == Fulfilment.EXPIRED and told.until:
        return _("expired on %(date)s") % {"date": date_format(told.until, "SHORT_DATE_FORMAT")}
    if told.earned:
        counted = {"earned": exact_number(told.earned), "asked": exact_number(told.asked or 0)}
        return _("%(earned)s of %(asked)s h") % counted
    if told.fulfilment == Fulfilment.UNDER_WAY and told.percent is not None:
        return _("in progress, %(percent)s%%") % {"percent": told.percent}
    return str(told.fulfilment.label)


def standings_of(person: Membership, asked: Sequence[Requirement], facts: Facts) -> list[Standing | None]:
    """Where the person stands with each requirement, in their order; None where it is asked of others alone."""
    groups = {None, *[group.pk for group in facts.groups.get(person.pk, ())]}
    return [standing_of(person.user_id, one, facts) if one.group_id in groups else None for one in asked]


def standing_of(user: int, asked: Requirement, facts: Facts) -> Standing:
    """Where the person stands with one requirement."""
    if asked.hours is not None:
        return _of_hours(user, asked, asked.hours, facts)
    return _of_programme(user, asked, facts) if asked.programme_id else _of_course(user, asked, facts)


def _of_hours(user: int, asked: Requirement, hours: Decimal, facts: Facts) -> Standing:
    earned = hours_within(facts.hours.get(user, {}), last=facts.today.year, years=asked.years)
    fulfilment = Fulfilment.COMPLETED if earned >= hours else Fulfilment.UNDER_WAY if earned else Fulfilment.NOT_BEGUN
    percent = int(min(earned, hours) * 100 / hours)
    return _standing(asked, fulfilment, facts, percent=percent, earned=earned)


def _of_course(user: int, asked: Requirement, facts: Facts) -> Standing:
    learning = facts.learning.get((user, asked.course_id or 0))
    if certified := _of_certificate(user, asked, facts):
        return certified
    if learning is None:
        return _standing(asked, Fulfilment.NOT_BEGUN, facts)
    begun = Fulfilment.UNDER_WAY if learning.has_begun else Fulfilment.NOT_BEGUN
    fulfilment = Fulfilment.COMPLETED if learning.is_completed else begun
    return _standing(asked, fulfilment, facts, learning=learning)


def _of_programme(user: int, asked: Requirement, facts: Facts) -> Standing:
    if certified := _of_certificate(user, asked, facts):
        return certified
    if facts.programmes.get((user, asked.programme_id or 0)):
        return _standing(asked, Fulfilment.COMPLETED, facts)
    percent = percent_of(asked.programme, facts.done.get(user, Done()))  # type: ignore[arg-type]
    fulfilment = Fulfilment.UNDER_WAY if percent else Fulfilment.NOT_BEGUN
    return _standing(asked, fulfilment, facts, percent=percent)


FULFILMENTS = {
    certification.Standing.VALID: Fulfilment.CERTIFIED,
    certification.Standing.EXPIRED: Fulfilment.EXPIRED,
    certification.Standing.REVOKED: Fulfilment.REVOKED,
}


def _of_certificate(user: int, asked: Requirement, facts: Facts) -> Standing | None:
    """What the certificate says, which has the last word: a completed course whose certificate ended is open again."""
    held = facts.certificates.get((user, facts.keys[asked.id]))
    if held is None:
        return None
    return _standing(asked, FULFILMENTS[certification.Standing(held.standing)], facts, until=held.expires_on)


def _standing(  # noqa: PLR0913 - what a standing consists of
    asked: Requirement,
    fulfilment: Fulfilment,
    facts: Facts,
    *,
    percent: int | None = None,
    until: date | None = None,
    earned: Decimal | None = None,
    learning: Learning | None = None,
) -> Standing:
    is_late = asked.due_on is not None and asked.due_on < facts.today
    return Standing(
        asked=asked,
        fulfilment=fulfilment,
        is_overdue=is_late and not fulfilment.is_fulfilled,
        percent=percent,
        until=until,
        earned=earned,
        learning=learning,
    )
