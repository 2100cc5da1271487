"""What became of a certificate that is in the world: said in one place for verification, register and transcripts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.utils import timezone

from certification.enums import ReplacementReason, RevocationReason, Standing, State
from certification.models import Certificate


@dataclass(frozen=True, kw_only=True)
class CertificateStanding:
    """The standing on a day, since when (None while it is valid), the public reason, the code that came next."""

    standing: Standing
    since: date | None = None
    reason: RevocationReason | ReplacementReason | None = None
    replaced_by: str = ""


def standing_of(certificate: Certificate, day: date) -> CertificateStanding:
    """Tell it of a certificate that was read with its revocation and with what replaced it. No query then."""
    if certificate.state == State.REVOKED:
        revocation = certificate.revocation
        return CertificateStanding(
            standing=Standing.REVOKED,
            since=timezone.localdate(revocation.revoked_at),
            reason=RevocationReason(revocation.reason),
        )
    if certificate.state == State.SUPERSEDED:
        newer = cast("Certificate", certificate.superseded_by)
        return CertificateStanding(
            standing=Standing.SUPERSEDED,
            since=timezone.localdate(cast("datetime", newer.issued_at)),
            reason=ReplacementReason(certificate.replacement.reason),
            replaced_by=newer.code,
        )
    if certificate.expires_on and certificate.expires_on < day:
        return CertificateStanding(standing=Standing.EXPIRED, since=certificate.expires_on)
    return CertificateStanding(standing=Standing.VALID)
