"""True or false: a statement to judge; the answer earns all or nothing.

The body holds "answer": true or false, and may hold "feedback": {"true": {…}, "false": {…}}, told to what was chosen.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext, pgettext_lazy

from courses.questions.base import Answer, Body, BodyInvalid, Option, QuestionType, Review
from courses.questions.editing import Choice, Field, Rows, Texts
from courses.questions.options import check_stem
from courses.questions.rich import shown_in

VERDICTS = {"true": True, "false": False}
VERDICT_CHOICES = [("true", pgettext_lazy("statement", "True")), ("false", pgettext_lazy("statement", "False"))]


def verdicts_in(language: str) -> dict[str, str]:
    """Name the two verdicts."""
    with override(language):
        return {"true": pgettext("statement", "True"), "false": pgettext("statement", "False")}


class TrueFalse(QuestionType):
    """The stored answer is true or false. Always asked in this order: it tells nothing."""

    key: ClassVar[str] = "true_false"
    input_type: ClassVar[str] = "radio"
    label: ClassVar[Any] = _("true or false")
    purpose: ClassVar[Any] = _("A statement to judge: whether a rule of lending or cataloguing holds.")
    fields: ClassVar[Sequence[Field | Rows]] = (
        Choice(name="answer", label=_("The statement is"), choices=VERDICT_CHOICES, is_required=True),
        Texts(name="feedback_true", label=_("Feedback to “true”"), markup="block"),
        Texts(name="feedback_false", label=_("Feedback to “false”"), markup="block"),
    )

    def shown_of(self, body: Body) -> dict[str, Any]:
        """Show the verdict as a choice, and each feedback on its own."""
        feedback = body.get("feedback", {})
        told = {f"feedback_{word}": feedback.get(word, {}) for word in VERDICTS}
        answer = next((word for word, verdict in VERDICTS.items() if verdict is body.get("answer")), "")
        return {name: value for name, value in body.items() if name != "feedback"} | told | {"answer": answer}

    def body_of(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Put them together again."""
        feedback = {word: shown.get(f"feedback_{word}", {}) for word in VERDICTS}
        rest = {name: value for name, value in shown.items() if not name.startswith("feedback_")}
        return rest | {"answer": VERDICTS.get(shown.get("answer", "")), "feedback": feedback}

    def check_body(self, body: Body) -> None:
        """Require a verdict."""
        check_stem(body)
        if not isinstance(body.get("answer"), bool):
            raise BodyInvalid(_("Say whether the statement is true or false."), field="answer")

    def offered(self, body: Body, *, language: str, seed: str) -> list[tuple[str, str]]:  # noqa: ARG002 - both verdicts are always offered
        """Offer both verdicts."""
        return list(verdicts_in(language).items())

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask with radio buttons."""
        offered = self.offered(body, language=language, seed=seed)
        return forms.ChoiceField(choices=offered, widget=forms.RadioSelect, required=False)

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
                feedback=shown_in(feedback.get(key, {}), language),
                is_correct=VERDICTS[key] is body["answer"],
                is_chosen=VERDICTS[key] is answer,
            )
            for key, text in verdicts_in(language).items()
        ]
        return Review(shown_in(body["stem"], language), shown_in(body.get("explanation", {}), language), options)
