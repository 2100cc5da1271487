"""What production, letters and proposals still owe."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q, QuerySet

from certification.enums import (
    IN_PRODUCTION,
    Failure,
    ProposalKind,
    ProposalState,
    State,
)
from certification.models import (
    Certificate,
    Proposal,
    Revocation,
)

#: Issued, and the letter that is owed was not sent.
_UNMAILED: Final = Q(state=State.ISSUED, mailed_at=None, owes_letter=True, holder__isnull=False)
#: What production can carry on with by itself. A name that cannot be printed waits for its holder instead.
UNFINISHED = (Q(state__in=IN_PRODUCTION) & ~Q(failure=Failure.NAME)) | _UNMAILED


#: Longer is waited after no failure.
LONGEST_WAIT: Final = timedelta(hours=1)
#: A copy of the register that fails so often is not tried any more.
MOST_ATTEMPTS: Final = 3


def unfinished_certificates(moment: datetime) -> QuerySet[Certificate]:
    """What was never queued, died half-way, failed, or was never mailed, and is due again.

    What would wait for longer than anything does was put off by a clock that was wrong, and is due, too.
    """
    is_due = Q(next_attempt_at__lte=moment) | Q(next_attempt_at__gt=moment + LONGEST_WAIT)
    return Certificate.objects.filter(UNFINISHED, is_due).order_by("next_attempt_at")


#: Decided and not in the world yet; or there, and the letter that is owed could not be sent.
_WAITING = Q(state__in=IN_PRODUCTION) | (_UNMAILED & ~Q(failure_detail=""))


#: So long may a certificate wait before the first page of the CMS says a word.
OVERDUE: Final = timedelta(hours=1)


def waiting_certificates() -> QuerySet[Certificate]:
    """What somebody may have to look after, the oldest first."""
    return Certificate.objects.filter(_WAITING).select_related("holder").order_by("reserved_at", "pk")


def count_waiting() -> dict[str, int]:
    """How many wait for each reason; the empty one for those that have not failed. One query."""
    counts = waiting_certificates().values_list("failure").annotate(Count("pk")).order_by("failure")
    return dict(counts)


def overdue_certificates(moment: datetime) -> QuerySet[Certificate]:
    """What waits for too long. A name that cannot be printed waits for its holder, who was told."""
    return waiting_certificates().filter(reserved_at__lt=moment - OVERDUE).exclude(failure=Failure.NAME)


def certificates_waiting_for_a_name() -> QuerySet[Certificate]:
    """What could not be produced because its holder's name cannot be printed."""
    waiting = Certificate.objects.filter(state=State.FAILED, failure=Failure.NAME, holder__isnull=False)
    return waiting.select_related("holder")


def unmailed_certificates() -> QuerySet[Certificate]:
    """Certificates that are issued, and of which their holders were not told."""
    return Certificate.objects.filter(_UNMAILED)


def unmailed_revocations() -> QuerySet[Revocation]:
    """Revocations of which the holder, who is still there to be told, was not told."""
    return Revocation.objects.filter(mailed_at=None, certificate__holder__isnull=False)


def unfinished_proposals() -> QuerySet[Proposal]:
    """What two people decided, a worker does, and none has finished. A key is changed by the command alone."""
    decided = Proposal.objects.filter(state=ProposalState.CONFIRMED, carried_out_at=None)
    return decided.exclude(kind=ProposalKind.KEY_CHANGE)
