"""What is looked for in the record."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from academy.periods import refuse_disorder
from academy.record.enums import OF_PROGRAMS, ChangeKind
from certification.enums import EventKind
from certification.selectors.record import OFFICE, SITE, Wanted

#: Before the number of an account: the only name of somebody who was erased.
NUMBER_SIGN = "#"
_LONGEST_NUMBER = 18


def _choices(source: str, kinds: Any) -> list[tuple[str, Any]]:
    return [(f"{source}.{kind}", kind.label) for kind in kinds]


KINDS = [
    ("", _("All")),
    (_("Certificates, signing keys and templates"), _choices(OFFICE, EventKind)),
    (_("People and roles"), _choices(SITE, [kind for kind in ChangeKind if kind not in OF_PROGRAMS])),
    (_("Programs of institutions"), _choices(SITE, OF_PROGRAMS)),
]


def account_number(text: str) -> int:
    """Return the number of the account with this address, or that is written as “#17”. Raises ValidationError."""
    digits = text.removeprefix(NUMBER_SIGN)
    if text.startswith(NUMBER_SIGN) and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER:
        return int(digits)
    number = User.objects.filter(email=text.lower()).values_list("pk", flat=True).first()
    if number is None:
        raise ValidationError(_("Nobody here has this e-mail address."))
    return number


class RecordForm(forms.Form):
    """Narrows the record; what is left empty narrows nothing."""

    kind = forms.ChoiceField(label=_("Event"), choices=KINDS, required=False)
    actor = forms.CharField(
        label=_("Who did it"), required=False, help_text=_("E-mail address, or # and the number of the account.")
    )
    about = forms.CharField(
        label=_("About"),
        required=False,
        help_text=_("E-mail address of a person, code of a certificate, name of a role, beginning of a key."),
    )
    first_day = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean_actor(self) -> int | None:
        """Find the account."""
        text = self.cleaned_data["actor"]
        return account_number(text) if text else None

    def clean_about(self) -> int | str | None:
        """Find the account, where one is meant."""
        text: str = self.cleaned_data["about"]
        is_person = text.startswith(NUMBER_SIGN) or "@" in text
        return account_number(text) if is_person else text or None

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or {}
        refuse_disorder(self)
        return cleaned

    def wanted(self) -> Wanted:
        """Return what is asked for, by the clock of the site."""
        asked = self.cleaned_data
        source, _point, kind = asked["kind"].partition(".")
        about, last = asked["about"], asked["last_day"]
        return Wanted(
            source=source or None,
            kind=kind or None,
            actor=asked["actor"],
            about=about if isinstance(about, int) else None,
            subject=about if isinstance(about, str) else None,
            begins=_midnight(asked["first_day"]),
            ends=_midnight(last + timedelta(days=1) if last else None),
        )


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone()) if day else None
