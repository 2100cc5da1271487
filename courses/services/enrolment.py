"""Coming onto a course, and leaving it. What was done is kept: whoever comes back finds it again."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from academy.accounts.models import User
from courses.enums import AttemptState, EnrolmentMode, RequestState
from courses.errors import (
    ApprovalNeeded,
    AttemptUnderWay,
    CourseCompleted,
    CourseNotOpen,
    InvitationNeeded,
    PrerequisitesMissing,
)
from courses.models import Cohort, Course, Enrolment, EnrolmentRequest, LessonPage
from courses.selectors.attempts import attempts_of
from courses.selectors.prerequisites import prerequisite_items
from courses.services.attempts import close_overdue_attempt
from courses.services.cohorts import put_all_into_cohort, take_out_of_cohort

#: What keeps people from enrolling by themselves.
REFUSALS = {EnrolmentMode.APPROVAL: ApprovalNeeded, EnrolmentMode.INVITATION: InvitationNeeded}


def enrol(*, user: User, course: Course) -> Enrolment:
    """Enrol the person who asks for it, without anybody's help; a second time changes nothing.

    Raises `ApprovalNeeded`, `InvitationNeeded`, `PrerequisitesMissing` and `CourseNotOpen`.
    """
    if enrolled := Enrolment.objects.active().filter(user=user, course=course).first():
        return enrolled
    if refusal := REFUSALS.get(EnrolmentMode(course.enrolment_mode)):
        raise refusal
    check_prerequisites(user, course)
    return admit(user=user, course=course)


def check_prerequisites(user: User, course: Course) -> None:
    """Raise `PrerequisitesMissing` when something is asked for that the person has not achieved."""
    asked = prerequisite_items(course, user=user, language=get_language() or user.language)
    if missing := [item.words for item in asked if not item.is_met]:
        raise PrerequisitesMissing(missing)


def check_is_open(course: Course) -> None:
    """Raise `CourseNotOpen` while no lesson is published.

    What is published later is not required of whoever enrolled before, so an early enrolment would find nothing to do.
    """
    if not LessonPage.objects.live().filter(lesson__course=course).exists():
        raise CourseNotOpen


def admit(*, user: User, course: Course, cohort: Cohort | None = None) -> Enrolment:
    """Enrol somebody to whom a person opened the course, see `admit_all`."""
    return admit_all(users=[user], course=course, cohort=cohort).get()


@transaction.atomic
def admit_all(*, users: Sequence[User], course: Course, cohort: Cohort | None = None) -> QuerySet[Enrolment]:
    """Enrol people to whom a person opened the course, and put them into the cohort; twice is once.

    Nothing is asked of them first: whoever names somebody has decided that. Requests that wait are answered by this,
    without a letter of their own. Raises `CourseNotOpen` and `CohortEnded`.
    """
    check_is_open(course)
    rows = [Enrolment(user=user, course=course) for user in users]
    Enrolment.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    enrolments = Enrolment.objects.filter(course=course, user__in=users)
    enrolments.filter(withdrawn_at__isnull=False).update(withdrawn_at=None)
    if cohort:
        put_all_into_cohort(enrolments=enrolments, cohort=cohort)
    now = timezone.now()
    waiting = EnrolmentRequest.objects.filter(course=course, user__in=users, state=RequestState.WAITING)
    waiting.update(state=RequestState.APPROVED, decided_at=now, mailed_at=now)
    return enrolments


def withdraw(*, enrolment: Enrolment) -> Enrolment:
    """Leave the course, and the cohort with it; all progress is kept. A second time changes nothing.

    An attempt that the clock has closed is marked first, and may complete the course. One that is still open is for the
    learner to submit: closing it here would use it up unseen. Raises `AttemptUnderWay` and `CourseCompleted`.
    """
    for attempt in attempts_of(enrolment).filter(state=AttemptState.OPEN):
        close_overdue_attempt(attempt=attempt)
    with transaction.atomic():
        locked = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
        if locked.completed_at:
            raise CourseCompleted
        if attempts_of(locked).filter(state=AttemptState.OPEN).exists():
            raise AttemptUnderWay
        if locked.withdrawn_at is None:
            locked.withdrawn_at = timezone.now()
            locked.save(update_fields=["withdrawn_at"])
            take_out_of_cohort(enrolment=locked)
    return locked
