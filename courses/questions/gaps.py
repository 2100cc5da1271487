"""Gaps: a text with holes, each to be filled in or chosen; every gap earns an equal part of what it is worth.

The body holds "text": {"en": "A record has [[g1]] and a [[g2]].", …}, where each language has every gap once, and
"gaps": a list of {"id": "g1", "answers": […], "case_sensitive": false, "feedback": {…}}, filled in and compared like
short texts, or of {"id": "g2", "options": [{"id": "k3", "text": {…}, "correct": true, "feedback": {…}}, …]} with one
correct option. The stem says what to do or names the text.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.questions.base import Answer, Body, BodyInvalid, Part, QuestionType, Review
from courses.questions.options import check_options, check_stem, choices, correct_ids
from courses.questions.parts import Input, PartsField, filled, select_field, text_field
from courses.questions.shares import share_of
from courses.questions.wording import LONGEST, accepted, check_accepted, wording_part

Gap = Mapping[str, Any]
GAP = re.compile(r"\[\[([^\[\]]+)\]\]")


class Gaps(QuestionType):
    """The stored answer is {gap: text or id of an option}."""

    key: ClassVar[str] = "gaps"

    def check_body(self, body: Body) -> None:
        """Require gaps that can be marked, each once in every language."""
        check_stem(body)
        ids = sorted(gap["id"] for gap in body.get("gaps", []))
        texts = [text for text in body.get("text", {}).values() if text]
        if not ids or not texts or any(sorted(GAP.findall(text)) != ids for text in texts):
            raise BodyInvalid("each language has every gap once")
        for gap in body["gaps"]:
            if "options" in gap:
                check_options({**body, "options": gap["options"]}, correct_at_least=1, correct_at_most=1)
            else:
                check_accepted(gap)

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask within the text: each input knows what stands before it, the field what stands after the last."""
        *pieces, tail = GAP.split(text_in(body["text"], language))
        gaps = {gap["id"]: gap for gap in body["gaps"]}
        inputs = [
            Input(key, format_lazy(_("Gap {number}"), number=number), _field(gaps[key], language, seed), before)
            for number, (before, key) in enumerate(zip(pieces[::2], pieces[1::2], strict=True), start=1)
        ]
        for part in inputs:
            part.field.widget.attrs["aria-label"] = part.label
        return PartsField(inputs, after=tail)

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - the field has checked it already
        """Keep what was filled in, or nothing."""
        return cleaned or None

    def initial_of(self, answer: Answer) -> Any:
        """Show what was kept."""
        return answer

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return what the gaps earn / gaps."""
        given = filled(answer)
        return sum((_share(gap, given.get(gap["id"])) for gap in body["gaps"]), Decimal(0)) / len(body["gaps"])

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the gaps in the order of the text."""
        order = GAP.findall(text_in(body["text"], language))
        gaps = {gap["id"]: gap for gap in body["gaps"]}
        given = filled(answer)
        return Review(
            stem=text_in(body["stem"], language),
            explanation=text_in(body.get("explanation", {}), language),
            parts=[
                _part(gaps[key], given.get(key), language, str(_("Gap {number}")).format(number=number))
                for number, key in enumerate(order, start=1)
            ],
        )


def _field(gap: Gap, language: str, seed: str) -> forms.Field:
    return select_field(choices(gap, language=language, seed=seed)) if "options" in gap else text_field(LONGEST)


def _share(gap: Gap, given: object) -> Decimal:
    if "options" in gap:
        return Decimal(isinstance(given, str) and given in correct_ids(gap))
    row = accepted(gap, given)
    return share_of(row) if row else Decimal(0)


def _part(gap: Gap, given: object, language: str, label: str) -> Part:
    if "options" not in gap:
        return wording_part(gap, given, language=language, label=label)
    options = {option["id"]: option for option in gap["options"]}
    chosen = options.get(given, {}) if isinstance(given, str) else {}
    (right,) = correct_ids(gap)
    return Part(
        label=label,
        given=text_in(chosen.get("text", {}), language),
        expected=text_in(options[right]["text"], language),
        is_correct=given == right,
        feedback=text_in(chosen.get("feedback", {}), language),
    )
