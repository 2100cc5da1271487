"""Numeric: a number within a tolerance, perhaps with a unit; an answer earns the share of the number that it meets.

The body holds "answers": [{"value": "3.14", "tolerance": "0.01", "relative": false, "share": "1", "feedback": {…}}, …];
a relative tolerance is a part of the value, so "0.05" allows five per cent. It may hold "feedback" to any other number,
and "units": [{"id": "u1", "text": {…}, "factor": "1/100"}, …]: a number in a unit, times its factor, is compared with
the value; the unit of the values has the factor 1. Where there are units, a number without one earns nothing.
Everything is compared exactly, as fractions.

A number has the digits 0 to 9, a comma or a point before its decimals, spaces between its groups, and perhaps an
exponent of two digits: “12 500”, “0,5”, “-1.5e3”. A comma is always decimal. Anything else, other digits, NaN, infinity
and 1e309 among it, is no number and earns 0.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from academy.languages import text_in
from courses.questions.base import Answer, Body, BodyInvalid, Part, QuestionType, Review
from courses.questions.editing import FEEDBACK, OTHER_FEEDBACK, SHARE, Field, Flag, Rows, Texts, Word
from courses.questions.options import check_stem
from courses.questions.parts import Input, PartsField, filled, select_field, text_field
from courses.questions.rich import shown_in
from courses.questions.shares import Row, best, check_shares, share_of, whole

LONGEST = 40
#: For Python and for browsers, both of which read \u.
PATTERN = r"[+\-−]?([0-9][0-9 \u00a0\u202f]*([.,][0-9]*)?|[.,][0-9]+)([eE][+\-−]?[0-9]{1,2})?"
NUMBER = re.compile(PATTERN)
FACTOR = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?(/[1-9][0-9]{0,19})?")
AS_COUNTED = str.maketrans({",": ".", "−": "-", " ": None, "\u00a0": None, "\u202f": None})


def number_in(text: object) -> Fraction | None:
    """Read a number exactly; what is none is None."""
    if not isinstance(text, str) or len(text) > LONGEST or not NUMBER.fullmatch(text.strip()):
        return None
    return Fraction(Decimal(text.strip().translate(AS_COUNTED)))


class Numeric(QuestionType):
    """The stored answer is {"number": what was typed, "unit": id}, without what is empty."""

    key: ClassVar[str] = "numeric"
    label: ClassVar[Any] = _("number with a tolerance")
    purpose: ClassVar[Any] = _("A number to be worked out: loans per reader, shelf metres, the year of a law.")
    fields: ClassVar[Sequence[Field | Rows]] = (
        Rows(
            name="answers",
            label=_("Accepted numbers"),
            row=pgettext_lazy("answer", "Number"),
            fields=(
                Word(name="value", label=_("Value"), is_required=True, longest=LONGEST),
                Word(
                    name="tolerance",
                    label=_("Tolerance"),
                    hint=_("How far off an answer may be. Empty: not at all."),
                    longest=LONGEST,
                ),
                Flag(name="relative", label=_("The tolerance is a part of the value: 0.05 allows five per cent")),
                SHARE,
                FEEDBACK,
            ),
            shown_at_first=1,
            has_ids=False,
        ),
        Rows(
            name="units",
            label=_("Units"),
            row=_("Unit"),
            hint=_("Leave this empty if the number has no unit. Otherwise learners choose one of these."),
            fields=(
                Texts(name="text", label=_("Unit"), is_required=True),
                Word(
                    name="factor",
                    label=_("Factor"),
                    hint=_(
                        "A number in this unit, times the factor, is compared with the value. "
                        "The unit of the values has the factor 1; a hundredth is 1/100."
                    ),
                    is_required=True,
                    longest=50,
                ),
            ),
            shown_at_first=0,
        ),
        OTHER_FEEDBACK,
    )

    def check_body(self, body: Body) -> None:
        """Require numbers, tolerances and factors that can be read."""
        check_stem(body)
        check_shares(body.get("answers", []))
        for place, row in enumerate(body["answers"]):
            _check_number(row, place)
        for place, unit in enumerate(body.get("units", [])):
            if not (FACTOR.fullmatch(unit["factor"]) and Fraction(unit["factor"])):
                raise BodyInvalid(
                    _("Write a factor above 0, such as 1, 0.01 or 1/100."), rows="units", row=place, field="factor"
                )
        if body.get("units") and not any(Fraction(unit["factor"]) == 1 for unit in body["units"]):
            raise BodyInvalid(_("One unit has to be that of the values: its factor is 1."), rows="units")

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:  # noqa: ARG002 - units stand as the body has them
        """Ask with a line for the number, and a list of the units where there are any."""
        number = text_field(LONGEST, inputmode="decimal", pattern=PATTERN)
        units = [(unit["id"], text_in(unit["text"], language)) for unit in body.get("units", [])]
        inputs = [Input("number", pgettext_lazy("answer", "Number"), number)]
        return PartsField([*inputs, *([Input("unit", _("Unit"), select_field(units))] if units else [])])

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - the field has checked it already
        """Keep what was typed; a unit alone is no answer."""
        return cleaned if cleaned.get("number") else None

    def initial_of(self, answer: Answer) -> Any:
        """Show what was typed."""
        return answer

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return the share of the number that the answer meets, else 0."""
        row = self._met(body, answer)
        return share_of(row) if row else Decimal(0)

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the question with the number given and the value."""
        row = self._met(body, answer)
        given = _said(filled(answer).get("number"), _unit(body, answer), language)
        part = Part(
            given=given,
            expected=_expected(body, language),
            is_correct=row is not None and share_of(row) == 1,
            feedback=shown_in((row or body).get("feedback", {}), language) if given else "",
        )
        return Review(
            stem=shown_in(body["stem"], language),
            explanation=shown_in(body.get("explanation", {}), language),
            parts=[part],
        )

    @staticmethod
    def _met(body: Body, answer: Answer) -> Row | None:
        number, unit = number_in(filled(answer).get("number")), _unit(body, answer)
        if number is None or (unit is None and body.get("units")):
            return None
        counted = number * Fraction(unit["factor"]) if unit else number
        return best(body["answers"], lambda row: _is_near(row, counted))


def _check_number(row: Row, place: int) -> None:
    if number_in(row["value"]) is None:
        raise BodyInvalid(
            _("Write a number in digits, such as 12 500 or 0,5."), rows="answers", row=place, field="value"
        )
    tolerance = number_in(row.get("tolerance", "0"))
    if tolerance is None or tolerance < 0:
        raise BodyInvalid(_("Write a number from 0 on, such as 0,5."), rows="answers", row=place, field="tolerance")


def _is_near(row: Row, number: Fraction) -> bool:
    value, tolerance = number_in(row["value"]), number_in(row.get("tolerance", "0"))
    if value is None or tolerance is None:
        return False
    return abs(number - value) <= (abs(value) * tolerance if row.get("relative") else tolerance)


def _unit(body: Body, answer: Answer) -> Row | None:
    chosen = filled(answer).get("unit")
    return next((unit for unit in body.get("units", []) if unit["id"] == chosen), None)


def _expected(body: Body, language: str) -> str:
    """The value, in the unit in which it stands."""
    base = next((unit for unit in body.get("units", []) if Fraction(unit["factor"]) == 1), None)
    return _said(whole(body["answers"])["value"], base, language)


def _said(number: object, unit: Row | None, language: str) -> str:
    """A number with its unit, with a comma where the language has one."""
    if not isinstance(number, str):
        return ""
    written = number if language == "en" else number.replace(".", ",")
    return f"{written} {text_in(unit['text'], language)}" if unit else written
