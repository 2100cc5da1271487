"""How a type of question is written: what its form asks for, told beside the type.

Nothing here is a form: `courses.forms.questions` draws it. A type names its fields and lists of rows; each is a key of
the body, or of what `shown_of` makes of the body.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, kw_only=True)
class Field:
    """One value. `label` and `hint` may be lazy."""

    name: str
    label: Any
    hint: Any = ""
    is_required: bool = False


@dataclass(frozen=True, kw_only=True)
class Texts(Field):
    """A text in each language; `markup` is "" (plain), "line" (emphasis, links, pictures) or "block" (lists too)."""

    markup: str = ""
    lines: int = 1


@dataclass(frozen=True, kw_only=True)
class Word(Field):
    """A few signs that are the same in every language."""

    longest: int = 100


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no."""


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of some named values."""

    choices: Sequence[tuple[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Percent(Field):
    """A number from 0 to 100."""


@dataclass(frozen=True, kw_only=True)
class PictureOf(Field):
    """A picture of the CMS; its value is {"picture": id, "width": …, "height": …}."""


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A list of rows of the same fields. `has_ids`: attempts keep the ids, so a row keeps its own."""

    name: str
    label: Any
    row: Any
    fields: Sequence[Field]
    hint: Any = ""
    shown_at_first: int = 2
    has_ids: bool = True


STEM = Texts(name="stem", label=_("Question"), is_required=True, markup="block", lines=3)
EXPLANATION = Texts(name="explanation", label=_("Explanation after marking"), markup="block", lines=2)
FEEDBACK = Texts(name="feedback", label=_("Feedback to this answer"), markup="block")
OTHER_FEEDBACK = Texts(name="feedback", label=_("Feedback to any other answer"), markup="block")
CORRECT = Flag(name="correct", label=_("This answer is correct"))
SHARE = Word(
    name="share",
    label=_("Share of the mark"),
    hint=_("From 0 to 1, such as 0.5 for half. Empty: the whole mark."),
    longest=10,
)
OPTIONS = Rows(
    name="options",
    label=_("Answers"),
    row=_("Answer"),
    fields=(Texts(name="text", label=_("Answer"), is_required=True, markup="line"), CORRECT, FEEDBACK),
    shown_at_first=4,
)
ITEM_EXPLANATION = Texts(name="explanation", label=_("Explanation after marking"), markup="block")
