"""Nudges for the integrations: each may come twice, late, or never; the rows decide."""

import structlog
from celery import shared_task
from django.utils import timezone

from academy.integrations.selectors import due_deliveries, unmailed_failures
from academy.integrations.services import deliveries, webhooks

logger = structlog.get_logger(__name__)


@shared_task
def deliver(delivery_id: int) -> None:
    """Send one message."""
    state = deliveries.deliver(delivery_id)
    logger.info("webhook_delivery", delivery=delivery_id, state=state)


@shared_task
def mail_failure(endpoint_id: int) -> None:
    """Tell an institution that its endpoint was switched off."""
    webhooks.mail_failure(endpoint_id)


@shared_task
def sweep_deliveries() -> None:
    """Queue what is due, and letters about endpoints that were switched off."""
    for delivery_id in due_deliveries(timezone.now()):
        deliver.delay(delivery_id)
    mail_owed()


@shared_task
def mail_owed() -> None:
    """Queue the letters about endpoints that were switched off; a restore runs this with the letters put aside."""
    for endpoint_id in unmailed_failures().values_list("pk", flat=True):
        mail_failure.delay(endpoint_id)


@shared_task
def forget_deliveries() -> None:
    """Delete messages that nobody needs any more."""
    logger.info("deliveries_forgotten", rows=deliveries.forget_deliveries())
