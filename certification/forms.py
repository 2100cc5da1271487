"""Forms of the public verification and of the office in the CMS."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from academy.accounts.names import LegalNameField
from academy.lists.cells import MAX_BYTES
from academy.lists.unreadable import ListUnreadable
from certification.codes import found_code
from certification.data import Correction
from certification.enums import (
    Disclosure,
    KeyState,
    Kind,
    ProposalKind,
    ReplacementReason,
    RevocationReason,
    Standing,
    State,
)
from certification.errors import MalformedCode, NameUnprintable, NothingCorrected, PictureRefused
from certification.models import Certificate, CertificateTemplate, Picture, PictureContent, RegisterCopy, SigningKey
from certification.rendering.designs import design_names
from certification.rendering.names import printable_name
from certification.rendering.pictures import MOST_BYTES
from certification.services.pictures import keep_picture
from certification.wording import facts_named

#: So many certificates are proposed for revocation at once.
MOST_REVOKED = 1000
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


class NameForm(forms.Form):
    """A name to be confirmed: whoever asks has it from somewhere else."""

    name = forms.CharField(
        label=_("Name to check"),
        max_length=300,
        help_text=_(
            "The whole name, as on the certificate. Capital letters, accents and the order of the words do not matter."
        ),
    )


class DisclosureForm(forms.Form):
    """What the verification of one certificate shows to everyone."""

    disclosure = forms.ChoiceField(
        label=_("Whoever has the code sees"), choices=Disclosure.choices, widget=forms.RadioSelect
    )


class DefaultDisclosureForm(DisclosureForm):
    """The same for certificates to come."""

    also_existing = forms.BooleanField(label=_("Also for the certificates that I have"), required=False)


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


class TextsWidget(forms.MultiWidget):
    """One line per language for a JSON field that holds a text per language. Empty lines are not stored."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make one input for each language of the site."""
        super().__init__([forms.TextInput(attrs={"lang": code}) for code, _language in settings.LANGUAGES], attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Put the language's own name beside its input."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for widget, (_code, language) in zip(context["widget"]["subwidgets"], settings.LANGUAGES, strict=True):
            widget["language"] = language
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's signature
        """Use the project's templates: the renderer of forms knows only Django's own."""
        return render_to_string("certification/cms/texts_widget.html", self.get_context(name, value, attrs))

    def decompress(self, value: str | None) -> list[str]:
        """Take the field's JSON apart."""
        texts = json.loads(value or "null") or {}
        return [texts.get(code, "") for code, _language in settings.LANGUAGES]

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Put the JSON together that the field parses."""
        written = zip(settings.LANGUAGES, super().value_from_datadict(data, files, name), strict=True)
        return json.dumps({code: text.strip() for (code, _language), text in written if text and text.strip()})


class SluggedForm(WagtailAdminModelForm):
    """The short name is given once: history and versions know the row by it."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Close the field of what exists."""
        super().__init__(*arguments, **named)
        if self.instance.pk and "slug" in self.fields:
            self.fields["slug"].disabled = True


class TemplateForm(SluggedForm):
    """What is saved is a draft: certificates are issued from the newest published version."""

    design = forms.ChoiceField(label=_("Design"), choices=lambda: [(name, name) for name in design_names()])

    def clean(self) -> dict[str, Any]:
        """Say at its field which wording stands twice, and which fact certificates of this template never have."""
        cleaned: dict[str, Any] = super().clean()
        if (cleaned.get("kind") == Kind.TRANSCRIPT) != (cleaned.get("design") == Kind.TRANSCRIPT):
            self.add_error("design", _("Transcripts have the design “transcript”, and nothing else has it."))
        languages: set[str] = set()
        for form in self._complete("wordings"):
            words = dict(form.cleaned_data)
            if words["language"] in languages:
                form.add_error("language", _("Write the wording once in each language."))
            languages.add(words["language"])
            for field, text in words.items():
                for fault in self._missing(cleaned, facts_named(text) if isinstance(text, str) else []):
                    form.add_error(field, fault)
        for form in self._complete("co_issuers"):
            if form.cleaned_data["issuer"] == cleaned.get("issuer"):
                form.add_error("issuer", _("This is the issuer itself."))
        return cleaned

    def _complete(self, relation: str) -> list[Any]:
        complete = [form for form in self.formsets[relation].forms if form.is_valid() and form.cleaned_data]
        return [form for form in complete if not form.cleaned_data.get("DELETE")]

    @staticmethod
    def _missing(cleaned: dict[str, Any], facts: list[str]) -> Iterator[Any]:
        if "score" in facts and cleaned.get("kind") != Kind.COMPETENCE:
            yield _("Only a certificate of competence has a result: take {score} out.")
        if "valid_until" in facts and not cleaned.get("valid_months"):
            yield _("These certificates are valid without an end: take {valid_until} out.")


class PictureForm(WagtailAdminModelForm):
    """A picture is uploaded and kept as it will be printed; a new file takes the place of the old one from now on."""

    file = forms.FileField(
        label=_("Picture file"),
        required=False,
        help_text=_("PNG or JPEG, at most 5 MB. A transparent background is kept."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def clean_file(self) -> PictureContent | None:
        """Return the picture as it is kept, or say what can be uploaded."""
        upload = self.cleaned_data["file"]
        if upload is None:
            if not self.instance.pk:
                raise forms.ValidationError(_("Choose a file."))
            return None
        try:
            return keep_picture(upload.read(MOST_BYTES + 1))
        except PictureRefused as refusal:
            raise forms.ValidationError(refusal.message) from refusal

    def save(self, commit: bool = True) -> Picture:  # noqa: FBT001, FBT002 - Django's signature
        """Point to what was uploaded."""
        if content := self.cleaned_data["file"]:
            self.instance.content = content
        picture: Picture = super().save(commit=commit)
        return picture


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
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day is before the first one."))
        elif last and last > timezone.localdate():
            self.add_error("last_day", _("This day has not come yet."))
        return cleaned


class RevocationForm(forms.Form):
    """Why a certificate is revoked: the public class of the reason, and what only the staff may read.

    No reason is chosen beforehand: what cannot be undone must not be done by one press of a button.
    """

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Shown to everyone who verifies."),
    )
    note = forms.CharField(
        label=_("Private note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Seen by the staff alone."),
    )


class CorrectionForm(forms.Form):
    """What the certificate should have said, why it is replaced, and what only the staff may read."""

    holder_name = LegalNameField()
    titles = forms.JSONField(label=_("Title"), widget=TextsWidget, help_text=_("What was achieved, in each language."))
    hours = forms.DecimalField(label=_("Academic hours"), min_value=0, max_digits=6, decimal_places=2)
    achieved_on = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("When it was achieved. The end of validity, if there is one, moves with it."),
    )
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=ReplacementReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Shown to everyone who verifies."),
    )
    note = forms.CharField(
        label=_("Private note"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Seen by the staff alone."),
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
        widget=forms.Textarea(attrs={"rows": 8}),
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
        widget=forms.Textarea(attrs={"rows": 3}),
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
