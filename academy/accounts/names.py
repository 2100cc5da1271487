"""The name that certificates will carry, as a form field: kept as it was typed, made safe to compare and to print."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Unicode categories of what no name has: controls, invisible and direction marks, line ends, unassigned code points.
FORBIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
HELP = _("As it will be printed on certificates: surname, first name and, where it is used, patronymic.")


def refuse_hidden_characters(name: str) -> None:
    """Raise for characters that hide, reorder or break text: with them two different names can look alike."""
    if any(unicodedata.category(character) in FORBIDDEN for character in name):
        raise ValidationError(_("The name has invisible or control characters. Type it again by hand."), code="hidden")


def refuse_without_letters(name: str) -> None:
    """Raise for a name without any letter. Whether a certificate can print it is decided when one is issued."""
    if not any(character.isalpha() for character in name):
        raise ValidationError(_("A name has letters."), code="letters")


class LegalNameField(forms.CharField):
    """A name in Unicode normal form C, with single spaces and nothing around it; never re-cased or taken apart."""

    def __init__(self, **kwargs: Any) -> None:
        """Speak of the name as the model does, and let browsers fill it in."""
        widget = forms.TextInput(attrs={"autocomplete": "name"})
        rules = [refuse_hidden_characters, refuse_without_letters]
        super().__init__(
            max_length=200, label=_("Full name"), help_text=HELP, widget=widget, validators=rules, **kwargs
        )

    def to_python(self, value: Any) -> str:
        """Normalise before the length and the characters are judged."""
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        spaced = "".join(" " if unicodedata.category(character) == "Zs" else character for character in text)
        return " ".join(part for part in spaced.split(" ") if part)
