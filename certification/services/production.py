"""The production of one certificate, in order: drawn, linted, signed, read back, stored, issued, mailed.

Each step may run twice and may be killed half-way. What is not stored yet is drawn again; what is stored is never drawn
again. Every change of state is one conditional UPDATE, so of two workers one wins and the other changes nothing.
"""

import hashlib
from datetime import timedelta
from typing import cast

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from academy.accounts.models import User
from academy.languages import text_in
from academy.mail import send_letter, send_once
from certification.data import Snapshot
from certification.enums import EventKind, Failure, State
from certification.errors import DocumentRefused, NameUnprintable, SigningKeyMissing, TimestampMissing
from certification.models import Certificate, SigningKey
from certification.rendering.lint import refuse_faults
from certification.rendering.names import printable_name
from certification.selectors import UNFINISHED, certificates_waiting_for_a_name, search_text
from certification.services.history import record
from certification.services.keys import active_key, pin_of
from certification.services.revocation_lists import lists_above
from certification.services.timestamps import stamp_roots, stamper
from certification.signing.signer import sign
from certification.signing.validator import inspect_own

logger = structlog.get_logger(__name__)

#: Longer than a task may run (CELERY_TASK_TIME_LIMIT): a dead worker's certificate is taken up, a live one's is not.
LEASE = timedelta(minutes=4)
LONGEST_WAIT = timedelta(hours=1)


def produce_certificate(certificate_id: int) -> str:
    """Carry the certificate on as far as it goes and return its state; without effect while another worker has it.

    What we can foresee is recorded in the row and tried again by the sweeper. Everything else is recorded and raised.
    """
    if not _claimed(certificate_id):
        return "not due"
    certificate = Certificate.objects.select_related("holder").get(pk=certificate_id)
    try:
        _carry_on(certificate)
    except SigningKeyMissing as error:
        _record_failure(certificate, Failure.KEY, error.reason)
    except TimestampMissing as error:
        _record_failure(certificate, Failure.TIMESTAMP, error.reason)
    except DocumentRefused as error:
        _record_failure(certificate, Failure.DOCUMENT, error.reason)
    except Exception as error:
        _record_failure(certificate, Failure.FAULT, repr(error))
        raise
    return Certificate.objects.values_list("state", flat=True).get(pk=certificate_id)


def retry_names() -> None:
    """Take up the certificates whose holders have corrected their names; only these ever read the name again."""
    for certificate in certificates_waiting_for_a_name().iterator():
        try:
            name = printable_name(cast("User", certificate.holder).legal_name)
        except NameUnprintable:
            continue
        _take_up(certificate, name)


@transaction.atomic
def _take_up(certificate: Certificate, name: str) -> None:
    waiting = Certificate.objects.filter(pk=certificate.pk, state=State.FAILED, failure=Failure.NAME)
    if waiting.update(
        snapshot=certificate.snapshot | {"holder_name": name},
        search_text=search_text(cast("Snapshot", certificate.snapshot), name),
        state=State.RESERVED,
        failure="",
        failure_detail="",
        next_attempt_at=timezone.now(),
    ):
        record(kind=EventKind.NAME_CORRECTED, subject=certificate.code, facts={})


def _claimed(certificate_id: int) -> bool:
    """Take the certificate for the length of the lease. One statement, so that one of many wins."""
    now = timezone.now()
    due = Certificate.objects.filter(UNFINISHED, pk=certificate_id, next_attempt_at__lte=now)
    return bool(due.update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE))


def _carry_on(certificate: Certificate) -> None:
    if certificate.state in {State.RESERVED, State.FAILED}:
        document, key = _signed_document(certificate)
        _store(certificate, document, key)
    _issue(certificate)
    _mail(certificate)


def _signed_document(certificate: Certificate) -> tuple[bytes, SigningKey]:
    """Draw and sign; before and after signing the document must say what the row says."""
    snapshot = cast("Snapshot", certificate.snapshot)
    if snapshot["code"] != certificate.code:
        raise DocumentRefused("the snapshot carries another code")
    key, loaded = active_key()
    drawn = _drawn(snapshot, is_demo=key.is_demo)
    refuse_faults(drawn, snapshot)
    stamps, lists = stamper(), lists_above(loaded.chain)
    document = sign(drawn, loaded, contact=snapshot["url"], stamper=stamps, lists=lists)
    if not inspect_own(document, stamp_roots()).is_whole_and_signed_by({key.fingerprint: pin_of(key)}):
        raise DocumentRefused("the signature does not verify")
    return document, key


def _drawn(snapshot: Snapshot, *, is_demo: bool) -> bytes:
    # It loads Pango, which a host may lack: then certificates wait, and all the rest works.
    from certification.rendering.document import render  # noqa: PLC0415

    return render(snapshot, is_demo=is_demo)


def _store(certificate: Certificate, document: bytes, key: SigningKey) -> None:
    """Write the file once, under its hash, then let the row point to it. The loser of a race removes its own file."""
    sha256 = hashlib.sha256(document).hexdigest()
    storage, name = storages["certificates"], f"{sha256[:2]}/{sha256}.pdf"
    if storage.save(name, ContentFile(document)) != name:
        raise DocumentRefused("a file with this hash stands already")
    waiting = Certificate.objects.filter(pk=certificate.pk, state__in=[State.RESERVED, State.FAILED])
    if not waiting.update(
        state=State.STORED, document=name, sha256=sha256, signing_key=key, failure="", failure_detail=""
    ):
        storage.delete(name)


@transaction.atomic
def _issue(certificate: Certificate) -> None:
    stored = Certificate.objects.filter(pk=certificate.pk, state=State.STORED)
    if stored.update(state=State.ISSUED, issued_at=timezone.now(), attempts=0):
        kept = Certificate.objects.values("sha256", key=F("signing_key__fingerprint")).get(pk=certificate.pk)
        record(kind=EventKind.ISSUED, subject=certificate.code, facts=kept)


def _mail(certificate: Certificate) -> None:
    """Write to the holder once. A letter that cannot be sent is tried again."""

    def send() -> None:
        address = cast("User", certificate.holder).email
        send_letter("certificate_issued", to=address, language=certificate.language, context=_told(certificate))

    send_once(Certificate.objects.filter(pk=certificate.pk, state=State.ISSUED, holder__isnull=False), send)


def _told(certificate: Certificate) -> dict[str, object]:
    snapshot = cast("Snapshot", certificate.snapshot)
    title = text_in(snapshot["titles"], certificate.language)
    return {"name": snapshot["holder_name"], "title": title, "url": snapshot["url"]}


def _record_failure(certificate: Certificate, failure: Failure, detail: str) -> None:
    """Keep the reason, and wait longer after each attempt. What is stored stays stored."""
    logger.warning("certificate_failed", certificate=certificate.pk, failure=failure.value, detail=detail)
    row = Certificate.objects.filter(pk=certificate.pk)
    row.filter(state__in=[State.RESERVED, State.FAILED]).update(state=State.FAILED, failure=failure)
    wait = min(timedelta(minutes=2 ** min(certificate.attempts, 10)), LONGEST_WAIT)
    row.update(failure_detail=detail, next_attempt_at=timezone.now() + wait)
