"""What the institutions of a holder are told by webhooks. The name is not: whoever may know it asks by the code."""

from datetime import timedelta
from typing import Any, Final, cast

from django.utils import timezone

from academy.accounts.models import User
from academy.integrations.enums import EventType
from academy.integrations.services.deliveries import announce
from certification.data import Snapshot
from certification.enums import Kind
from certification.models import Certificate, Revocation
from certification.selectors.certificates import certificates_expiring

#: So long before its last day a certificate is told of.
NOTICE: Final = timedelta(days=30)


def announce_issue(certificate: Certificate) -> None:
    """Tell of a certificate that was issued just now, in the transaction of the issue."""
    _announce(certificate, EventType.ISSUED, issued_on=timezone.localdate().isoformat())


def announce_revocation(revocation: Revocation) -> None:
    """Tell of a revocation with the public class of its reason, in the transaction of the revocation."""
    day = timezone.localdate(revocation.revoked_at).isoformat()
    _announce(revocation.certificate, EventType.REVOKED, revoked_on=day, reason=str(revocation.reason))


def announce_expiring() -> int:
    """Tell once of each certificate whose last day is near; return how many were looked at."""
    today = timezone.localdate()
    expiring = certificates_expiring(today, today + NOTICE)
    for certificate in expiring.iterator():
        _announce(certificate, EventType.EXPIRING)
    return expiring.count()


def _announce(certificate: Certificate, event: EventType, **more: Any) -> None:
    snapshot = cast("Snapshot", certificate.snapshot)
    # A transcript is no certificate: whoever asked for it shows it.
    if certificate.holder_id is None or snapshot["kind"] == Kind.TRANSCRIPT:
        return
    data = {
        "code": certificate.code,
        "url": snapshot["url"],
        "titles": snapshot["titles"],
        "kind": snapshot["kind"],
        "expires_on": certificate.expires_on and certificate.expires_on.isoformat(),
    }
    announce(holder=cast("User", certificate.holder), type=event, subject=certificate.code, data=data | more)
