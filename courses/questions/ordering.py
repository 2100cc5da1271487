"""Ordering: items that have one right order. Marks: see `arranging`.

The body holds "items": [{"id": "k3", "text": {…}, "explanation": {…}}, …] in the correct order.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from academy.languages import text_in
from courses.questions.arranging import Arranging
from courses.questions.base import Body
from courses.questions.options import check_rows, check_stem


class Ordering(Arranging):
    """The order of the body is the answer."""

    key: ClassVar[str] = "ordering"

    def check_body(self, body: Body) -> None:
        """Require two items or more."""
        check_stem(body)
        check_rows(body.get("items", []))

    def right_row(self, body: Body) -> Sequence[Mapping[str, Any]]:
        """Return the items as the body has them."""
        items: Sequence[Mapping[str, Any]] = body["items"]
        return items

    def name_of(self, item: Mapping[str, Any], language: str) -> str:
        """Return its text."""
        return text_in(item["text"], language)
