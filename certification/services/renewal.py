"""The next period of a certificate, given by a registrar without repetition, where its template allows that.

The new certificate says the same, with a code of its own and a later end. The one before is not replaced: it runs to
its end, and is expired then.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final, cast

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from certification.data import Achievement
from certification.errors import NotRenewable, NotReplaceable
from certification.models import Certificate
from certification.services.issuance import record_reservation
from certification.services.replacement import end_of, held_replaceable, is_replaceable, said_by, successor_of

#: So long before its end a certificate can be renewed; afterwards at any time.
WINDOW: Final = timedelta(days=90)


@transaction.atomic
def renew_certificate(*, certificate: Certificate, renewed_by: User | None) -> Certificate:
    """Reserve the certificate of the next period and return it. Raises NotRenewable, a second time too.

    The period follows on the one before, or begins today when that is over: nobody loses days by being early.
    """
    try:
        held = held_replaceable(certificate)
    except NotReplaceable as refusal:
        raise NotRenewable from refusal
    if not is_renewable(held):
        raise NotRenewable
    begins = max(timezone.localdate(), cast("date", held.expires_on))
    achievement, name = _achieved(held), held.snapshot["holder_name"]
    successor = successor_of(held, achievement, name=name, expires_on=end_of(held, begins))
    successor.save()
    record_reservation(successor, renewed_by, renews=held.code)
    return successor


def is_renewable(certificate: Certificate) -> bool:
    """Return whether the certificate ends soon or has ended, its template allows it, and nothing newer was decided."""
    if certificate.expires_on is None or not certificate.template.is_renewed_by_registrar:
        return False
    return timezone.localdate() >= certificate.expires_on - WINDOW and is_replaceable(certificate)


def _achieved(certificate: Certificate) -> Achievement:
    said, score = said_by(certificate), certificate.snapshot["score"]
    return Achievement(
        key=certificate.achievement_key,
        titles=said.titles,
        hours=said.hours,
        achieved_on=said.achieved_on,
        score=None if score is None else Decimal(score),
    )
