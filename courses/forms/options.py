"""Answers to choose from: in the form one on each line, once per language, in one order."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from academy.languages import LANGUAGES
from academy.text_area import TextArea

FEWEST_ANSWERS, MOST_ANSWERS, LONGEST_ANSWER = 2, 20, 200
#: Fields for a form to take, in the order of the languages.
OPTION_FIELDS = tuple(
    forms.CharField(
        label=label,
        required=False,
        max_length=MOST_ANSWERS * (LONGEST_ANSWER + 2),
        widget=TextArea(attrs={"rows": 4}),
    )
    for label in (_("Answers in Azerbaijani"), _("Answers in Russian"), _("Answers in English"))
)


class OptionsMixin:
    """Keeps the answers in `options_attribute` of the row: a list with one mapping of texts for each.

    The form declares `options_az`, `options_ru` and `options_en`.
    """

    options_attribute: ClassVar[str] = "options"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Write the answers one below the other."""
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            stored = getattr(self.instance, self.options_attribute)  # type: ignore[attr-defined]
            lines = "\n".join(option.get(code, "") for option in stored)
            self.initial.setdefault(f"options_{code}", lines.rstrip("\n"))  # type: ignore[attr-defined]

    def has_options(self, cleaned: Mapping[str, Any]) -> bool:
        """Whether what was sent is answered by choosing."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Put the answers together."""
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        is_choice = self.has_options(cleaned)
        lines = {code: _lines(cleaned.get(f"options_{code}") or "") for code in LANGUAGES if is_choice}
        if is_choice:
            self._check_options(lines)
        places = range(len(lines.get("az", ())))
        options = [{code: found[place] for code, found in lines.items() if place < len(found)} for place in places]
        setattr(self.instance, self.options_attribute, options)  # type: ignore[attr-defined]
        return cleaned

    def _check_options(self, lines: dict[str, list[str]]) -> None:
        """Ask for answers in Azerbaijani, and for as many in each other language, or none."""
        add_error, number = self.add_error, len(lines["az"])  # type: ignore[attr-defined]
        if not FEWEST_ANSWERS <= number <= MOST_ANSWERS:
            add_error("options_az", _("Give two to twenty answers, one on each line."))
        if any(len(line) > LONGEST_ANSWER for found in lines.values() for line in found):
            add_error("options_az", _("An answer has at most 200 characters."))
        for code in LANGUAGES:
            if lines[code] and len(lines[code]) != number:
                add_error(f"options_{code}", ValidationError(_("Give as many answers as in Azerbaijani.")))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
