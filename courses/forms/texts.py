"""Forms of rows that hold one text per language in a JSON value."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.languages import LANGUAGES
from academy.text_area import TextArea

SUBJECTS = {"az": _("Subject in Azerbaijani"), "ru": _("Subject in Russian"), "en": _("Subject in English")}
BODIES = {"az": _("Text in Azerbaijani"), "ru": _("Text in Russian"), "en": _("Text in English")}


class TextsMixin:
    """`texts` names the values; the form declares an input for each and language, such as `title_az`."""

    texts: ClassVar[Sequence[str]] = ("title",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take the stored texts apart."""
        super().__init__(*args, **kwargs)
        for name in self.texts:
            for code in LANGUAGES:
                self.initial.setdefault(f"{name}_{code}", getattr(self.instance, name).get(code, ""))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Put the texts together; a language without one is left out, so that another stands in for it."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        for name in self.texts:
            texts = {code: cleaned.get(f"{name}_{code}") for code in LANGUAGES}
            setattr(self.instance, name, {code: text for code, text in texts.items() if text})  # type: ignore[attr-defined]
        return cleaned


def _subject(code: str) -> forms.CharField:
    return forms.CharField(
        label=SUBJECTS[code], max_length=200, required=False, widget=forms.TextInput(attrs={"lang": code})
    )


def _body(code: str) -> forms.CharField:
    widget = TextArea(attrs={"rows": 8, "lang": code})
    return forms.CharField(label=BODIES[code], max_length=20_000, required=False, widget=widget)


class LetterTextsMixin(TextsMixin, forms.Form):
    """Subject and text of a letter; a language is left out or has both."""

    texts = ("subject", "body")
    subject_az, subject_ru, subject_en = (_subject(code) for code in LANGUAGES)
    body_az, body_ru, body_en = (_body(code) for code in LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Refuse half a language, and no language."""
        cleaned: dict[str, Any] = super().clean()
        subject, body = self.instance.subject, self.instance.body  # type: ignore[attr-defined]
        for code in LANGUAGES:
            if (code in subject) != (code in body):
                missing = "body" if code in subject else "subject"
                self.add_error(f"{missing}_{code}", _("A language has a subject and a text, or neither."))
        if not subject and not body:
            self.add_error("subject_az", _("Write in at least one language."))
        return cleaned
