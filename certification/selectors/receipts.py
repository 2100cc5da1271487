"""Receipts of verifications: those to be made, those to be deleted, and those that a file shows."""

from datetime import datetime

from django.db.models import Q, QuerySet

from certification.models import VerificationReceipt
from certification.models.receipt import KEPT


def unfinished_receipts(moment: datetime) -> QuerySet[VerificationReceipt]:
    """What nobody is making, is due, and was asked for lately enough that somebody may still want it."""
    wanted = VerificationReceipt.objects.filter(made_at=None, erased_at=None, asked_at__gt=moment - KEPT)
    return wanted.filter(next_attempt_at__lte=moment)


def outdated_receipts(moment: datetime) -> QuerySet[VerificationReceipt]:
    """What still has a file, or was about to get one, and should have none."""
    over = Q(asked_at__lte=moment - KEPT) | ~Q(erased_at=None)
    return VerificationReceipt.objects.filter(over).exclude(document="")
