"""Nudges for the issuing office: each may come twice, late, or never; the rows decide."""

import structlog
from celery import shared_task
from django.utils import timezone

from certification.selectors import unfinished_certificates
from certification.services import production

logger = structlog.get_logger(__name__)

#: So many are queued by one sweep; the next sweep takes the next ones.
BATCH = 200


@shared_task
def produce_certificate(certificate_id: int) -> None:
    """Carry one certificate on, as far as it goes."""
    state = production.produce_certificate(certificate_id)
    logger.info("certificate_production", certificate=certificate_id, state=state)


@shared_task
def sweep_certificates() -> None:
    """Queue again what was never queued, died half-way or failed, and what was waiting for a name now corrected."""
    production.retry_names()
    due = unfinished_certificates(timezone.now()).values_list("pk", flat=True)[:BATCH]
    for certificate_id in due:
        produce_certificate.delay(certificate_id)
