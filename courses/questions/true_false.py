"""True or false: a statement to judge; the answer earns all or nothing.

The body holds "answer": true or false, and may hold "feedback": {"true": {…}, "false": {…}}, told to what was chosen.
"""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import override, pgettext

from academy.languages import text_in
from courses.questions.base import Answer, Body, BodyInvalid, Option, QuestionType, Review
from courses.questions.options import check_stem

VERDICTS = {"true": True, "false": False}


def verdicts_in(language: str) -> dict[str, str]:
    """Name the two verdicts."""
    with override(language):
        return {"true": pgettext("statement", "True"), "false": pgettext("statement", "False")}


class TrueFalse(QuestionType):
    """The stored answer is true or false. Always asked in this order: it tells nothing."""

    key: ClassVar[str] = "true_false"

    def check_body(self, body: Body) -> None:
        """Require a verdict."""
        check_stem(body)
        if not isinstance(body.get("answer"), bool):
            raise BodyInvalid("the statement is neither true nor false")

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:  # noqa: ARG002 - both verdicts are always offered
        """Ask with radio buttons."""
        return forms.ChoiceField(choices=list(verdicts_in(language).items()), widget=forms.RadioSelect, required=False)

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - the field has checked it already
        """Keep the verdict, or nothing."""
        return VERDICTS.get(cleaned)

    def initial_of(self, answer: Answer) -> Any:
        """Show the verdict that was kept."""
        return next((key for key, verdict in VERDICTS.items() if verdict is answer), None)

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return 1 for the correct verdict, else 0."""
        return Decimal(answer is body["answer"])

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the statement with both verdicts."""
        feedback = body.get("feedback", {})
        options = [
            Option(
                text=text,
                feedback=text_in(feedback.get(key, {}), language),
                is_correct=VERDICTS[key] is body["answer"],
                is_chosen=VERDICTS[key] is answer,
            )
            for key, text in verdicts_in(language).items()
        ]
        return Review(text_in(body["stem"], language), text_in(body.get("explanation", {}), language), options)
