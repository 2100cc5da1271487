"""Letters about announcements, questions and answers, each sent once: alone, or in a digest.

A worker takes what one person is owed of one kind in hand, and marks it as sent after it went (academy/mail/once.py): a
letter that waits is not sent beside the digest that holds it, and none is lost with the worker.
"""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.accounts.models import User
from academy.mail.letters import send_letter
from academy.mail.once import in_hand
from academy.mail.refusals import MAIL_ERRORS, is_refused_for_good
from courses.enums import Frequency, Notice
from courses.models import NoticePreference
from courses.selectors.letters import LetterContent, digest_content, letter_content
from courses.selectors.notices import KINDS, Letter, digest_time, letters_of, waiting_letters
from courses.services.unsubscribing import unsubscribe_headers, unsubscribe_url

log = structlog.get_logger()


def mail_letter(*, notice: Notice, pk: int) -> bool:
    """Send one letter, unless it was sent; return whether it went. One that is for nobody any more is dropped.

    What another worker has in hand is left to it, or to the next sweep.
    """
    owed = KINDS[notice].model.objects.filter(pk=pk, sent_at=None)
    reader = owed.values_list("user", flat=True).first()
    with in_hand(_hand(notice, reader)) as is_ours:
        return is_ours and _mail(notice, owed)


def _mail(notice: Notice, owed: QuerySet[Letter]) -> bool:
    letter = letters_of(notice).filter(pk__in=owed.values("pk")).first()
    if letter is None:
        return False
    content = letter_content(notice, letter)
    if content is None:
        owed.delete()
        return False
    went, is_settled = _send(notice, letter.user, content)
    if is_settled:
        owed.update(sent_at=timezone.now())
    return went


def send_digest(*, preference: NoticePreference, now: datetime) -> bool:
    """Send all that waits in one letter, unless another worker does; return whether it went."""
    due = digest_time(Frequency(preference.frequency), now)
    row = NoticePreference.objects.filter(pk=preference.pk)
    with in_hand(_hand(Notice(preference.notice), preference.user_id)) as is_ours:
        is_due = row.filter(frequency=preference.frequency, digest_at__lt=due).exists()
        return is_ours and is_due and _send_waiting(preference, now)


def _send_waiting(preference: NoticePreference, now: datetime) -> bool:
    """Send what waits, and begin the next day or week; what waits in vain is dropped."""
    notice = Notice(preference.notice)
    waiting = list(waiting_letters(preference, now))
    letters = KINDS[notice].model.objects.filter(pk__in=[letter.pk for letter in waiting])
    content = digest_content(notice, waiting, preference.user)
    if content is None:
        letters.delete()
    went, is_settled = _send(notice, preference.user, content) if content else (False, True)
    if is_settled:
        with transaction.atomic():
            letters.update(sent_at=now)
            NoticePreference.objects.filter(pk=preference.pk).update(digest_at=now)
    return went


def _hand(notice: Notice, reader: int | None) -> str:
    return f"notice:{notice}:{reader}"


def _send(notice: Notice, user: User, content: LetterContent) -> tuple[bool, bool]:
    """Hand a letter to the mail server; return whether it went, and whether it is settled.

    A refusal is this letter's matter alone. What the server refuses for good is settled: trying again changes nothing.
    """
    own = {"name": user.legal_name, "notice": notice, "unsubscribe_url": unsubscribe_url(user, notice)}
    try:
        send_letter(
            content.name,
            to=user.email,
            language=user.language,
            context=own | dict(content.context),
            headers=unsubscribe_headers(user, notice),
        )
    except MAIL_ERRORS as failure:
        is_settled = is_refused_for_good(failure)
        log.warning("letter not sent", user=user.pk, reason=type(failure).__name__, for_good=is_settled)
        return False, is_settled
    return True, True
