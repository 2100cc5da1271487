"""What a person fills in about herself or himself."""

from typing import ClassVar

from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from academy.accounts.names import LegalNameField


class SignupForm(BaseSignupForm):
    """Asks for the name that certificates will carry; the adapter stores it."""

    legal_name = LegalNameField()

    field_order: ClassVar[list[str]] = ["email", "legal_name", "password1"]


class ProfileForm(forms.Form):
    """No model form: a refused name must not appear in the page's header as if it were stored."""

    legal_name = LegalNameField()
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of these pages and of our letters to you.")
    )
