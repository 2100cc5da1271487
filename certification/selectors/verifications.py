"""What was asked."""

from datetime import datetime, timedelta

from django.db.models import Count, F, QuerySet

from academy.accounts.models import User
from certification.models import (
    CodeList,
    Verification,
)


def verification_counts(user: User) -> dict[int, int]:
    """Return how often each certificate of this person was asked for, by its id, as long as that is kept. One query."""
    asked = Verification.objects.filter(certificate__holder=user).values_list("certificate")
    return dict(asked.annotate(Count("pk")).order_by())


def unanswered_code_lists(moment: datetime) -> QuerySet[CodeList]:
    """Lists that are not answered whole, and that nobody has just brought."""
    return CodeList.objects.filter(done__lt=F("size"), uploaded_at__lt=moment - timedelta(minutes=1))
