"""Templates of certificates, their issuers and pictures, in the CMS."""

import json
from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from certification.enums import (
    Kind,
)
from certification.errors import PictureRefused
from certification.models import Picture, PictureContent
from certification.rendering.designs import design_names
from certification.rendering.pictures import MOST_BYTES
from certification.services.pictures import keep_picture
from certification.wording import facts_named


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
