"""Taking a certificate back: once, with a public reason; the document stays, its verdict changes."""

from django.db import transaction

from academy.accounts.models import User
from certification.enums import RevocationReason, State
from certification.errors import NotRevocable
from certification.models import Certificate, Revocation


def revoke_certificate(
    *, certificate: Certificate, reason: RevocationReason, note: str = "", revoked_by: User | None
) -> Revocation:
    """Revoke an issued certificate. Raises NotRevocable in every other state, the second time too."""
    with transaction.atomic():
        issued = Certificate.objects.filter(pk=certificate.pk, state=State.ISSUED)
        if not issued.update(state=State.REVOKED):
            raise NotRevocable
        return Revocation.objects.create(certificate=certificate, reason=reason, note=note, revoked_by=revoked_by)
