"""Letters about announcements, questions and answers."""

from collections.abc import Iterable

import structlog
from celery import shared_task
from django.utils import timezone

from courses.enums import Notice
from courses.models import NoticePreference
from courses.selectors.notices import due_digests, left_letters, urgent_letters
from courses.services.notices import mail_letter, send_digest
from courses.tasks.sweeps import LETTERS_AT_ONCE

log = structlog.get_logger()


@shared_task
def deliver_announcement(pk: int) -> None:
    """Queue a task for each letter of an announcement that is wanted at once: a wrong address holds up no other."""
    _queue(
        Notice.ANNOUNCEMENTS, urgent_letters(Notice.ANNOUNCEMENTS).filter(announcement=pk).values_list("pk", flat=True)
    )


@shared_task
def deliver_post(pk: int) -> None:
    """Queue a task for each letter about a question or an answer that is wanted at once."""
    _queue(Notice.DISCUSSIONS, urgent_letters(Notice.DISCUSSIONS).filter(post=pk).values_list("pk", flat=True))


@shared_task
def send_left_letters() -> None:
    """Queue again what was never queued, died half-way, or was refused by the mail server for the moment."""
    for notice in Notice:
        _queue(notice, left_letters(notice, timezone.now()).values_list("pk", flat=True)[:LETTERS_AT_ONCE])


@shared_task
def deliver_letter(notice: str, pk: int) -> None:
    """Send one letter."""
    went = mail_letter(notice=Notice(notice), pk=pk)
    log.info("letter delivered", notice=notice, letter=pk, went=went)


@shared_task
def send_due_digests() -> None:
    """Queue a task for every digest whose time has come."""
    for pk in list(due_digests(timezone.now()).values_list("pk", flat=True)[:LETTERS_AT_ONCE]):
        deliver_digest.delay(pk)


@shared_task
def deliver_digest(pk: int) -> None:
    """Send one digest."""
    preference = NoticePreference.objects.select_related("user").get(pk=pk)
    log.info("digest delivered", preference=pk, went=send_digest(preference=preference, now=timezone.now()))


def _queue(notice: Notice, letters: Iterable[int]) -> None:
    for pk in list(letters):
        deliver_letter.delay(notice.value, pk)
