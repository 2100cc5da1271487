"""Letters of accounts: owed, sealed, in the transaction of what they tell, and sent by a worker at once."""

from datetime import timedelta
from typing import Final

from allauth.account import app_settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.mail import EmailMessage
from django.db import transaction

from academy.accounts.models import User
from academy.mail.models import SealedLetter
from academy.mail.sealed import KEPT, take_back, write_sealed_letter
from academy.mail.tasks import mail_sealed_letter

#: allauth's name of a letter that holds a code, and its setting of how many seconds the code holds.
_CODES: Final = {
    "account/email/email_confirmation": "EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
    "account/email/email_confirmation_signup": "EMAIL_VERIFICATION_BY_CODE_TIMEOUT",
    "account/email/login_code": "LOGIN_BY_CODE_TIMEOUT",
    "account/email/password_reset_code": "PASSWORD_RESET_BY_CODE_TIMEOUT",
}
#: Under it a session keeps the number of its newest letter of each kind.
_NEWEST: Final = "account_letters"


def owe_letter(*, name: str, message: EmailMessage, user: User | None, session: SessionBase) -> SealedLetter:
    """Owe the letter that allauth calls so, and queue it. What tells of something without a code is owed for a day.

    A session knows its newest code alone, so an earlier one that has not gone yet is taken back.
    """
    seconds = getattr(app_settings, _CODES[name]) if name in _CODES else KEPT.total_seconds()
    letter = write_sealed_letter(
        to=message.to[0],
        subject=str(message.subject),
        text=str(message.body),
        user_id=user.pk if user else None,
        lifetime=timedelta(seconds=seconds),
    )
    if name in _CODES:
        _replace(session, name, letter)
    transaction.on_commit(lambda: mail_sealed_letter.delay(letter.pk), robust=True)
    return letter


def whose(address: str) -> User | None:
    """Return the person who logs in with this address."""
    return User.objects.filter(email=address.lower()).first()


def _replace(session: SessionBase, name: str, letter: SealedLetter) -> None:
    newest = session.get(_NEWEST, {})
    if earlier := newest.get(name):
        take_back(earlier)
    session[_NEWEST] = newest | {name: letter.pk}
