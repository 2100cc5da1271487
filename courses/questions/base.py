"""What every question type offers, and what it is made of.

A body is JSON with texts per language, for example::

    {"stem": {"az": "…", "ru": "…", "en": "…"}, "explanation": {…},
     "options": [{"id": "k3", "text": {…}, "correct": true, "feedback": {…}}, …]}

The ids are short and random: they tell nothing about order or correctness. Decimals are texts, so that they stay exact.
What else a body holds stands in the module of its type.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from courses.questions.editing import Field, Rows

Body = Mapping[str, Any]
#: What is stored of an answer: JSON that the type itself reads back.
Answer = Any


class BodyInvalid(ValueError):  # noqa: N818 - errors are named for the state (conventions, 17)
    """The body is no question of this type; the message, perhaps lazy, tells its author what is missing, and where."""

    def __init__(self, message: Any, *, rows: str = "", row: int | None = None, field: str = "") -> None:
        """Name the field, or the list of rows, the row in it (from 0 on) and its field."""
        super().__init__(message)
        self.message, self.rows, self.row, self.field = message, rows, row, field


@dataclass(frozen=True)
class Option:
    """One option as a reviewer may see it, in one language; `is_correct` is None while that is not told."""

    text: str
    feedback: str
    is_correct: bool | None
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Part:
    """One input of an answer as a reviewer may see it, in one language; empty where there is nothing to tell.

    `feedback` is told to what was given; `expected`, `explanation` and `is_correct` tell what is right.
    """

    given: str
    expected: str
    is_correct: bool | None
    label: str = ""
    feedback: str = ""
    explanation: str = ""


@dataclass(frozen=True)
class Review:
    """A marked question in one language: options to choose from, or parts. Never built while the attempt is open.

    Where the order of the body tells the answer, parts stand in another one.
    """

    stem: str
    explanation: str
    options: Sequence[Option] = ()
    parts: Sequence[Part] = ()

    def without_feedback(self) -> "Review":
        """Return what is told with the own answer alone."""
        shown = self.without_answers()
        options = [replace(option, feedback="") for option in shown.options]
        return replace(shown, options=options, parts=[replace(part, feedback="") for part in shown.parts])

    def without_answers(self) -> "Review":
        """Return what may be told while attempts are left: the own answer and its feedback, nothing of the others."""
        hidden = [
            replace(option, is_correct=None, feedback=option.feedback if option.is_chosen else "")
            for option in self.options
        ]
        parts = [replace(part, is_correct=None, expected="", explanation="") for part in self.parts]
        return replace(self, explanation="", options=hidden, parts=parts)


class QuestionType(ABC):
    """A type of question. Instances hold no state."""

    key: ClassVar[str]
    #: Name of the type, and a sentence that says what librarians use it for; both may be lazy.
    label: ClassVar[Any]
    purpose: ClassVar[Any]
    #: Whether `mark` cannot decide: an answer then waits for a person.
    is_marked_by_person: ClassVar[bool] = False
    #: “radio” or “checkbox” where learners choose among what is `offered`, and are asked nothing else.
    input_type: ClassVar[str] = ""
    #: What its form asks for, beside stem and explanation.
    fields: ClassVar[Sequence[Field | Rows]] = ()

    def shown_of(self, body: Body) -> dict[str, Any]:
        """Return what the form shows, by the names of `fields`."""
        return dict(body)

    def body_of(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Return the body of what the form gives. Raises `BodyInvalid`."""
        return dict(shown)

    @abstractmethod
    def check_body(self, body: Body) -> None:
        """Raise `BodyInvalid` unless the body can be asked and marked."""

    def offered(self, body: Body, *, language: str, seed: str) -> Sequence[tuple[str, str]]:  # noqa: ARG002 - for types that offer something
        """Return value and text of each choice, in an order that `seed` fixes; nothing where there is none to make."""
        return ()

    @abstractmethod
    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Return the form field that asks; it carries nothing of what is correct. `seed` fixes the order of options."""

    @abstractmethod
    def answer_of(self, body: Body, cleaned: Any) -> Answer:
        """Turn the field's cleaned value into what is stored."""

    @abstractmethod
    def initial_of(self, answer: Answer) -> Any:
        """Turn a stored answer into the field's initial value."""

    @abstractmethod
    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return the earned share, from 0 to 1. Anything that is no answer of this question earns 0."""

    @abstractmethod
    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the question with what was chosen, what is correct, and why."""
