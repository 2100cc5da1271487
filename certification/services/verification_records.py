"""The records of who asked what: counted for limits and holders, and kept for a season only."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from certification.models import Verification

KEPT: Final = timedelta(days=90)


def forget_verifications() -> int:
    """Delete the records that have been kept long enough, and return how many there were."""
    return Verification.objects.filter(asked_at__lt=timezone.now() - KEPT).delete()[0]
