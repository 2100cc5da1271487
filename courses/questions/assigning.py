"""Items that are given targets: what matching and classifying have in common.

The body holds "items": [{"id": "i1", "text": {…}, "target": "t1", "explanation": {…}}, …] and
"targets": [{"id": "t1", "text": {…}}, …]. A target may serve several items, or none. "explanation" is optional and told
with the correct answers. Each item with its own target earns an equal part; nothing is taken off for a wrong one.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.questions.base import Answer, Body, BodyInvalid, Part, QuestionType, Review
from courses.questions.editing import ITEM_EXPLANATION, Rows, Texts, Word
from courses.questions.options import check_rows, check_stem, shuffled
from courses.questions.parts import Input, PartsField, filled, select_field
from courses.questions.rich import shown_in

LETTERS = 26


class Assigning(QuestionType):
    """The stored answer is {item: target}, by ids. The form names targets by signs: A, B, C in their order."""

    def shown_of(self, body: Body) -> dict[str, Any]:
        """Give each target its sign, and each item that of its target."""
        signs = {target["id"]: sign_of(place) for place, target in enumerate(body.get("targets", []))}
        targets = [target | {"sign": signs[target["id"]]} for target in body.get("targets", [])]
        items = [item | {"target": signs.get(item["target"], "")} for item in body.get("items", [])]
        return {**body, "targets": targets, "items": items}

    def body_of(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Turn signs back into ids. Two targets with one sign are refused."""
        ids: dict[str, str] = {}
        for row, target in enumerate(shown["targets"]):
            sign = _sign_in(target, "sign") or sign_of(row)
            if sign in ids:
                raise BodyInvalid(_("Another row has this sign."), rows="targets", row=row, field="sign")
            ids[sign] = target["id"]
        targets = [{name: value for name, value in target.items() if name != "sign"} for target in shown["targets"]]
        items = [item | {"target": ids.get(_sign_in(item, "target"), "")} for item in shown["items"]]
        return {**shown, "targets": targets, "items": items}

    def check_body(self, body: Body) -> None:
        """Require items and targets, and for each item a target that exists."""
        check_stem(body)
        check_rows(body.get("items", []), "items")
        check_rows(body.get("targets", []), "targets")
        targets = {target["id"] for target in body["targets"]}
        for row, item in enumerate(body["items"]):
            if item["target"] not in targets:
                raise BodyInvalid(_("No row above has this sign."), rows="items", row=row, field="target")

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
            stem=shown_in(body["stem"], language),
            explanation=shown_in(body.get("explanation", {}), language),
            parts=sorted(parts, key=lambda part: part.label),
        )


def sign_of(place: int) -> str:
    """Return A to Z for the first, then A1 to Z1, and so on."""
    return chr(ord("A") + place % LETTERS) + (str(place // LETTERS) if place >= LETTERS else "")


def _sign_in(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name, "")).strip().upper()


def fields_of(target: Any, targets: Any, row: Any) -> tuple[Rows, Rows]:
    """Return what the form asks for: targets first, because items name them. The words are the type's."""
    sign = Word(name="sign", label=_("Sign"), hint=_("Items name it by this. Empty: A, B, C in order."), longest=4)
    belongs = Word(
        name="target", label=_("Belongs to"), hint=_("The sign of the row above."), is_required=True, longest=4
    )
    text = Texts(name="text", label=_("Text"), is_required=True)
    return (
        Rows(name="targets", label=targets, row=target, fields=(sign, text)),
        Rows(name="items", label=_("Items"), row=row, fields=(text, belongs, ITEM_EXPLANATION)),
    )


def _part(item: dict[str, Any], given: object, names: dict[str, str], language: str) -> Part:
    return Part(
        label=text_in(item["text"], language),
        given=names.get(given, "") if isinstance(given, str) else "",
        expected=names[item["target"]],
        is_correct=given == item["target"],
        explanation=shown_in(item.get("explanation", {}), language),
    )
