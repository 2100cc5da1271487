"""Taking certificates back: once, with a public reason. The document stays, its verdict changes, the holder is told."""

from typing import cast

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from academy.accounts.models import User
from academy.languages import text_in
from academy.mail.letters import send_letter
from academy.mail.once import send_once
from certification.codes import grouped
from certification.enums import EventKind, RevocationReason, State
from certification.errors import BeingReplaced, NotRevocable
from certification.models import Certificate, Revocation
from certification.selectors.production import unmailed_revocations
from certification.services.announcements import announce_revocation
from certification.services.history import record


def revoke_certificate(
    *, certificate: Certificate, reason: RevocationReason, note: str = "", revoked_by: User | None
) -> Revocation:
    """Revoke an issued certificate. Raises NotRevocable in every other state, the second time too.

    Raises BeingReplaced while a newer one is made in its place, which the revocation would not reach.
    """
    with transaction.atomic():
        issued = Certificate.objects.filter(pk=certificate.pk, state=State.ISSUED)
        if not issued.filter(superseded_by=None).update(state=State.REVOKED):
            raise BeingReplaced if issued.exists() else NotRevocable
        revocation = Revocation.objects.create(certificate=certificate, reason=reason, note=note, revoked_by=revoked_by)
        announce_revocation(revocation)
        facts = {"reason": str(reason), "sha256": certificate.sha256}
        record(kind=EventKind.REVOKED, subject=certificate.code, facts=facts, actor=revoked_by)
    return revocation


def mail_revocation(revocation_id: int) -> None:
    """Write to the holder once. A letter that cannot be sent is tried again."""

    def send() -> None:
        revocation = Revocation.objects.select_related("certificate__holder").get(pk=revocation_id)
        holder = cast("User", revocation.certificate.holder)
        send_letter("certificate_revoked", to=holder.email, language=holder.language, context=_told(revocation, holder))

    send_once(unmailed_revocations().filter(pk=revocation_id), send)


def _told(revocation: Revocation, holder: User) -> dict[str, object]:
    """Return what the letter may say: the public class of the reason, and nothing of the private note."""
    certificate = revocation.certificate
    return {
        "name": certificate.snapshot["holder_name"],
        "title": text_in(certificate.snapshot["titles"], holder.language),
        "code": grouped(certificate.code),
        "reason": RevocationReason(revocation.reason),
        "revoked_on": timezone.localdate(revocation.revoked_at),
        "url": settings.SITE_URL + reverse("verify_code", args=[certificate.code]),
    }
