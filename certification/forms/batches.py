"""Certificates for many at once."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.lists.cells import MAX_BYTES
from academy.lists.unreadable import ListUnreadable
from certification.models import CertificateTemplate


class BatchForm(forms.Form):
    """Whether everybody is written to. Nothing is chosen beforehand: nobody mails hundreds by one press of a button."""

    WRITE, NO_LETTERS = "write", "no"

    letters = forms.ChoiceField(
        label=_("Letters"),
        choices=[
            (WRITE, _("Write to each of them that the certificate is ready")),
            (NO_LETTERS, _("Write to nobody; they find it in their personal area")),
        ],
        widget=forms.RadioSelect,
    )


class BatchListForm(forms.Form):
    """What was achieved outside the site, and the list of those who did."""

    file = forms.FileField(
        label=_("List of people"),
        help_text=_("CSV or XLSX with a column of e-mail addresses, at most 2 MB and 5,000 lines."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    template = forms.ModelChoiceField(
        label=_("Certificate template"), queryset=CertificateTemplate.objects.filter(versions__isnull=False).distinct()
    )
    code = forms.SlugField(
        label=_("Short name"),
        max_length=80,
        help_text=_("Names what was achieved, once and for all: nobody gets two certificates for one short name."),
    )
    hours = forms.DecimalField(label=_("Academic hours"), min_value=0, max_digits=6, decimal_places=2)
    achieved_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the title in each language of the site."""
        super().__init__(*args, **kwargs)
        for language, name in settings.LANGUAGES:
            self.fields[f"title_{language}"] = forms.CharField(
                label=format_lazy(_("Title: {language}"), language=name),
                max_length=300,
                widget=forms.TextInput(attrs={"lang": language}),
            )

    def clean_file(self) -> Any:
        """Look at the size before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(ListUnreadable.TOO_LARGE)
        return file

    def clean_achieved_on(self) -> date:
        """Nothing is achieved in the future."""
        day: date = self.cleaned_data["achieved_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """What a valid form says, as `services.batches.propose_list` takes it."""
        said, file = self.cleaned_data, self.cleaned_data["file"]
        return {
            **{name: said[name] for name in ("template", "code", "hours", "achieved_on")},
            "titles": {language: said[f"title_{language}"] for language, _name in settings.LANGUAGES},
            "content": file.read(),
            "file_name": file.name,
        }
