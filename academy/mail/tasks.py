"""Background work of letters that hold a secret."""

from typing import Final

import structlog
from celery import shared_task
from django.utils import timezone

from academy.mail import sealed

#: So many are queued by one sweep; the next one takes the next.
AT_ONCE: Final = 200

log = structlog.get_logger(__name__)


@shared_task
def mail_sealed_letter(pk: int) -> None:
    """Send one letter."""
    log.info("sealed letter mailed", letter=pk, went=sealed.mail_sealed_letter(pk))


@shared_task
def sweep_sealed_letters() -> None:
    """Forget what is over, and queue what was never queued, died half-way, or was refused for the moment."""
    if expired := sealed.forget_sealed_letters():
        log.warning("sealed letters expired", number=expired)
    for pk in list(sealed.owed_sealed_letters(timezone.now()).values_list("pk", flat=True)[:AT_ONCE]):
        mail_sealed_letter.delay(pk)
