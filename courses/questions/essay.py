"""Essay: a long text, marked by a person, perhaps along a rubric.

The body may hold "criteria": [{"id": "k3", "text": {…}, "levels": [{"points": "2", "text": {…}}, …]}, …]. Levels of a
criterion are known by their points, which differ. In the form a level is a line: points, then words.
"""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from academy.text_area import TextArea
from courses.questions.base import Answer, Body, BodyInvalid, Part, QuestionType, Review
from courses.questions.editing import Field, Rows, Texts
from courses.questions.options import check_stem
from courses.questions.rich import shown_in

LONGEST = 20_000
#: A level as a trainer writes it: points with at most two decimals, then words.
LEVEL = re.compile(r"(?P<points>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s+(?P<words>\S.*)", re.ASCII)


class Essay(QuestionType):
    """The stored answer is the text as it was written."""

    key: ClassVar[str] = "essay"
    label: ClassVar[Any] = _("essay")
    purpose: ClassVar[Any] = _("A long text that a person reads and marks: a plan, an annotation, a reasoned decision.")
    is_marked_by_person: ClassVar[bool] = True
    fields: ClassVar[Sequence[Field | Rows]] = (
        Rows(
            name="criteria",
            label=_("Rubric"),
            row=_("Criterion"),
            hint=_("Learners see it with the question. Without a rubric, whoever marks gives points alone."),
            fields=(
                Texts(name="text", label=_("What is looked at"), is_required=True),
                Texts(
                    name="levels",
                    label=_("Levels"),
                    hint=_("A line for each: points, then words. For example: 2 Every step is given its reason"),
                    is_required=True,
                    lines=4,
                ),
            ),
            shown_at_first=1,
        ),
    )

    def shown_of(self, body: Body) -> dict[str, Any]:
        """Write each level as a line."""
        return dict(body) | {"criteria": [_shown(criterion) for criterion in body.get("criteria", ())]}

    def body_of(self, shown: Mapping[str, Any]) -> dict[str, Any]:
        """Read the lines. Raises `BodyInvalid`."""
        criteria = [_read(row, place) for place, row in enumerate(shown.get("criteria", ()))]
        return dict(shown) | {"criteria": criteria}

    def check_body(self, body: Body) -> None:
        """Require of each criterion two levels that differ, and a best one that earns something."""
        check_stem(body)
        for place, criterion in enumerate(body.get("criteria", ())):
            points = [Decimal(level["points"]) for level in criterion["levels"]]
            if len(set(points)) < 2 or len(set(points)) < len(points):  # noqa: PLR2004 - one level tells nothing
                message = _("Write two levels or more, each with other points.")
                raise BodyInvalid(message, rows="criteria", row=place, field="levels")

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:  # noqa: ARG002 - nothing of the body is shown
        """Ask with room for a long text."""
        return forms.CharField(max_length=LONGEST, required=False, widget=TextArea(attrs={"rows": 12}))

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - any text may be an answer
        """Keep the text, or nothing."""
        return cleaned or None

    def initial_of(self, answer: Answer) -> Any:
        """Show the text that was kept."""
        return answer

    def mark(self, body: Body, answer: Answer) -> Decimal:  # noqa: ARG002 - a person decides
        """Return 0: what earns more is decided by a person."""
        return Decimal(0)

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the question with the text; nothing in it is right or wrong by itself."""
        return Review(
            stem=shown_in(body["stem"], language),
            explanation=shown_in(body.get("explanation", {}), language),
            parts=[Part(given=answer if isinstance(answer, str) else "", expected="", is_correct=None)],
        )


def levels_of(criterion: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    """Return points and words of each level, the best one first."""
    levels = sorted(criterion["levels"], key=lambda level: Decimal(level["points"]), reverse=True)
    return [(level["points"], text_in(level["text"], language)) for level in levels]


def rubric_of(body: Body, language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each criterion with its levels, as a learner sees them; nothing for a body of another type."""
    return [(text_in(row["text"], language), levels_of(row, language)) for row in body.get("criteria", ())]


def share_of_levels(body: Body, chosen: Mapping[str, str]) -> Decimal:
    """Return the share earned along the rubric; `chosen` names the points of a level for each criterion, by its id.

    Raises `KeyError` for a criterion without a level, and `ValueError` for a level that does not exist.
    """
    earned = most = Decimal(0)
    for criterion in body["criteria"]:
        points = [level["points"] for level in criterion["levels"]]
        earned += Decimal(points[points.index(chosen[criterion["id"]])])
        most += max(Decimal(point) for point in points)
    return earned / most


def _shown(criterion: Mapping[str, Any]) -> dict[str, Any]:
    lines: dict[str, list[str]] = {}
    for level in criterion["levels"]:
        for code, words in level["text"].items():
            lines.setdefault(code, []).append(f"{level['points']} {words}")
    return dict(criterion) | {"levels": {code: "\n".join(found) for code, found in lines.items()}}


def _read(row: Mapping[str, Any], place: int) -> dict[str, Any]:
    levels: dict[str, dict[str, str]] = {}
    for code, text in row.get("levels", {}).items():
        for line in filter(str.strip, text.splitlines()):
            found = LEVEL.fullmatch(line.strip())
            if found is None:
                message = _("Begin each line with its points, then write what earns them.")
                raise BodyInvalid(message, rows="criteria", row=place, field="levels")
            levels.setdefault(_plain(found["points"]), {})[code] = found["words"]
    return dict(row) | {"levels": [{"points": points, "text": words} for points, words in levels.items()]}


def _plain(points: str) -> str:
    """Write equal points alike, in whatever way they were typed."""
    return f"{Decimal(points.replace(',', '.')).normalize():f}"
