"""Letters about coming onto a course that are still to be sent."""

from django.db.models import F, Q, QuerySet

from courses.enums import RequestState
from courses.models import EnrolmentLetter, EnrolmentRequest, Invitation
from courses.selectors.admission import open_invitations


def owed_decisions() -> QuerySet[EnrolmentRequest]:
    """Decisions of which the author was not told; whoever takes a request back knows."""
    return EnrolmentRequest.objects.filter(state__in=[RequestState.APPROVED, RequestState.REFUSED], mailed_at=None)


def owed_invitations() -> QuerySet[Invitation]:
    """Invitations of an address that were not sent and still hold."""
    return open_invitations(Invitation.objects.exclude(email="")).filter(mailed_at=None)


def owed_enrolment_letters() -> QuerySet[EnrolmentLetter]:
    """Letters to people who are still learning, and still in the cohort that the letter is about."""
    learning = EnrolmentLetter.objects.filter(
        mailed_at=None, enrolment__withdrawn_at=None, enrolment__completed_at=None
    )
    return learning.filter(Q(cohort=None) | Q(cohort=F("enrolment__cohort")))
