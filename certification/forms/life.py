"""What becomes of a certificate or a key after its issue: corrected, revoked, changed, lost."""

from dataclasses import asdict
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.accounts.names import LegalNameField
from academy.text_area import TextArea
from certification.codes import found_code
from certification.data import Correction
from certification.enums import (
    KeyState,
    ProposalKind,
    ReplacementReason,
    RevocationReason,
    State,
)
from certification.errors import MalformedCode, NameUnprintable, NothingCorrected
from certification.forms.templates import TextsWidget
from certification.models import Certificate, SigningKey
from certification.rendering.names import printable_name

#: So many certificates are proposed for revocation at once.
MOST_REVOKED = 1000


class ReasonForm(forms.Form):
    """Why something is done to a certificate: the public class of the reason, and what only the staff may read.

    No reason is chosen beforehand: what cannot be undone must not be done by one press of a button.
    """

    reasons: ClassVar[type[TextChoices]]

    reason = forms.ChoiceField(
        label=_("Reason"), widget=forms.RadioSelect, help_text=_("Shown to everyone who verifies.")
    )
    note = forms.CharField(
        label=_("Private note"),
        required=False,
        widget=TextArea(attrs={"rows": 3}),
        help_text=_("Seen by the staff alone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the reasons of this form."""
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["reason"]).choices = self.reasons.choices


class RevocationForm(ReasonForm):
    """Why a certificate is revoked."""

    reasons = RevocationReason


class CorrectionForm(ReasonForm):
    """What the certificate should have said, why it is replaced, and what only the staff may read."""

    reasons = ReplacementReason
    field_order = ("holder_name", "titles", "hours", "achieved_on", "reason", "note")

    holder_name = LegalNameField()
    titles = forms.JSONField(label=_("Title"), widget=TextsWidget, help_text=_("What was achieved, in each language."))
    hours = forms.DecimalField(label=_("Academic hours"), min_value=0, max_digits=6, decimal_places=2)
    achieved_on = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("When it was achieved. The end of validity, if there is one, moves with it."),
    )

    def __init__(self, data: Any = None, *, said: Correction) -> None:
        """Begin with what the certificate says now."""
        super().__init__(data, initial=asdict(said))
        self.said = said
        self.fields["holder_name"].help_text = _("As it shall be printed. The account keeps its own name.")

    def clean_holder_name(self) -> str:
        """Refuse what the certificate's fonts cannot print."""
        try:
            return printable_name(self.cleaned_data["holder_name"])
        except NameUnprintable as refusal:
            raise forms.ValidationError(_("The name has characters that cannot be printed.")) from refusal

    def clean_titles(self) -> dict[str, str]:
        """Keep a title in each language that had one."""
        titles: dict[str, str] = self.cleaned_data["titles"]
        if not titles.keys() >= self.said.titles.keys():
            raise forms.ValidationError(_("Write the title in each language in which it stood."))
        return titles

    def clean_achieved_on(self) -> date:
        """Nothing is achieved in the future."""
        day: date = self.cleaned_data["achieved_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a correction that changes nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.correction == self.said:
            raise forms.ValidationError(NothingCorrected.message)
        return cleaned

    @property
    def correction(self) -> Correction:
        """What a valid form says."""
        return Correction(**{name: self.cleaned_data[name] for name in asdict(self.said)})


class RevocationsForm(RevocationForm):
    """Many certificates by their codes, with one reason for all."""

    codes = forms.CharField(
        label=_("Codes"),
        widget=TextArea(attrs={"rows": 8}),
        help_text=_("One in a line, at most 1000. Only certificates in force can be revoked."),
    )

    field_order = ("codes", "reason", "note")

    def clean_codes(self) -> list[Certificate]:
        """Return the certificates, or name the codes that lead to none in force."""
        typed = {line.strip() for line in self.cleaned_data["codes"].splitlines() if line.strip()}
        if len(typed) > MOST_REVOKED:
            raise forms.ValidationError(_("At most 1000 certificates are revoked at once."))
        known = {line: _in_force(line) for line in sorted(typed)}
        if missing := [line for line, certificate in known.items() if certificate is None]:
            told = _("Not in force, or not in the register: %(codes)s")
            raise forms.ValidationError(told, params={"codes": ", ".join(missing[:20])})
        return list({certificate.pk: certificate for certificate in known.values() if certificate}.values())


def _in_force(typed: str) -> Certificate | None:
    try:
        code = found_code(typed)
    except MalformedCode:
        return None
    return Certificate.objects.filter(code=code, state=State.ISSUED, superseded_by=None).first()


class KeyForm(forms.Form):
    """A change of the signing key: the next one, or one that is lost."""

    kind = forms.ChoiceField(
        label=_("What"),
        choices=[(kind.value, kind.label) for kind in (ProposalKind.KEY_CHANGE, ProposalKind.KEY_LOST)],
        widget=forms.RadioSelect,
    )
    key = forms.ModelChoiceField(
        label=_("Lost key"),
        queryset=SigningKey.objects.exclude(state=KeyState.COMPROMISED),
        required=False,
        help_text=_("Only where a key is declared lost."),
    )
    since = forms.DateTimeField(
        label=_("Lost since"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("From this moment others may have had it."),
    )
    note = forms.CharField(
        label=_("Private note"),
        required=False,
        widget=TextArea(attrs={"rows": 3}),
        help_text=_("Seen by the staff alone."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for key and moment where a key is lost."""
        cleaned: dict[str, Any] = super().clean() or {}
        since = cleaned.get("since")
        if cleaned.get("kind") == ProposalKind.KEY_LOST and not (cleaned.get("key") and since):
            raise forms.ValidationError(_("Say which key is lost, and since when."))
        if since and since > timezone.now():
            raise forms.ValidationError(_("This day has not come yet."))
        return cleaned
