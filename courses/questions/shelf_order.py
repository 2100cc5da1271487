"""Shelf order: call numbers to be put as the books stand. The order is worked out, not written down: see `shelving`.

The body holds "scheme": "udc", "dewey" or "lc", and "items": [{"id": "k3", "call_number": "94(479.24)", "text": {…},
"explanation": {…}}, …] in any order; "text" (perhaps the title of the book) and "explanation" are optional. Marks: see
`arranging`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.questions.arranging import Arranging
from courses.questions.base import Body, BodyInvalid
from courses.questions.editing import ITEM_EXPLANATION, Choice, Field, Rows, Texts, Word
from courses.questions.options import check_rows, check_stem
from courses.questions.shelving import SCHEMES, CallNumberUnreadable

SCHEME_CHOICES = [
    ("udc", _("Universal Decimal Classification")),
    ("dewey", _("Dewey Decimal Classification")),
    ("lc", _("Library of Congress Classification")),
]


class ShelfOrder(Arranging):
    """The sort keys of the scheme are the answer."""

    key: ClassVar[str] = "shelf_order"
    label: ClassVar[Any] = _("shelf order")
    purpose: ClassVar[Any] = _(
        "Call numbers to be put as the books stand. The order is worked out from UDC, Dewey or Library of Congress."
    )
    fields: ClassVar[Sequence[Field | Rows]] = (
        Choice(name="scheme", label=_("Classification"), choices=SCHEME_CHOICES, is_required=True),
        Rows(
            name="items",
            label=_("Books"),
            row=_("Book"),
            hint=_("In any order: the right one is worked out."),
            fields=(
                Word(name="call_number", label=_("Call number"), is_required=True),
                Texts(name="text", label=_("Text beside it, perhaps the title")),
                ITEM_EXPLANATION,
            ),
            shown_at_first=3,
        ),
    )

    def check_body(self, body: Body) -> None:
        """Require call numbers that can be read, no two of which stand in the same place."""
        check_stem(body)
        check_rows(body.get("items", []), "items")
        key = SCHEMES.get(body.get("scheme", ""))
        if key is None:
            raise BodyInvalid(_("Choose the classification."), field="scheme")
        places: list[object] = []
        for row, item in enumerate(body["items"]):
            try:
                place = key(item["call_number"])
            except CallNumberUnreadable as fault:
                raise BodyInvalid(
                    _("This call number cannot be read."), rows="items", row=row, field="call_number"
                ) from fault
            if place in places:
                raise BodyInvalid(_("Another book stands in this place."), rows="items", row=row, field="call_number")
            places.append(place)

    def right_row(self, body: Body) -> Sequence[Mapping[str, Any]]:
        """Return the items as they stand on the shelf."""
        key = SCHEMES[body["scheme"]]
        return sorted(body["items"], key=lambda item: key(item["call_number"]))

    def name_of(self, item: Mapping[str, Any], language: str) -> str:
        """Return its call number, and what stands beside it."""
        text = text_in(item.get("text", {}), language)
        return f"{item['call_number']} · {text}" if text else str(item["call_number"])
