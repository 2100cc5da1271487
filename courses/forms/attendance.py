"""What organisers type about attendance: somebody without a seat, corrections, files of online rooms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import User
from academy.lists.cells import MAX_BYTES
from courses.enums import DayOrder
from courses.models import Session
from courses.selectors.presence import session_minutes

#: As long as the row that keeps it.
REASON_LENGTH = 300


class PersonForm(forms.Form):
    """Somebody by the address of the account."""

    email = forms.EmailField(
        label=_("E-mail address of the account"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )

    def clean_email(self) -> User:
        """Return the account."""
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise ValidationError(_("No account has this address. Check it, or let the person sign up first."))
        return user


class WalkInForm(PersonForm):
    """Somebody who came without a seat, and may stay."""

    may_stay = forms.BooleanField(label=_("The person may stay without a seat"))


class CorrectionForm(forms.Form):
    """How many minutes count, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("Kept with your name."))

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        """Let nobody attend for longer than the session takes."""
        super().__init__(*args, **kwargs)
        most = session_minutes(session)
        self.fields["minutes"] = forms.IntegerField(
            label=_("Minutes that count"),
            min_value=0,
            max_value=most,
            help_text=_("The session takes %(minutes)d min.") % {"minutes": most},
        )
        self.order_fields(["email", "minutes", "reason"])


class ForgottenForm(CorrectionForm, PersonForm):
    """Somebody who was there and is not on the list."""


class StrikeForm(forms.Form):
    """Why a record is taken back."""

    reason = forms.CharField(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("Kept with your name."))


class AttendanceFileForm(forms.Form):
    """A report of an online room, and how its times are meant."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("The attendance report of Teams, Zoom, Meet or BigBlueButton: CSV or XLSX, at most 2 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    zone = forms.ChoiceField(label=_("Times in the file are in"))
    order = forms.ChoiceField(
        label=_("Dates in the file"), choices=[("", _("as the file shows")), *DayOrder.choices], required=False
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        """Offer the session's own zone first."""
        super().__init__(*args, **kwargs)
        zones = dict.fromkeys((session.time_zone, "UTC"))
        self.fields["zone"].choices = [(zone, zone) for zone in zones]  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        """Refuse a large file before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 2 MB. Divide the list."))
        return file

    def clean_order(self) -> DayOrder | None:
        """Return the order, or nothing where the file shows it."""
        order = self.cleaned_data["order"]
        return DayOrder(order) if order else None
