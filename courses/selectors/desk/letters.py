"""What letters of the desk say, gathered when they are written: who lost the view meanwhile is told nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import MembershipRole
from academy.accounts.models import Institution, Membership
from certification import api as certification
from courses.enums import WatchNews
from courses.models import StaffReminder, SummaryLetter, WatchLetter
from courses.selectors.desk.overview import Overview, earned_between, overview_of
from courses.selectors.desk.people import AskedOfPerson, person_of
from courses.selectors.desk.requirements import requirement_url
from courses.selectors.desk.staff import live_watches

#: A reminder that could not be sent is given up after so long: it tells of a day.
TRIED_FOR = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """An institution's month, and where it stands now."""

    institution: Institution
    month: date
    overview: Overview
    earned: int

    @property
    def path(self) -> str:
        """Where the desk of the institution is."""
        return reverse("desk", args=[self.institution.pk])


def summaries(letters: Sequence[SummaryLetter], language: str) -> list[Summary]:
    """The summaries for whoever is still an officer."""
    return [_summary(letter, language) for letter in letters if letter.officer.role == MembershipRole.HR]


def _summary(letter: SummaryLetter, language: str) -> Summary:
    institution, first = letter.officer.institution, letter.month
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return Summary(
        institution=institution,
        month=first,
        overview=overview_of(institution, language),
        earned=earned_between(institution, first, last),
    )


@dataclass(frozen=True, kw_only=True)
class WatchedNews:
    """What became of a watched certificate."""

    certificate: certification.HeldCertificate
    person: Membership
    news: WatchNews

    @property
    def path(self) -> str:
        """Where the person stands at the desk."""
        return reverse("desk_person", args=[self.person.institution_id, self.person.pk])


def watched_news(letters: Sequence[WatchLetter]) -> list[WatchedNews]:
    """News of certificates that are still watched."""
    live = {watch.pk: watch for watch in live_watches().filter(letters__in=letters)}
    found = certification.certificates_with_codes([watch.code for watch in live.values()])
    return [
        WatchedNews(
            certificate=found[live[letter.watch_id].code],
            person=live[letter.watch_id].staff,
            news=WatchNews(letter.news),
        )
        for letter in letters
        if letter.watch_id in live and live[letter.watch_id].code in found
    ]


def owed_reminders() -> QuerySet[StaffReminder]:
    """Reminders of people who still agree to the view."""
    return StaffReminder.objects.filter(
        mailed_at=None,
        owed_at__gt=timezone.now() - TRIED_FOR,
        membership__consented_at__isnull=False,
        membership__user__is_active=True,
    )


@dataclass(frozen=True, kw_only=True)
class OpenRequirement:
    """Something that is left to do, and where it is done."""

    asked: AskedOfPerson
    path: str


def open_requirements(membership: Membership, language: str) -> list[OpenRequirement]:
    """What a reminder reminds of."""
    person = person_of(membership.institution, membership, language)
    return [
        OpenRequirement(asked=one, path=requirement_url(one.standing.asked))
        for one in person.asked
        if one.standing.is_open
    ]
