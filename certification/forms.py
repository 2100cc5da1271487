"""Forms of the public verification and of the office in the CMS."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_FILE_BYTES = 5 * 1024 * 1024


class CodeForm(forms.Form):
    """A code as people type or paste it, the whole address of the QR mark included."""

    code = forms.CharField(label=_("Verification code"), max_length=200)

    def clean_code(self) -> str:
        """Return the code's own part of an address."""
        code: str = self.cleaned_data["code"]
        return code.partition("/verify/")[2].strip("/") or code


class FileForm(forms.Form):
    """The PDF file of a certificate, checked without being kept."""

    document = forms.FileField(
        label=_("PDF file of the certificate"),
        help_text=_("At most 5 MB. The file is compared with the register and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_document(self) -> bytes:
        """Return the bytes, or say that the file is too large to be a certificate."""
        upload = self.cleaned_data["document"]
        if upload.size > MAX_FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB. Choose the PDF file of the certificate."))
        content: bytes = upload.read()
        return content
