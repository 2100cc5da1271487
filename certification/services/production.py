"""The production of one certificate, in order: drawn, linted, signed, read back, stored, issued, mailed.

Each step (`production_steps.py`) may run twice and may be killed half-way. What is not stored yet is drawn again; what
is stored is never drawn again. Every change of state is one conditional UPDATE, so of two workers one wins and the
other changes nothing.
"""

from collections.abc import Collection
from datetime import timedelta
from typing import cast

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from academy.accounts.models import User
from certification.data import Snapshot
from certification.enums import UNSTORED, EventKind, Failure, State
from certification.errors import DocumentRefused, NameUnprintable, SigningKeyMissing, TakenOver, TimestampMissing
from certification.models import Certificate
from certification.rendering.names import printable_name
from certification.selectors.production import (
    LONGEST_WAIT,
    UNFINISHED,
    certificates_waiting_for_a_name,
    unfinished_certificates,
)
from certification.selectors.search import search_text
from certification.services import production_steps as steps
from certification.services.history import record
from certification.services.keys import active_key

logger = structlog.get_logger(__name__)

#: Longer than a task may run (CELERY_TASK_TIME_LIMIT): a dead worker's certificate is taken up, a live one's is not.
LEASE = timedelta(minutes=4)


def produce_certificate(certificate_id: int) -> str:
    """Carry the certificate on as far as it goes and return its state; without effect while another worker has it.

    What we can foresee is recorded in the row and tried again by the sweeper. Everything else is recorded and raised.
    """
    if not _claimed(certificate_id):
        return "not due"
    certificate = Certificate.objects.select_related("holder", "signing_key").get(pk=certificate_id)
    try:
        _carry_on(certificate)
    except TakenOver:
        logger.info("certificate_taken_over", certificate=certificate_id)
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


def mail_certificate(certificate_id: int) -> bool:
    """Write to the holder of a certificate that is issued, once, and return whether a letter went."""
    return steps.mail(Certificate.objects.select_related("holder").get(pk=certificate_id))


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


def retry_now(*, certificate_ids: Collection[int]) -> list[int]:
    """Have those of these that failed tried again at once, and return them; what is being made is left alone."""
    failed = Certificate.objects.filter(UNFINISHED, pk__in=certificate_ids).exclude(failure_detail="")
    due = list(failed.values_list("pk", flat=True))
    Certificate.objects.filter(UNFINISHED, pk__in=due).update(next_attempt_at=timezone.now())
    return due


def _claimed(certificate_id: int) -> bool:
    """Take the certificate for the length of the lease. One statement, so that one of many wins."""
    now = timezone.now()
    due = unfinished_certificates(now).order_by().filter(pk=certificate_id)
    return bool(due.update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE))


def _carry_on(certificate: Certificate) -> None:
    if certificate.state in UNSTORED:
        document = steps.kept_document(certificate) or _signed_document(certificate)
        steps.store(certificate, document)
    steps.issue(certificate)
    steps.mail(certificate)


def _signed_document(certificate: Certificate) -> bytes:
    """Draw and sign; before and after signing the document must say what the row says."""
    key, loaded = active_key()
    drawn = steps.draw(certificate, key)
    steps.lint(certificate, drawn)
    signed = steps.sign(certificate, drawn, key, loaded)
    steps.read_back(signed, key)
    return signed


def _record_failure(certificate: Certificate, failure: Failure, detail: str) -> None:
    """Keep the reason, and wait longer after each attempt. What is stored stays stored."""
    logger.warning("certificate_failed", certificate=certificate.pk, failure=failure.value, detail=detail)
    row = Certificate.objects.filter(pk=certificate.pk)
    row.filter(state__in=UNSTORED).update(state=State.FAILED, failure=failure)
    wait = min(timedelta(minutes=2 ** min(certificate.attempts, 10)), LONGEST_WAIT)
    row.update(failure_detail=detail, next_attempt_at=timezone.now() + wait)
