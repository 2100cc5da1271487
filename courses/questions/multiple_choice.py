"""Multiple choice: several options are correct; partial credit.

The share is (correct chosen - wrong chosen) / correct, never below 0: choosing everything earns nothing that choosing
well would not, and an empty answer earns 0.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.base import Answer, Body, QuestionType, Review
from courses.questions.editing import OPTIONS, Field, Rows
from courses.questions.options import check_options, choices, correct_ids, known_ids, review_of


class MultipleChoice(QuestionType):
    """The stored answer is a list of ids, in the order of the body."""

    key: ClassVar[str] = "multiple_choice"
    input_type: ClassVar[str] = "checkbox"
    label: ClassVar[Any] = _("several correct answers")
    purpose: ClassVar[Any] = _("Several answers are correct: all duties of a desk, all fields that a record needs.")
    fields: ClassVar[Sequence[Field | Rows]] = (OPTIONS,)

    def check_body(self, body: Body) -> None:
        """Require at least one correct option."""
        check_options(body, correct_at_least=1, correct_at_most=None)

    def offered(self, body: Body, *, language: str, seed: str) -> list[tuple[str, str]]:
        """Offer the options."""
        return choices(body, language=language, seed=seed)

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask with check boxes."""
        offered = self.offered(body, language=language, seed=seed)
        return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple, required=False)

    def answer_of(self, body: Body, cleaned: Any) -> Answer:
        """Keep the ids in the order of the body, so that equal answers are stored alike."""
        return list(known_ids(body, list(cleaned))) or None

    def initial_of(self, answer: Answer) -> Any:
        """Show the ids that were kept."""
        return answer or []

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return (correct chosen - wrong chosen) / correct, not below 0."""
        chosen, correct = set(known_ids(body, answer)), correct_ids(body)
        return max(Decimal(0), Decimal(len(chosen & correct) - len(chosen - correct)) / len(correct))

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the question with its options told apart."""
        return review_of(body, known_ids(body, answer), language=language)
