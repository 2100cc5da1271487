"""Ordering: items that have one right order. Marks: see `arranging`.

The body holds "items": [{"id": "k3", "text": {…}, "explanation": {…}}, …] in the correct order.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.questions.arranging import Arranging
from courses.questions.base import Body
from courses.questions.editing import ITEM_EXPLANATION, Field, Rows, Texts
from courses.questions.options import check_rows, check_stem


class Ordering(Arranging):
    """The order of the body is the answer."""

    key: ClassVar[str] = "ordering"
    label: ClassVar[Any] = _("ordering")
    purpose: ClassVar[Any] = _("Steps to be put in their order: the way of a book from order to shelf.")
    fields: ClassVar[Sequence[Field | Rows]] = (
        Rows(
            name="items",
            label=_("Items in the correct order"),
            row=_("Item"),
            hint=_("Learners see them shuffled."),
            fields=(Texts(name="text", label=_("Text"), is_required=True), ITEM_EXPLANATION),
            shown_at_first=3,
        ),
    )

    def check_body(self, body: Body) -> None:
        """Require two items or more."""
        check_stem(body)
        check_rows(body.get("items", []), "items")

    def right_row(self, body: Body) -> Sequence[Mapping[str, Any]]:
        """Return the items as the body has them."""
        items: Sequence[Mapping[str, Any]] = body["items"]
        return items

    def name_of(self, item: Mapping[str, Any], language: str) -> str:
        """Return its text."""
        return text_in(item["text"], language)
