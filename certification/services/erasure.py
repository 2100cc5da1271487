"""Erasing a person: what was certified stays and goes on answering, without the name.

The row keeps code, titles, hours, dates and the SHA-256 of the issued file, so that a copy that somebody presents is
still recognised. The name goes from the snapshot and from the text for searching, private notes and the stored file go
whole. The history never held a name and is not touched.
"""

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from certification.enums import IN_PRODUCTION, EventKind
from certification.models import Certificate, Replacement, Revocation
from certification.selectors.search import search_text
from certification.services.history import record
from certification.services.receipts import delete_old_receipts, erase_answers
from certification.services.withdrawal import delete_unwanted_documents, record_withdrawals, withdraw_held


@transaction.atomic
def erase_holder(*, holder: User) -> int:
    """Take the name off everything that was certified to the person, and return how many certificates that were.

    What was not issued is withdrawn: it would be printed with a name. Files go after the commit.
    """
    certificates = list(Certificate.objects.select_for_update().filter(holder=holder).order_by("pk"))
    unissued = [certificate for certificate in certificates if certificate.state in IN_PRODUCTION]
    for certificate in certificates:
        _take_off_name(certificate)
    withdraw_held(unissued)
    for notes in (Revocation, Replacement):
        notes.objects.filter(certificate__in=certificates).update(note="")
    record_withdrawals(unissued, None)
    erase_answers(certificates)
    for certificate in certificates:
        record(kind=EventKind.ERASED, subject=certificate.code, facts={"erased": True})
    transaction.on_commit(delete_unwanted_documents, robust=True)
    transaction.on_commit(delete_old_receipts, robust=True)
    return len(certificates)


def _take_off_name(certificate: Certificate) -> None:
    certificate.snapshot = certificate.snapshot | {"holder_name": ""}
    certificate.search_text = search_text(certificate.snapshot, "")
    certificate.failure_detail, certificate.erased_at, certificate.holder = "", timezone.now(), None
    certificate.save(update_fields=["snapshot", "search_text", "failure_detail", "erased_at", "holder"])
