"""Gaps: a text with holes, each to be filled in or chosen; every gap earns an equal part of what it is worth.

The body holds "text": {"en": "A record has [[g1]] and a [[g2]].", …}, where each language has every gap once, and
"gaps": a list of {"id": "g1", "answers": […], "case_sensitive": false, "feedback": {…}}, filled in and compared like
short texts, or of {"id": "g2", "options": [{"id": "k3", "text": {…}, "correct": true, "feedback": {…}}, …]} with one
correct option. The stem says what to do or names the text.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.questions.base import Answer, Body, BodyInvalid, Part, QuestionType, Review
from courses.questions.editing import CORRECT, FEEDBACK, OTHER_FEEDBACK, SHARE, Choice, Field, Flag, Rows, Texts, Word
from courses.questions.options import check_options, check_stem, choices, correct_ids
from courses.questions.parts import Input, PartsField, filled, select_field, text_field
from courses.questions.rich import shown_in
from courses.questions.shares import share_of
from courses.questions.wording import LONGEST, accepted, check_accepted, wording_part

Gap = Mapping[str, Any]
KINDS = [("fill", _("filled in")), ("choose", _("chosen from a list"))]
GAP = re.compile(r"\[\[([^\[\]]+)\]\]")


class Gaps(QuestionType):
    """The stored answer is {gap: text or id of an option}."""

    key: ClassVar[str] = "gaps"
    label: ClassVar[Any] = _("gaps in a text")
    purpose: ClassVar[Any] = _("A text with gaps to be filled in or chosen: a record, a rule, a letter to a reader.")
    fields: ClassVar[Sequence[Field | Rows]] = (
        Texts(
            name="text",
            label=_("Text with gaps"),
            hint=_("Write [[1]], [[2]] and so on where the gaps are: each once in every language."),
            is_required=True,
            lines=5,
        ),
        Rows(
            name="gaps",
            label=_("Gaps"),
            row=_("Gap"),
            fields=(
                Word(
                    name="id",
                    label=_("Name of the gap"),
                    hint=_("As it stands in the text between [[ and ]]."),
                    is_required=True,
                    longest=20,
                ),
                Choice(name="kind", label=_("The gap is"), choices=KINDS, is_required=True),
                Flag(name="case_sensitive", label=_("Capital and small letters are told apart")),
                OTHER_FEEDBACK,
            ),
            has_ids=False,
        ),
        Rows(
            name="gap_answers",
            label=_("Answers to the gaps"),
            row=_("Answer"),
            hint=_(
                "For a gap to fill in: the accepted answers. "
                "For one to choose: all answers that are offered, one of them correct."
            ),
            fields=(
                Word(name="gap", label=_("Name of the gap"), is_required=True, longest=20),
                Texts(name="text", label=_("Answer"), is_required=True),
                CORRECT,
                SHARE,
                FEEDBACK,
            ),
            shown_at_first=4,
        ),
    )

    def shown_of(self, body: Body) -> dict[str, Any]:
        """Show the gaps in one list, and their answers in another."""
        hidden = {"options", "answers"}
        gaps = [
            {name: value for name, value in gap.items() if name not in hidden}
            | {"kind": "choose" if "options" in gap else "fill"}
            for gap in body.get("gaps", [])
        ]
        answers = [row for gap in body.get("gaps", []) for row in _answers_shown(gap)]
        return {**body, "gaps": gaps, "gap_answers": answers}

    def body_of(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Give each gap its answers. An answer to no gap is refused."""
        names = {gap["id"] for gap in shown["gaps"]}
        for row, answer in enumerate(shown["gap_answers"]):
            if answer["gap"] not in names:
                raise BodyInvalid(_("There is no gap of this name."), rows="gap_answers", row=row, field="gap")
        gaps = [
            _gap_of(gap, [answer for answer in shown["gap_answers"] if answer["gap"] == gap["id"]])
            for gap in shown["gaps"]
        ]
        return {name: value for name, value in shown.items() if name != "gap_answers"} | {"gaps": gaps}

    def check_body(self, body: Body) -> None:
        """Require gaps that can be marked, each once in every language."""
        check_stem(body)
        ids = sorted(gap["id"] for gap in body.get("gaps", []))
        texts = [text for text in body.get("text", {}).values() if text]
        if not ids or not texts or any(sorted(GAP.findall(text)) != ids for text in texts):
            raise BodyInvalid(_("Each language has every gap once, and each gap has a row below."), field="text")
        for row, gap in enumerate(body["gaps"]):
            try:
                _check_gap(body, gap)
            except BodyInvalid as fault:
                raise BodyInvalid(fault.message, rows="gaps", row=row) from fault

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
            stem=shown_in(body["stem"], language),
            explanation=shown_in(body.get("explanation", {}), language),
            parts=[
                _part(gaps[key], given.get(key), language, str(_("Gap {number}")).format(number=number))
                for number, key in enumerate(order, start=1)
            ],
        )


def _check_gap(body: Body, gap: Gap) -> None:
    if "options" in gap:
        check_options({**body, "options": gap["options"]}, correct_at_least=1, correct_at_most=1)
    else:
        check_accepted(gap)


def _answers_shown(gap: Gap) -> list[dict[str, Any]]:
    """The answers to a gap as rows of the form."""
    rows = gap.get("options", gap.get("answers", []))
    return [{"correct": share_of(row) == 1, **row, "gap": gap["id"]} for row in rows]


def _gap_of(gap: Gap, answers: list[Mapping[str, Any]]) -> dict[str, Any]:
    """The gap of a row of the form, with its answers."""
    own = {name: value for name, value in gap.items() if name != "kind"}
    if gap.get("kind") == "choose":
        hidden = {"gap", "share"}
        kept = [{name: value for name, value in row.items() if name not in hidden} for row in answers]
        return {name: own[name] for name in own if name == "id"} | {"options": kept}
    return own | {"answers": [_accepted_of(row) for row in answers]}


def _accepted_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """An accepted answer: the whole mark where it is marked as correct, else its share, else nothing."""
    hidden = {"gap", "correct", "id"}
    kept = {name: value for name, value in row.items() if name not in hidden}
    return kept if row.get("share") or row.get("correct") else kept | {"share": "0"}


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
        feedback=shown_in(chosen.get("feedback", {}), language),
    )
