"""Where allauth asks us."""

import secrets
from base64 import b32encode
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from academy.accounts.demo import DEMO_PASSWORD
from academy.accounts.letters import owe_letter, whose
from academy.accounts.login_wall import say_what_to_do
from academy.accounts.middleware import remember_language
from academy.accounts.models import User
from academy.accounts.second_factor import may_remove
from academy.sealing import Box, SealBroken

#: Seals what apps compute their codes from, and what recovery codes are computed from.
FACTOR_SECRETS = Box("academy.accounts.second-factor")


class AccountAdapter(DefaultAccountAdapter):
    """E-mail is the name, and letters come from the academy, by its own outbox; everything else is allauth's own."""

    def format_email_subject(self, subject: str) -> str:
        """Name the academy after the subject of each letter."""
        return _("{subject} – Librarian Academy").format(subject=super().format_email_subject(subject))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Owe the letter, so that no page waits for a mail server."""
        request = allauth_context.request
        told = {"request": request, "email": email, "current_site": get_current_site(request)} | context
        message = self.render_mail(template_prefix, email, told)
        user = context.get("user") or whose(email)
        owe_letter(name=template_prefix, message=message, user=user, session=request.session)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Say whose account it is: the letter may go to an address that is no longer hers or his."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002 - allauth's
    ) -> User:
        """Keep the name for certificates, and write to the person in the language in which the account was made."""
        user.legal_name = form.cleaned_data["legal_name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        return super().save_user(request, user, form, commit)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Log nobody in with the password that our README prints, unless this is the demo."""
        if settings.PRODUCTION and credentials.get("password") == DEMO_PASSWORD:
            return None
        return super().authenticate(request, **credentials)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        """Go on in the language of the account; tell somebody whose session ended over a form what to do now."""
        response = super().post_login(request, user, **details)
        remember_language(response, user.language)
        say_what_to_do(request)
        return response


class MFAAdapter(DefaultMFAAdapter):
    """Names the site, not the host, in the dialogues of passkeys; leaves nobody without a factor that is required."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _lazy(
            "Your role needs a second factor. Add another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        """Store no secret that can be read in a copy of the database."""
        return FACTOR_SECRETS.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; where the key that sealed it is gone one that nobody knows, so that no code fits."""
        try:
            return FACTOR_SECRETS.unseal(encrypted_text)
        except SealBroken:
            return b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take away the last factor while the person needs one."""
        return may_remove(authenticator)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return identity and name of this site for WebAuthn."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}
