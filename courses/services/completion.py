"""Completion: the moment at which everything required is done, and what follows from it."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from certification import api as certification
from courses.data import achievement_key
from courses.models import Attempt, Enrolment
from courses.selectors.attempts import attempts_of
from courses.selectors.outline import course_titles
from courses.selectors.progress import progress_of
from courses.selectors.reviews import certified_percent
from courses.services.programmes import complete_programmes
from courses.services.seminar_completion import complete_seminars_of_quiz


@transaction.atomic
def complete_when_done(*, enrolment: Enrolment) -> bool:
    """Complete the course when nothing remains; return whether this call did it.

    The certificate is reserved in this transaction: either both stand or neither. The lock makes the second of two
    calls see what the first has stored: without it each of two last steps would miss the other.
    """
    Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    if not progress_of(enrolment).nothing_remains:
        return False
    now = timezone.now()
    if not Enrolment.objects.active().filter(pk=enrolment.pk, completed_at=None).update(completed_at=now):
        return False
    enrolment.completed_at = now
    _certify(enrolment)
    complete_programmes(user=enrolment.user, course=enrolment.course_id)
    return True


def complete_after_attempt(*, attempt: Attempt) -> None:
    """Complete what a passed attempt was the last step of: its course, and seminars that ask for this quiz."""
    if attempt.passed:
        complete_when_done(enrolment=attempt.enrolment)
        complete_seminars_of_quiz(user=attempt.enrolment.user, quiz=attempt.quiz)


def _certify(enrolment: Enrolment) -> None:
    course = enrolment.course
    if course.certificate_template is None:
        return
    certification.issue_certificate(
        holder=enrolment.user, template=course.certificate_template, achievement=_achievement(enrolment)
    )


def _achievement(enrolment: Enrolment) -> certification.Achievement:
    attempts = list(attempts_of(enrolment).select_related("quiz"))
    score = certified_percent(attempts[0].quiz, attempts) if attempts else None
    return certification.Achievement(
        key=achievement_key(enrolment.course.code),
        titles=course_titles(enrolment.course),
        hours=enrolment.course.cpd_hours,
        achieved_on=timezone.localdate(enrolment.completed_at),
        score=None if score is None else Decimal(score),
    )
