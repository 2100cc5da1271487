"""Short text: a word or a few, compared with accepted answers as `wording` says; an answer earns its share.

The body holds "answers": [{"text": {…}, "share": "1", "feedback": {…}}, …], "share" from 0 to 1, 1
by default; one answer earns 1. It may hold "case_sensitive": true, and "feedback" to what is none of the answers.
An answer in any of the languages is accepted, whatever the language of the page.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.questions.base import Answer, Body, QuestionType, Review
from courses.questions.editing import FEEDBACK, OTHER_FEEDBACK, SHARE, Field, Flag, Rows, Texts
from courses.questions.options import check_stem
from courses.questions.parts import text_field
from courses.questions.rich import shown_in
from courses.questions.shares import share_of
from courses.questions.wording import LONGEST, accepted, check_accepted, wording_part


class ShortText(QuestionType):
    """The stored answer is the text as it was typed."""

    key: ClassVar[str] = "short_text"
    label: ClassVar[Any] = _("short text")
    purpose: ClassVar[Any] = _(
        "A word or a few to be typed: a term, a name, an abbreviation. Case and extra spaces do not matter."
    )
    fields: ClassVar[Sequence[Field | Rows]] = (
        Rows(
            name="answers",
            label=_("Accepted answers"),
            row=_("Answer"),
            hint=_("An answer in any of the languages is accepted, whatever the language of the page."),
            fields=(Texts(name="text", label=_("Accepted answer"), is_required=True), SHARE, FEEDBACK),
            has_ids=False,
        ),
        Flag(name="case_sensitive", label=_("Capital and small letters are told apart")),
        OTHER_FEEDBACK,
    )

    def check_body(self, body: Body) -> None:
        """Require an answer that earns everything."""
        check_stem(body)
        check_accepted(body)

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:  # noqa: ARG002 - nothing of the body is shown
        """Ask with a line of text."""
        return text_field(LONGEST)

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - any text may be an answer
        """Keep the text, or nothing."""
        return cleaned or None

    def initial_of(self, answer: Answer) -> Any:
        """Show the text that was kept."""
        return answer

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return the share of the accepted answer that the text is, else 0."""
        row = accepted(body, answer)
        return share_of(row) if row else Decimal(0)

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the question with the text and the accepted answer."""
        part = wording_part(body, answer, language=language)
        return Review(
            stem=shown_in(body["stem"], language),
            explanation=shown_in(body.get("explanation", {}), language),
            parts=[part],
        )
