"""The learner’s personal area in one value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import chain
from typing import Final

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from academy.accounts.models import User
from academy.cms.frames import SECONDS_OF_DECIDED
from academy.cms.held import held, held_of_each
from academy.numbered import address_of
from academy.prepared import MANY, PreparedInstances
from certification import api as certification
from courses.enums import RequestState
from courses.models import Attempt, Cohort, CoursePage, Enrolment, EnrolmentRequest
from courses.selectors.catalogue import course_pages_of, kept_courses, live_course_pages
from courses.selectors.evaluations import AskedEvaluation, asked_evaluations
from courses.selectors.holdings import holdings_of
from courses.selectors.hours import hours_by_year, hours_within
from courses.selectors.organising import NO_WORK, Work, work_of
from courses.selectors.outline import Outline, outlines_of
from courses.selectors.programmes import JoinedProgramme, joined_programmes
from courses.selectors.registration import RegistrationView, my_registrations
from courses.selectors.seminars import SeminarCard, upcoming_seminars
from courses.selectors.study import Kept, bookmarks_of, notes_of
from courses.selectors.translations import best_pages

_MINE: Final = PreparedInstances(
    Enrolment,
    lambda user: Enrolment.objects.active().filter(user=user).annotate(last_read_at=Max("lesson_progress__read_at")),
    -1,
    also=["last_read_at"],
)
_COHORTS: Final = PreparedInstances(Cohort, lambda cohorts: Cohort.objects.filter(pk__in=cohorts), MANY)
#: How many notes, bookmarks and seminars are shown before their own page is.
MOST_SHOWN = 3


@dataclass(frozen=True, kw_only=True)
class EnrolledCourse:
    """A course in the learner’s hands."""

    enrolment: Enrolment
    outline: Outline
    page: CoursePage | None

    @property
    def open_attempt(self) -> Attempt | None:
        """What is being answered."""
        return self.outline.open_attempt

    @property
    def title(self) -> str:
        """Title in the best language, or the code of a course that was unpublished."""
        return self.page.title if self.page else self.outline.course.code

    @property
    def url(self) -> str:
        """Address of the course page; empty when it is unpublished."""
        return self.page.address if self.page else ""

    @cached_property
    def continue_url(self) -> str:
        """Where the learner goes on: first of all in an open attempt, whose time may be running."""
        if self.open_attempt:
            return address_of("attempt", self.open_attempt.pk)
        return reverse("continue_course", args=[self.outline.course.code])

    @property
    def told(self) -> tuple[object, ...]:
        """All that decides over its card, besides where the button leads: no two learners with the same see another."""
        outline, page = self.outline, self.page and self.page.pk
        # What remains to be done is told by the progress.
        return page, outline.course.code, self.open_attempt is None, outline.marks, outline.progress

    @property
    def ends_on(self) -> date | None:
        """The last day of the learner’s cohort, while it lies ahead."""
        cohort = self.enrolment.cohort
        return cohort.ends_on if cohort and cohort.ends_on >= timezone.localdate() else None

    @property
    def is_due(self) -> bool:
        """Whether something about it will not wait."""
        return bool(self.open_attempt or self.ends_on)

    @property
    def urgency(self) -> tuple[bool, date, float]:
        """What comes first: an open attempt, then the cohort that ends soonest, then what was read last."""
        active_at: datetime = self.enrolment.last_read_at or self.enrolment.enrolled_at  # type: ignore[attr-defined]
        return self.open_attempt is None, self.ends_on or date.max, -active_at.timestamp()


@dataclass(frozen=True, kw_only=True)
class WaitingRequest:
    """A course that the learner has asked for, and nobody has decided about."""

    title: str
    url: str
    requested_at: datetime


@dataclass(frozen=True, kw_only=True)
class Hours:
    """CPD hours of completed courses and seminars, exactly."""

    year: int
    this_year: Decimal
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """What `/my/` shows. `next` is the one course to go on with, `current` are the others that are not completed."""

    next: EnrolledCourse | None
    current: Sequence[EnrolledCourse]
    waiting: Sequence[WaitingRequest]
    registrations: Sequence[RegistrationView]
    evaluations: Sequence[AskedEvaluation]
    work: Work
    completed: Sequence[EnrolledCourse]
    certificates: Sequence[certification.IssuedCertificate]
    hours: Hours
    programmes: Sequence[JoinedProgramme]
    seminars: Sequence[SeminarCard]
    notes: Sequence[Kept]
    bookmarks: Sequence[Kept]
    has_news: bool

    @property
    def due(self) -> list[EnrolledCourse]:
        """What will not wait."""
        return [course for course in (self.next, *self.current) if course and course.is_due]


def dashboard_of(user: User, language: str) -> Dashboard:
    """Gather what is the learner’s, and the next seminars. Six queries, and those for what there is of other kinds."""
    courses, has = _courses_of(user, language), holdings_of(user)
    current = sorted((course for course in courses if not course.enrolment.completed_at), key=lambda one: one.urgency)
    completed = [course for course in courses if course.enrolment.completed_at]
    return Dashboard(
        next=current[0] if current else None,
        current=current[1:],
        waiting=_waiting_requests(user, language) if has.requests else (),
        registrations=my_registrations(user, language) if has.registrations else (),
        evaluations=asked_evaluations(user, language) if has.attended else (),
        work=work_of(user) if has.memberships or has.led else NO_WORK,
        completed=completed,
        certificates=certification.certificates_of(user) if has.certificates else (),
        hours=_hours_of(user, is_any=bool(completed) or has.seminars),
        programmes=joined_programmes(user, language) if has.programmes else (),
        seminars=held(f"upcoming:{language}", partial(upcoming_seminars, language, limit=MOST_SHOWN)),
        notes=notes_of(user, language)[:MOST_SHOWN] if has.notes else (),
        bookmarks=bookmarks_of(user, language)[:MOST_SHOWN] if has.bookmarks else (),
        has_news=has.announcements,
    )


def _courses_of(user: User, language: str) -> list[EnrolledCourse]:
    enrolments = _enrolments_of(user)
    translations = held_of_each(
        "course-pages", {one.course_id for one in enrolments}, course_pages_of, seconds=SECONDS_OF_DECIDED
    )
    pages = best_pages(chain.from_iterable(translations.values()), row="course", language=language)
    return [
        EnrolledCourse(enrolment=enrolment, outline=outline, page=pages.get(enrolment.course_id))
        for enrolment, outline in zip(enrolments, outlines_of(enrolments, language=language), strict=True)
    ]


def _enrolments_of(user: User) -> list[Enrolment]:
    """Return them with their courses, as these are shown, and cohorts. One query, and one for cohorts."""
    enrolments = _MINE.instances(user.pk)
    courses = kept_courses([one.course_id for one in enrolments])
    found = _COHORTS.instances({one.cohort_id for one in enrolments if one.cohort_id})
    cohorts = {cohort.pk: cohort for cohort in found}
    for one in enrolments:
        one.course, one.cohort = courses[one.course_id], cohorts.get(one.cohort_id or 0)
    return enrolments


def _waiting_requests(user: User, language: str) -> list[WaitingRequest]:
    """What waits longest first; a course that was unpublished meanwhile has no page that could be shown."""
    asked = dict(
        EnrolmentRequest.objects.filter(user=user, state=RequestState.WAITING).values_list("course", "requested_at")
    )
    if not asked:
        return []
    pages = best_pages(live_course_pages().filter(course__in=asked), row="course", language=language)
    return [
        WaitingRequest(title=pages[course].title, url=pages[course].url, requested_at=requested_at)
        for course, requested_at in asked.items()
        if course in pages
    ]


def _hours_of(user: User, *, is_any: bool) -> Hours:
    year, by_year = timezone.localdate().year, hours_by_year([user.pk]).get(user.pk, {}) if is_any else {}
    return Hours(year=year, this_year=hours_within(by_year, last=year), total=sum(by_year.values(), Decimal(0)))
