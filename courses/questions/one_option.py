"""One option is correct, and the answer earns all or nothing: what single choice and hotspot have in common."""

from decimal import Decimal
from typing import Any

from django import forms

from courses.questions.base import Answer, Body, QuestionType, Review
from courses.questions.options import check_options, choices, correct_ids, known_ids, review_of


class OneOption(QuestionType):
    """The stored answer is the id of one option."""

    def check_body(self, body: Body) -> None:
        """Require exactly one correct option."""
        check_options(body, correct_at_least=1, correct_at_most=1)

    def offered(self, body: Body, *, language: str, seed: str) -> list[tuple[str, str]]:
        """Offer the options."""
        return choices(body, language=language, seed=seed)

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask with radio buttons."""
        offered = self.offered(body, language=language, seed=seed)
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, required=False)

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - the field has checked it already
        """Keep the id, or nothing."""
        return cleaned or None

    def initial_of(self, answer: Answer) -> Any:
        """Show the id that was kept."""
        return answer

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return 1 for the correct option, else 0."""
        return Decimal(isinstance(answer, str) and answer in correct_ids(body))

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the question with its options told apart."""
        return review_of(body, known_ids(body, answer), language=language)
