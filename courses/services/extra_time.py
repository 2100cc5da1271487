"""More time in tests, for whoever needs it (WCAG 2.2, 2.2.1). Whoever manages the course grants it."""

from django.db import transaction
from wagtail.log_actions import log

from academy.accounts.models import User
from courses.enums import AttemptState, ExtraTime
from courses.models import Enrolment
from courses.selectors.attempts import attempts_of
from courses.services.attempts import close_overdue_attempt, deadline_of


def grant_extra_time(*, enrolment: Enrolment, extra_time: ExtraTime, by: User) -> Enrolment:
    """Let the learner take longer over the tests of this course, from now on; who granted it is logged.

    The deadline of an open attempt moves with it, but only ever later: nobody loses time in the middle of a test.
    An attempt that the clock has closed already stays closed.
    """
    for attempt in attempts_of(enrolment).filter(state=AttemptState.OPEN):
        close_overdue_attempt(attempt=attempt)
    with transaction.atomic():
        locked = Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
        locked.extra_time = extra_time
        locked.save(update_fields=["extra_time"])
        _move_deadline(locked)
        log(instance=locked, action="wagtail.edit", user=by, data={"extra_time": int(extra_time)})
    return locked


def _move_deadline(enrolment: Enrolment) -> None:
    for attempt in attempts_of(enrolment).filter(state=AttemptState.OPEN).select_related("quiz"):
        if later := deadline_of(attempt.quiz, enrolment, attempt.started_at):
            attempts_of(enrolment).filter(pk=attempt.pk, deadline__lt=later).update(deadline=later)
