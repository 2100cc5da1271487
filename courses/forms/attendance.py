"""Who was at a session, as whoever runs the seminar writes it down."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from academy.accounts.models import User
from courses.models import Seminar, Session

#: More lines than any room holds.
LINES = 500


class AttendanceForm(forms.Form):
    """A session, and the e-mail addresses of those who were there, one on each line."""

    session = forms.ModelChoiceField(label=_("Session"), queryset=Session.objects.none(), empty_label=None)
    people = forms.CharField(
        label=_("Who was there"),
        help_text=_("E-mail addresses of their accounts, one on each line."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocapitalize": "none"}),
        max_length=40_000,
    )

    def __init__(self, *args: Any, seminar: Seminar, **kwargs: Any) -> None:
        """Offer the sessions of one seminar."""
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = seminar.sessions.all()  # type: ignore[attr-defined]

    def clean_people(self) -> list[User]:
        """Return the accounts. Name each line without one: nobody is recorded before all lines are right."""
        lines = [line.strip() for line in self.cleaned_data["people"].splitlines()]
        addresses = {number: line for number, line in enumerate(lines, start=1) if line}
        if len(addresses) > LINES:
            raise ValidationError(_("At most 500 addresses at once."))
        accounts = {user.email.lower(): user for user in User.objects.filter(email__in=_spellings(addresses.values()))}
        unknown = {number: line for number, line in addresses.items() if line.lower() not in accounts}
        if unknown:
            raise ValidationError([_unknown(number, line) for number, line in unknown.items()])
        return list({line.lower(): accounts[line.lower()] for line in addresses.values()}.values())


def _spellings(lines: Any) -> set[str]:
    return {spelling for line in lines for spelling in (line, line.lower())}


def _unknown(number: int, line: str) -> str:
    return str(_("Line {number}: no account has the address {address}. Nothing was recorded.")).format(
        number=number, address=line
    )


def said(count: int) -> str:
    """Say how many were recorded."""
    words = ngettext("%(count)d participant was recorded.", "%(count)d participants were recorded.", count)
    return words % {"count": count}
