"""What a person fills in about herself or himself."""

from typing import Any, ClassVar

from allauth.account.forms import SignupForm as BaseSignupForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from academy.accounts.names import LegalNameField


class SignupForm(BaseSignupForm):
    """Asks for the name that certificates will carry; the adapter stores it."""

    legal_name = LegalNameField()

    field_order: ClassVar[list[str]] = ["email", "legal_name", "password1"]


class NamesDevice(forms.Form):
    """Says what the name of a key or a passkey is the name of; allauth's field has no label in our languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of this device")


class AddDeviceForm(NamesDevice, webauthn.AddWebAuthnForm):
    """Adds a key to an account."""


class SignupDeviceForm(NamesDevice, webauthn.SignupWebAuthnForm):
    """Makes an account with a passkey."""


class EditDeviceForm(NamesDevice, webauthn.EditWebAuthnForm):
    """Gives a key another name."""


class ProfileForm(forms.Form):
    """No model form: a refused name must not appear in the page's header as if it were stored."""

    legal_name = LegalNameField()
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of these pages and of our letters to you.")
    )
