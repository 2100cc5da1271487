"""Named facts: `{course}` in a wording stands for a fact of the certificate. Nothing else in braces is known.

Texts of people are never given to `str.format`, whose fields reach into objects: the names are looked for and replaced
once, so a title that holds “{name}” stays what it is.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext as _

#: What was achieved, by whom, in whose name.
ACHIEVED: Final = ("name", "course", "hours", "score", "date", "valid_until", "institution")
#: Where it is checked.
CHECKED: Final = ("code", "url")
#: What stands in a place whose certificate has no such fact.
NOTHING: Final = "–"

_FACT: Final = re.compile(r"\{([a-z_]+)\}")
_BRACED: Final = re.compile(r"\{[^{}]*\}")


def written(names: Iterable[str]) -> str:
    """Return the names as they are written in a wording: “{course}, {hours}”."""
    return ", ".join(f"{{{name}}}" for name in names)


def facts_named(text: str) -> list[str]:
    """Return the names in the text, in their order."""
    return _FACT.findall(text)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Return the text with each fact in its place, in one pass: what a fact says is never read again."""
    return _FACT.sub(lambda found: facts.get(found[1]) or NOTHING, text)


@deconstructible
class NamedFacts:
    """Says at the field which fact is unknown, which brace stands alone, and which fact is missing."""

    def __init__(self, allowed: Iterable[str] = (), required: Iterable[str] = ()) -> None:
        """Take the facts that may stand in the field, and those that must."""
        self.allowed, self.required = tuple(allowed), tuple(required)

    def __call__(self, text: str) -> None:
        """Raise ValidationError with one sentence for each fault."""
        if faults := list(self._faults(text)):
            raise ValidationError(faults)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NamedFacts) and (self.allowed, self.required) == (other.allowed, other.required)

    def __hash__(self) -> int:
        return hash((self.allowed, self.required))

    def _faults(self, text: str) -> Iterable[str]:
        known = {"facts": written(self.allowed)}
        for braced in dict.fromkeys(_BRACED.findall(text)):
            if braced[1:-1] in self.allowed:
                continue
            if self.allowed:
                yield _("There is no fact %(fact)s here. There are: %(facts)s.") % (known | {"fact": braced})
            else:
                yield _("No facts stand here: take %(fact)s out.") % {"fact": braced}
        if set("{}") & set(_BRACED.sub("", text)):
            yield _("A brace stands alone. Braces are for the names of facts, each in one pair.")
        for name in self.required:
            if name not in facts_named(text):
                yield _("Write %(fact)s where it is to stand.") % {"fact": written([name])}
