"""Copies of the register for the archive."""

from datetime import datetime, time, timedelta
from typing import Final

from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone

from certification.enums import (
    Standing,
)
from certification.models import (
    Certificate,
    ChainHead,
    RegisterCopy,
)
from certification.selectors.certificates import certificates_in_the_world, certificates_standing
from certification.selectors.production import MOST_ATTEMPTS

#: So long one worker has a copy to itself before it tells of its progress.
LEASE: Final = timedelta(minutes=5)
#: The chains whose heads a copy names.
CHAINS: Final = (ChainHead.HISTORY, ChainHead.LOG)


def registered_certificates(copy: RegisterCopy) -> QuerySet[Certificate]:
    """What was issued in the days of the copy, by the site's clock, in the order of issue.

    Each row carries the heads of both chains: one statement reads all, so they are of one moment without a lock.
    """
    zone = timezone.get_current_timezone()
    begins, ends = (
        datetime.combine(day, time.min, tzinfo=zone) for day in (copy.first_day, copy.last_day + timedelta(days=1))
    )
    known = certificates_in_the_world().filter(issued_at__gte=begins, issued_at__lt=ends)
    if copy.template_id:
        known = known.filter(template=copy.template_id)
    if copy.issuer_id:
        known = known.filter(template__issuer=copy.issuer_id)
    if copy.standing:
        known = known.filter(certificates_standing(Standing(copy.standing), timezone.localdate()))
    anchors = {f"{name}_{field}": _head_of(name, field) for name in CHAINS for field in ("position", "hash")}
    return known.annotate(**anchors).defer("signing_key__certificate_pem", "search_text").order_by("issued_at", "pk")


def _head_of(chain: str, field: str) -> Subquery:
    return Subquery(ChainHead.objects.filter(pk=chain).values(field))


def unfinished_copies(moment: datetime) -> QuerySet[RegisterCopy]:
    """Copies of the register that nobody is making and that were not tried too often.

    A lease that ends later than any could was given by a clock that was wrong, and is over.
    """
    # Twice, because clocks differ by a moment.
    is_free = Q(next_attempt_at__lte=moment) | Q(next_attempt_at__gt=moment + 2 * LEASE)
    return RegisterCopy.objects.filter(is_free, made_at=None, attempts__lt=MOST_ATTEMPTS)
