"""A copy of the register for the archive."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.periods import refuse_disorder
from certification.enums import Standing
from certification.models import RegisterCopy


class RegisterCopyForm(forms.ModelForm):
    """Which part of the register is copied, in which language, into which file."""

    standing = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *Standing.choices])

    class Meta:
        model = RegisterCopy
        fields = ("first_day", "last_day", "issuer", "template", "standing", "language", "format")
        widgets: ClassVar[dict[str, forms.Widget]] = {
            day: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for day in ("first_day", "last_day")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say “all” where nothing is chosen."""
        super().__init__(*args, **kwargs)
        for name in ("issuer", "template"):
            self.fields[name].empty_label = _("all")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and days to come, whose certificates nobody knows."""
        cleaned: dict[str, Any] = super().clean() or {}
        refuse_disorder(self)
        # A day that was refused is no longer among what is clean.
        last = cleaned.get("last_day")
        if last and last > timezone.localdate():
            self.add_error("last_day", _("This day has not come yet."))
        return cleaned
