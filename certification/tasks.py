"""Nudges for the issuing office: each may come twice, late, or never; the rows decide."""

from datetime import date

import structlog
from celery import shared_task
from django.utils import timezone

from certification.errors import CredentialKeyMissing, LogKeyMissing
from certification.selectors.batches import unfinished_batches
from certification.selectors.certificates import owed_reminders
from certification.selectors.production import (
    unfinished_certificates,
    unfinished_proposals,
    unmailed_certificates,
    unmailed_revocations,
)
from certification.selectors.receipts import unfinished_receipts
from certification.selectors.register import unfinished_copies
from certification.selectors.verifications import unanswered_code_lists
from certification.services import (
    announcements,
    batches,
    code_lists,
    log,
    production,
    proposals,
    receipts,
    register,
    reminders,
    revocation,
    revocation_lists,
    status_lists,
    verification_records,
    withdrawal,
)

logger = structlog.get_logger(__name__)

#: So many are queued by one sweep; the next sweep takes the next ones.
BATCH = 200
#: A hundred thousand entries on paper take minutes, so a copy may take longer than other work.
COPY_SECONDS = 3000
#: Nobody is reminded at night.
MORNING = 8


@shared_task
def produce_certificate(certificate_id: int) -> None:
    """Carry one certificate on, as far as it goes."""
    state = production.produce_certificate(certificate_id)
    logger.info("certificate_production", certificate=certificate_id, state=state)


@shared_task
def issue_batch(batch_id: int) -> None:
    """Reserve what is left of a bulk issue, and queue the production of each part once it is reserved."""
    while (reserved := batches.reserve_part(batch_id=batch_id)) is not None:
        logger.info("batch_part_reserved", batch=batch_id, certificates=len(reserved))
        for certificate_id in reserved:
            produce_certificate.delay(certificate_id)


@shared_task
def forget_batches() -> None:
    """Delete what was proposed long ago and never confirmed."""
    logger.info("batches_forgotten", batches=batches.forget_batches())


@shared_task
def mail_revocation(revocation_id: int) -> None:
    """Tell one holder of a revocation."""
    revocation.mail_revocation(revocation_id)
    logger.info("revocation_mailed", revocation=revocation_id)


@shared_task
def mail_certificate(certificate_id: int) -> None:
    """Tell one holder of a certificate that is issued."""
    logger.info("certificate_mailed", certificate=certificate_id, went=production.mail_certificate(certificate_id))


@shared_task
def mail_owed() -> None:
    """Queue every letter that is owed, due or not, at any hour: a restore runs this with the letters put aside."""
    for certificate_id in unmailed_certificates().values_list("pk", flat=True):
        mail_certificate.delay(certificate_id)
    _queue_revocation_letters()
    _queue_reminders(timezone.localdate())


@shared_task
def carry_out_proposal(proposal_id: int) -> None:
    """Do what two people decided, and have holders told."""
    revocations = proposals.carry_out_proposal(proposal_id)
    for told in revocations:
        mail_revocation.delay(told.pk)
    if revocations:
        publish_status_lists.delay()
    logger.info("proposal_carried_out", proposal=proposal_id, revoked=len(revocations))


@shared_task
def sweep_certificates() -> None:
    """Queue again what was never queued, died half-way or failed, what waited for a name now corrected, and letters.

    Bulk issues that were cut short go on. Files of erased holders and of what was withdrawn go here when the process
    that meant to delete them died before.
    """
    withdrawal.delete_unwanted_documents()
    production.retry_names()
    for batch_id in unfinished_batches().values_list("pk", flat=True):
        issue_batch.delay(batch_id)
    due = unfinished_certificates(timezone.now()).values_list("pk", flat=True)[:BATCH]
    for certificate_id in due:
        produce_certificate.delay(certificate_id)
    for proposal_id in unfinished_proposals().values_list("pk", flat=True):
        carry_out_proposal.delay(proposal_id)
    _queue_revocation_letters()


def _queue_revocation_letters() -> None:
    for revocation_id in unmailed_revocations().values_list("pk", flat=True)[:BATCH]:
        mail_revocation.delay(revocation_id)


@shared_task(soft_time_limit=COPY_SECONDS, time_limit=COPY_SECONDS + 60)
def make_register_copy(copy_id: int) -> None:
    """Write one copy of the register."""
    logger.info("register_copied", copy=copy_id, made=register.make_register_copy(copy_id))


@shared_task
def sweep_register_copies() -> None:
    """Queue again what was never queued or died half-way, and delete the files that are old enough."""
    for copy_id in unfinished_copies(timezone.now()).values_list("pk", flat=True)[:BATCH]:
        make_register_copy.delay(copy_id)
    logger.info("register_files_deleted", number=register.delete_old_files())


@shared_task
def announce_expiring() -> None:
    """Tell institutions of certificates that expire soon."""
    logger.info("expiring_announced", certificates=announcements.announce_expiring())


@shared_task
def mail_reminder(reminder_id: int) -> None:
    """Remind one holder."""
    logger.info("reminder_mailed", reminder=reminder_id, went=reminders.mail_reminder(reminder_id))


@shared_task
def mail_reminder_digest(reader_id: int, institution_id: int) -> None:
    """Remind one officer of one institution."""
    told = reminders.mail_reminder_digest(reader_id=reader_id, institution_id=institution_id)
    logger.info("reminder_digest_mailed", reader=reader_id, institution=institution_id, certificates=told)


@shared_task
def remind_of_expiry() -> None:
    """Owe the reminders of the day and queue all that is owed, from eight by the site's clock."""
    if timezone.localtime().hour < MORNING:
        return
    today = timezone.localdate()
    reminders.owe_reminders(today=today)
    _queue_reminders(today)


def _queue_reminders(today: date) -> None:
    owed = owed_reminders(today)
    for reminder_id in owed.filter(institution=None).values_list("pk", flat=True):
        mail_reminder.delay(reminder_id)
    digests = owed.filter(institution__isnull=False).values_list("reader_id", "institution_id")
    for reader_id, institution_id in sorted(set(digests)):
        mail_reminder_digest.delay(reader_id, institution_id)


@shared_task
def publish_revocation_lists() -> None:
    """Make the lists of revoked keys anew, once a day."""
    made = revocation_lists.publish_revocation_lists()
    logger.info("revocation_lists_published", lists=made)


@shared_task
def answer_code_list(list_id: int) -> None:
    """Answer a list of codes part by part; each part queues the next, so that no task is long."""
    if code_lists.answer_part(list_id):
        answer_code_list.delay(list_id)


@shared_task
def sweep_code_lists() -> None:
    """Go on with lists that were never queued or whose worker died, and forget those that were kept long enough."""
    code_lists.forget_code_lists()
    for list_id in unanswered_code_lists(timezone.now()).values_list("pk", flat=True)[:BATCH]:
        answer_code_list.delay(list_id)


@shared_task
def make_receipt(receipt_id: int) -> None:
    """Write and sign the receipt of one verification."""
    logger.info("receipt_made", receipt=receipt_id, made=receipts.make_receipt(receipt_id))


@shared_task
def sweep_receipts() -> None:
    """Queue again what was never queued, died half-way or waited for the key, and delete the files of old ones."""
    for receipt_id in unfinished_receipts(timezone.now()).values_list("pk", flat=True)[:BATCH]:
        make_receipt.delay(receipt_id)
    logger.info("receipts_deleted", number=receipts.delete_old_receipts())


@shared_task
def forget_verifications() -> None:
    """Keep the records of verifications for ninety days, and no longer."""
    logger.info("verifications_forgotten", records=verification_records.forget_verifications())


@shared_task
def publish_status_lists() -> None:
    """Sign the lists of revoked credentials anew, where something was revoked. Without the key, it waits."""
    try:
        logger.info("status_lists_published", lists=status_lists.publish_status_lists())
    except CredentialKeyMissing as error:
        logger.warning("credential_key_missing", reason=error.reason)


@shared_task
def extend_log() -> None:
    """Enter in the transparency log what was issued, revoked and replaced since. Without its key, it waits."""
    try:
        logger.info("log_extended", entries=log.extend_log())
    except LogKeyMissing:
        logger.warning("log_key_missing")
