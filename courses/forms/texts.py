"""Forms of rows that hold one text per language in a JSON value."""

from collections.abc import Sequence
from typing import Any, ClassVar

from academy.languages import LANGUAGES


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
