"""Receipts of verifications, in order: offered with an answer, asked for, made and signed by a worker, deleted, erased.

What was told goes out with the page, sealed, and comes back when a receipt is wanted: so the receipt says what the page
said, of a file too, which nobody keeps. The seal names the receipt, so two clicks are one.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any, Final, cast

import structlog
from django.core import signing
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from certification.codes import normalise
from certification.enums import Failure, Verdict
from certification.errors import AnswerTooOld, SigningKeyMissing, TimestampMissing
from certification.formats.receipt import ToldAnswer
from certification.models import Certificate, Verification, VerificationReceipt
from certification.models.receipt import new_token, receipt_storage
from certification.selectors.certificates import certificates_in_the_world
from certification.selectors.receipts import LONGEST_WAIT, outdated_receipts, unfinished_receipts
from certification.services.receipt_papers import signed_paper
from certification.services.verification import network_of, refuse_receipts

logger = structlog.get_logger(__name__)

#: So long an answer may lie on the screen before it is asked for on paper.
FRESH: Final = timedelta(hours=1)
#: Longer than a task may run (CELERY_TASK_TIME_LIMIT).
LEASE: Final = timedelta(minutes=4)
_SALT: Final = "certification.receipts"
#: Of these the register was never asked, or a receipt would be one of a receipt.
_WITHOUT: Final = frozenset({Verdict.MALFORMED, Verdict.SPECIMEN, Verdict.RECEIPT})


def offer_receipt(told: ToldAnswer) -> str:
    """Return the answer sealed, for the button beside it; empty where there is no receipt of it."""
    if told["verdict"] in _WITHOUT:
        return ""
    return signing.dumps({"token": new_token(), "answer": told}, salt=_SALT)


@transaction.atomic
def keep_receipt(*, offer: str, address: str) -> tuple[VerificationReceipt, bool]:
    """Return the receipt, and whether it is new: then a task makes it. It counts as a verification.

    Raises AnswerTooOld, also for what nobody offered and for what has been erased since, and TooManyQuestions.
    """
    token, told = _opened(offer)
    if known := VerificationReceipt.objects.filter(token=token).first():
        return known, False
    network, certificate = network_of(address), _certificate(told)
    refuse_receipts(network)
    told_at, verdict = datetime.fromisoformat(told["told_at"]), told["verdict"]
    if certificate and certificate.erased_at and certificate.erased_at >= told_at:
        raise AnswerTooOld
    fields = {"certificate": certificate, "verdict": verdict, "answer": told, "told_at": told_at}
    receipt, is_new = VerificationReceipt.objects.get_or_create(
        token=token, defaults=fields | {"language": told["language"]}
    )
    if is_new:
        asked = {"certificate": certificate, "verdict": verdict, "by_file": told["by_file"], "network": network}
        Verification.objects.create(**asked, for_receipt=True)
    return receipt, is_new


def _opened(offer: str) -> tuple[str, ToldAnswer]:
    try:
        opened: dict[str, Any] = signing.loads(offer, salt=_SALT, max_age=FRESH)
    except signing.BadSignature as error:
        raise AnswerTooOld from error
    return opened["token"], cast("ToldAnswer", opened["answer"])


def _certificate(told: ToldAnswer) -> Certificate | None:
    """Hold the certificate that the answer is about, so that its holder is erased before this or after it."""
    code = told["code"] or ("" if told["by_file"] else normalise(told["asked"]))
    known = Certificate.objects.filter(pk__in=certificates_in_the_world().filter(code=code).values("pk"))
    return known.select_for_update(no_key=True).first()


def make_receipt(receipt_id: int) -> bool:
    """Draw, sign and store one, and return whether this call did it; without effect while another worker has it.

    Without key or time-stamp it waits, says why, and is tried again.
    """
    receipt = _claimed(receipt_id)
    if receipt is None:
        return False
    try:
        return _keep(receipt, signed_paper(receipt))
    except SigningKeyMissing as error:
        _wait(receipt, Failure.KEY, error.reason)
    except TimestampMissing as error:
        _wait(receipt, Failure.TIMESTAMP, error.reason)
    return False


def _claimed(receipt_id: int) -> VerificationReceipt | None:
    """Take it for the length of the lease. A file that a dead worker may have left goes, and the next one is named."""
    now = timezone.now()
    due = unfinished_receipts(now).filter(pk=receipt_id)
    if not due.update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE):
        return None
    receipt = VerificationReceipt.objects.get(pk=receipt_id)
    if receipt.document:
        receipt_storage().delete(str(receipt.document.name))
    receipt.document = f"{receipt.token}-{receipt.attempts}.pdf"
    receipt.save(update_fields=["document"])
    return receipt


def _keep(receipt: VerificationReceipt, document: tuple[bytes, str]) -> bool:
    """Store the file, then let the row say so. Whoever comes too late, or after an erasure, removes the own one."""
    content, sha256 = document
    name = receipt_storage().save(str(receipt.document.name), ContentFile(content))
    mine = VerificationReceipt.objects.filter(pk=receipt.pk, made_at=None, erased_at=None, attempts=receipt.attempts)
    if mine.update(document=name, sha256=sha256, made_at=timezone.now(), failure=""):
        return True
    receipt_storage().delete(name)
    return False


def _wait(receipt: VerificationReceipt, failure: Failure, reason: str) -> None:
    logger.warning("receipt_waits", receipt=receipt.pk, failure=failure.value, reason=reason)
    wait = min(timedelta(minutes=2 ** min(receipt.attempts, 10)), LONGEST_WAIT)
    VerificationReceipt.objects.filter(pk=receipt.pk).update(failure=failure, next_attempt_at=timezone.now() + wait)


def erase_answers(certificates: Collection[Certificate]) -> None:
    """Forget what was told of these; that it was told, when, and the SHA-256 of the paper stay."""
    receipts = VerificationReceipt.objects.filter(certificate__in=certificates, erased_at=None)
    receipts.update(answer={}, erased_at=timezone.now())


def delete_old_receipts() -> int:
    """Delete files that were kept long enough, or of which the holder was erased; return how many. The rows stay."""
    deleted = 0
    for receipt in outdated_receipts(timezone.now()):
        receipt_storage().delete(str(receipt.document.name))
        deleted += VerificationReceipt.objects.filter(pk=receipt.pk).update(document="")
    return deleted
