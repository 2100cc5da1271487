"""Forms of the CMS for users, institutions and memberships."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm

from academy.accounts.models import User
from academy.accounts.names import LegalNameField
from academy.accounts.services import change_address

FIELDS = ("email", "legal_name", "language", "is_superuser", "groups")


class _UserForm(forms.ModelForm):
    """Our model's fields in the place of Wagtail's. Passwords are never set here: people set their own."""

    first_name = None
    last_name = None
    legal_name = LegalNameField()

    error_messages: ClassVar[dict[str, Any]] = {"duplicate_username": _("A user with this e-mail address exists.")}

    def clean_email(self) -> str:
        """Return the address in the form in which it is unique and in which people log in with it."""
        return self.cleaned_data["email"].lower()

    def save(self, commit: bool = True) -> User:  # noqa: FBT001, FBT002 - the signature is Django's
        """Store the user; a new address, which nobody has confirmed yet, replaces the old ones."""
        if not self.instance.pk:
            self.instance.set_unusable_password()
        user = super().save(commit=commit)
        if commit and "email" in self.changed_data:
            change_address(user, email=user.email)
        return user


class UserCreationForm(_UserForm, WagtailUserCreationForm):
    """For an invited colleague, who logs in by a code sent to the address and then sets a password or a passkey."""

    class Meta(WagtailUserCreationForm.Meta):
        model = User
        fields = FIELDS


class UserEditForm(_UserForm, WagtailUserEditForm):
    """Wagtail takes the fields `is_active` and `is_superuser` away from whoever edits the own account."""

    class Meta(WagtailUserEditForm.Meta):
        model = User
        fields = (*FIELDS, "is_active")


class PersonField(forms.ModelChoiceField):
    """Names a person by e-mail address: a chooser would show everybody's name to everybody in the CMS."""

    default_error_messages: ClassVar[dict[str, Any]] = {"invalid_choice": _("Nobody here has this e-mail address.")}

    def __init__(self, **kwargs: Any) -> None:
        """Look for people by their unique address."""
        super().__init__(
            User.objects.all(), to_field_name="email", widget=forms.EmailInput, label=_("E-mail address"), **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """Show the address of a stored membership, which comes here as a primary key."""
        if isinstance(value, int):
            return User.objects.values_list("email", flat=True).get(pk=value)
        return super().prepare_value(value)

    def to_python(self, value: Any) -> User | None:
        """Find the person whatever the letters' case."""
        return super().to_python(value.strip().lower() if isinstance(value, str) else value)


class MembershipForm(WagtailAdminModelForm):
    """One line of an institution: who, as what, since when. Consent is the person's own, and given as a member."""

    user = PersonField()

    def clean(self) -> dict[str, Any]:
        """Take no consent over from whoever, or whatever, stood in the line before."""
        cleaned: dict[str, Any] = super().clean()
        if {"user", "role"} & set(self.changed_data):
            self.instance.consented_at = None
        return cleaned


class InstitutionForm(WagtailAdminModelForm):
    """One input per language for the name, which is one JSON value in the database."""

    name_az = forms.CharField(label=_("Name in Azerbaijani"), max_length=200)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the stored name apart."""
        super().__init__(*args, **kwargs)
        for language, _label in settings.LANGUAGES:
            self.initial.setdefault(f"name_{language}", (self.instance.name or {}).get(language, ""))

    def clean(self) -> dict[str, Any]:
        """Put the name together; a language without a text is left out, so that another stands in for it."""
        cleaned = super().clean()
        names = {language: cleaned.get(f"name_{language}") for language, _label in settings.LANGUAGES}
        self.instance.name = {language: name for language, name in names.items() if name}
        return cleaned
