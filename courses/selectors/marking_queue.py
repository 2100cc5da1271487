"""What waits for a person to be marked, and whose work it is."""

from django.db.models import Q, QuerySet

from academy.accounts.models import User
from courses.enums import AttemptState
from courses.models import AttemptLetter, AttemptQuestion, Enrolment
from courses.selectors.access import rows_of_cohorts


def markable_answers(user: User, *, with_marked: bool = False) -> QuerySet[AttemptQuestion]:
    """Answers that wait, of learners whose course the person manages or whose cohort the person teaches; no own ones.

    `with_marked` adds those that a person has marked.
    """
    own = rows_of_cohorts(Enrolment, user).exclude(user=user)
    waiting = Q(score=None, attempt__state=AttemptState.AWAITING)
    wanted = waiting | Q(marked_at__isnull=False) if with_marked else waiting
    return AttemptQuestion.objects.filter(wanted, attempt__enrolment__in=own.values("pk"))


def owed_attempt_letters() -> QuerySet[AttemptLetter]:
    """Letters about attempts that are still to be sent, to people who are still on the course."""
    return AttemptLetter.objects.filter(mailed_at=None, attempt__enrolment__withdrawn_at=None)
