"""Items that are given targets: what matching and classifying have in common.

The body holds "items": [{"id": "i1", "text": {…}, "target": "t1", "explanation": {…}}, …] and
"targets": [{"id": "t1", "text": {…}}, …]. A target may serve several items, or none. "explanation" is optional and told
with the correct answers. Each item with its own target earns an equal part; nothing is taken off for a wrong one.
"""

from decimal import Decimal
from typing import Any

from django import forms

from academy.languages import text_in
from courses.questions.base import Answer, Body, BodyInvalid, Part, QuestionType, Review
from courses.questions.options import check_rows, check_stem, shuffled
from courses.questions.parts import Input, PartsField, filled, select_field


class Assigning(QuestionType):
    """The stored answer is {item: target}, by ids."""

    def check_body(self, body: Body) -> None:
        """Require items and targets, and for each item a target that exists."""
        check_stem(body)
        check_rows(body.get("items", []))
        check_rows(body.get("targets", []))
        if not {item["target"] for item in body["items"]} <= {target["id"] for target in body["targets"]}:
            raise BodyInvalid("an item has a target that does not exist")

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask with a list of the targets beside each item; the order of neither tells anything."""
        targets = [(row["id"], text_in(row["text"], language)) for row in shuffled(body["targets"], seed)]
        items = [(row["id"], text_in(row["text"], language)) for row in shuffled(body["items"], seed)]
        return PartsField([Input(key, text, select_field(targets)) for key, text in items])

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - the field has checked it already
        """Keep what was chosen, or nothing."""
        return cleaned or None

    def initial_of(self, answer: Answer) -> Any:
        """Show what was kept."""
        return answer

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return items with their own target / items."""
        given = filled(answer)
        right = sum(given.get(item["id"]) == item["target"] for item in body["items"])
        return Decimal(right) / len(body["items"])

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the items by their texts: authors write those of one group together."""
        names = {target["id"]: text_in(target["text"], language) for target in body["targets"]}
        given = filled(answer)
        parts = [_part(item, given.get(item["id"]), names, language) for item in body["items"]]
        return Review(
            stem=text_in(body["stem"], language),
            explanation=text_in(body.get("explanation", {}), language),
            parts=sorted(parts, key=lambda part: part.label),
        )


def _part(item: dict[str, Any], given: object, names: dict[str, str], language: str) -> Part:
    return Part(
        label=text_in(item["text"], language),
        given=names.get(given, "") if isinstance(given, str) else "",
        expected=names[item["target"]],
        is_correct=given == item["target"],
        explanation=text_in(item.get("explanation", {}), language),
    )
