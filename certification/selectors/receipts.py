"""Receipts of verifications: those to be made, those to be deleted, and those that a file shows."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from certification.models import VerificationReceipt
from certification.models.receipt import KEPT

#: Longer is waited after no failure.
LONGEST_WAIT: Final = timedelta(hours=1)


def unfinished_receipts(moment: datetime) -> QuerySet[VerificationReceipt]:
    """What nobody is making, is due, and was asked for lately enough that somebody may still want it.

    What would wait for longer than anything does was put off by a clock that was wrong, and is due, too.
    """
    wanted = VerificationReceipt.objects.filter(made_at=None, erased_at=None, asked_at__gt=moment - KEPT)
    # Twice, because clocks differ by a moment.
    return wanted.filter(Q(next_attempt_at__lte=moment) | Q(next_attempt_at__gt=moment + 2 * LONGEST_WAIT))


def outdated_receipts(moment: datetime) -> QuerySet[VerificationReceipt]:
    """What still has a file, or was about to get one, and should have none."""
    over = Q(asked_at__lte=moment - KEPT) | ~Q(erased_at=None)
    return VerificationReceipt.objects.filter(over).exclude(document="")
