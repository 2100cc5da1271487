"""Unsubscribing with one click (RFC 8058). The link needs no login, so it decides one kind of letters of one person."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from academy.accounts.models import User
from courses.enums import Frequency, Notice
from courses.services.preferences import choose_frequency

#: Keeps these signatures apart from all others of the site.
SALT = "courses.letters.unsubscribe"


def unsubscribe_url(user: User, notice: Notice) -> str:
    """The address for one person and one kind of letters. It never expires: old letters are unsubscribed from, too."""
    token = signing.Signer(salt=SALT).sign_object([user.pk, notice.value])
    return settings.SITE_URL + reverse("unsubscribe", args=[token])


def unsubscribe_headers(user: User, notice: Notice) -> dict[str, str]:
    """What lets a mail program show a button of its own."""
    return {
        "List-Unsubscribe": f"<{unsubscribe_url(user, notice)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def subscription_of(token: str) -> tuple[User, Notice] | None:
    """Whose letters of which kind the token stands for; nothing for one that is not ours."""
    try:
        pk, notice = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk).first()
    return (user, Notice(notice)) if user else None


def unsubscribe(*, user: User, notice: Notice) -> None:
    """Send no more letters of this kind; a second time changes nothing."""
    choose_frequency(user=user, notice=notice, frequency=Frequency.NEVER)
