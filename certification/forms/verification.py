"""What anyone fills in to verify: a code, a file, a name, a list."""

from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.codes import found_code
from certification.errors import MalformedCode

MAX_FILE_BYTES = 5 * 1024 * 1024


class CodeForm(forms.Form):
    """A code as people type or paste it, with its label or the whole address of the QR mark."""

    code = forms.CharField(label=_("Verification code"), max_length=200)

    def clean_code(self) -> str:
        """Return the code in it; what holds none goes on as it is, to be told so by the answer."""
        typed: str = self.cleaned_data["code"]
        try:
            return found_code(typed)
        except MalformedCode:
            return typed.partition("/verify/")[2].strip("/") or typed


class FileForm(forms.Form):
    """What somebody holds of a certificate, checked without being kept. Its bytes decide what it is, not its name."""

    TOO_LARGE = _(
        "The file is larger than 5 MB. Choose the file as it was downloaded. Of a photograph, send the part with the "
        "QR code alone, or take it in a smaller size."
    )

    document = forms.FileField(
        label=_("File or photograph"),
        help_text=_(
            "The PDF file of the certificate, its digital badge (PNG, SVG or JSON), or a photograph or scan of its "
            "QR code (JPEG, PNG or WebP). At most 5 MB. The file is compared with the register and not kept."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.png,.svg,.json,.jsonld,.jpg,.jpeg,.webp"}),
    )

    def clean_document(self) -> bytes:
        """Return the bytes, or say that the file is too large."""
        upload = self.cleaned_data["document"]
        if upload.size > MAX_FILE_BYTES:
            raise forms.ValidationError(self.TOO_LARGE)
        content: bytes = upload.read()
        return content


class PhotographForm(FileForm):
    """The same, taken with the camera of a phone there and then."""

    document = forms.FileField(
        label=_("Photograph of the QR code"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self) -> None:
        """Be shown beside the other one, which answers for both."""
        super().__init__(auto_id="photograph_%s")


class NameForm(forms.Form):
    """A name to be confirmed: whoever asks has it from somewhere else."""

    name = forms.CharField(
        label=_("Name to check"),
        max_length=300,
        help_text=_(
            "The whole name, as on the certificate. Capital letters, accents and the order of the words do not matter."
        ),
    )


class CodeListForm(forms.Form):
    """Many certificates at once: a table with a column of codes."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        help_text=_("One code in each line, 10,000 lines at most. With a column of names, these are compared too."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,text/csv"}),
    )


class CodeListFilterForm(forms.Form):
    """Which lines of an answered list are shown."""

    answer = forms.ChoiceField(label=_("Answer"), required=False)

    def __init__(self, data: Any, choices: list[tuple[str, str]]) -> None:
        """Offer the answers that occur."""
        super().__init__(data)
        cast("forms.ChoiceField", self.fields["answer"]).choices = [("", _("all lines")), *choices]


def unread(kind: type[forms.Form], field: str, why: str | Promise) -> forms.Form:
    """Return an empty form that says why its file was not read."""
    form = kind({}, MultiValueDict())
    form.errors.clear()
    form.add_error(field, str(why))
    return form
