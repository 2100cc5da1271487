"""Items that are put in order: what ordering and shelf order have in common.

The learner gives each item its place. Of the right row, each item that stands directly before the right next one earns
an equal part, so one book out of its place costs little and a row turned round earns nothing. A place that is given
twice counts for none of its items.
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django import forms

from courses.questions.base import Answer, Body, Part, QuestionType, Review
from courses.questions.options import shuffled
from courses.questions.parts import Input, PartsField, filled, select_field
from courses.questions.rich import shown_in


class Arranging(QuestionType):
    """The stored answer is {item: place}, from 1 on."""

    @abstractmethod
    def right_row(self, body: Body) -> Sequence[Mapping[str, Any]]:
        """Return the items in the correct order."""

    @abstractmethod
    def name_of(self, item: Mapping[str, Any], language: str) -> str:
        """Return what a learner sees of an item."""

    def field(self, body: Body, *, language: str, seed: str) -> forms.Field:
        """Ask with a list of the places beside each item."""
        places = [(str(place), str(place)) for place, _item in enumerate(body["items"], start=1)]
        items = shuffled(body["items"], seed)
        return PartsField([Input(item["id"], self.name_of(item, language), select_field(places)) for item in items])

    def answer_of(self, body: Body, cleaned: Any) -> Answer:  # noqa: ARG002 - the field has checked it already
        """Keep the places that were given, or nothing."""
        return {key: int(place) for key, place in cleaned.items()} or None

    def initial_of(self, answer: Answer) -> Any:
        """Show the places that were kept."""
        return answer

    def mark(self, body: Body, answer: Answer) -> Decimal:
        """Return neighbours of the right row that stand together / all neighbours."""
        row = self.right_row(body)
        places = _places(row, answer)
        once = {place for place, items in Counter(places.values()).items() if items == 1}
        stand = [places.get(item["id"]) for item in row]
        together = sum(a in once and b in once and b - a == 1 for a, b in pairwise(stand) if a and b)
        return Decimal(together) / (len(row) - 1)

    def review(self, body: Body, answer: Answer, *, language: str) -> Review:
        """Return the items as the learner put them; those without a place last, by their names."""
        row = self.right_row(body)
        places = _places(row, answer)
        parts = [self._part(item, right, places.get(item["id"]), language) for right, item in enumerate(row, start=1)]
        return Review(
            stem=shown_in(body["stem"], language),
            explanation=shown_in(body.get("explanation", {}), language),
            parts=sorted(parts, key=lambda part: (not part.given, int(part.given or 0), part.label)),
        )

    def _part(self, item: Mapping[str, Any], right: int, place: int | None, language: str) -> Part:
        return Part(
            label=self.name_of(item, language),
            given=str(place or ""),
            expected=str(right),
            is_correct=place == right,
            explanation=shown_in(item.get("explanation", {}), language),
        )


def _places(row: Sequence[Mapping[str, Any]], answer: Answer) -> dict[str, int]:
    """Return the places that an answer gives; what is no whole number of the row is none."""
    given = {item["id"]: filled(answer).get(item["id"]) for item in row}
    return {key: place for key, place in given.items() if type(place) is int and 1 <= place <= len(row)}
