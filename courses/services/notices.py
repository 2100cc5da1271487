"""Letters about announcements, questions and answers, each sent once: alone, or in a digest.

A letter is marked as sent before it goes, by one conditional UPDATE, and the mark is taken back when it did not go.
Killed in the moment between, it is lost; marked afterwards, it would come again after each kill, and from each of two
workers. What it tells stands on a page in any case, so none is better than two.
"""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from smtplib import SMTPException, SMTPRecipientsRefused

import structlog
from django.utils import timezone

from academy.accounts.models import User
from academy.mail.letters import send_letter
from courses.enums import Frequency, Notice
from courses.models import NoticePreference
from courses.selectors.letters import LetterContent, digest_content, letter_content
from courses.selectors.notices import KINDS, digest_time, letters_of, waiting_letters
from courses.services.unsubscribing import unsubscribe_headers, unsubscribe_url

log = structlog.get_logger()


def mail_letter(*, notice: Notice, pk: int) -> bool:
    """Send one letter, unless it was sent; return whether it went. One that is for nobody any more is dropped."""
    row = KINDS[notice].model.objects.filter(pk=pk)
    if not row.filter(sent_at=None).update(sent_at=timezone.now()):
        return False
    letter = letters_of(notice).get(pk=pk)
    content = letter_content(notice, letter)
    if content is None:
        row.delete()
        return False
    return _send(notice, letter.user, content, take_back=lambda: row.update(sent_at=None))


def send_digest(*, preference: NoticePreference, now: datetime) -> bool:
    """Send all that waits in one letter, unless another worker does; return whether it went."""
    due = digest_time(Frequency(preference.frequency), now)
    row = NoticePreference.objects.filter(pk=preference.pk)
    if not row.filter(frequency=preference.frequency, digest_at__lt=due).update(digest_at=now):
        return False
    notice, before = Notice(preference.notice), preference.digest_at
    waiting = list(waiting_letters(preference, now))
    letters = KINDS[notice].model.objects.filter(pk__in=[letter.pk for letter in waiting])
    content = digest_content(notice, waiting, preference.user)
    if content is None:
        letters.delete()
        return False
    letters.update(sent_at=now)

    def take_back() -> None:
        letters.update(sent_at=None)
        row.update(digest_at=before)

    return _send(notice, preference.user, content, take_back=take_back)


def _send(notice: Notice, user: User, content: LetterContent, *, take_back: Callable[[], object]) -> bool:
    """Hand a letter to the mail server; a refusal is this letter's matter alone, whatever else happens goes on up.

    An address that the server calls wrong for good keeps its mark: writing there again would change nothing.
    """
    own = {"name": user.legal_name, "notice": notice, "unsubscribe_url": unsubscribe_url(user, notice)}
    went = is_settled = False
    try:
        send_letter(
            content.name,
            to=user.email,
            language=user.language,
            context=own | dict(content.context),
            headers=unsubscribe_headers(user, notice),
        )
        went = is_settled = True
    except (SMTPException, OSError) as failure:
        is_settled = _is_for_good(failure)
        log.warning("letter not sent", user=user.pk, reason=type(failure).__name__, for_good=is_settled)
    finally:
        if not is_settled:
            take_back()
    return went


def _is_for_good(failure: Exception) -> bool:
    if not isinstance(failure, SMTPRecipientsRefused):
        return False
    return all(code >= HTTPStatus.INTERNAL_SERVER_ERROR for code, _words in failure.recipients.values())
