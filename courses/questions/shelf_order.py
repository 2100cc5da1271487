"""Shelf order: call numbers to be put as the books stand. The order is worked out, not written down: see `shelving`.

The body holds "scheme": "udc", "dewey" or "lc", and "items": [{"id": "k3", "call_number": "94(479.24)", "text": {…},
"explanation": {…}}, …] in any order; "text" (perhaps the title of the book) and "explanation" are optional. Marks: see
`arranging`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from academy.languages import text_in
from courses.questions.arranging import Arranging
from courses.questions.base import Body, BodyInvalid
from courses.questions.options import check_rows, check_stem
from courses.questions.shelving import SCHEMES, CallNumberUnreadable


class ShelfOrder(Arranging):
    """The sort keys of the scheme are the answer."""

    key: ClassVar[str] = "shelf_order"

    def check_body(self, body: Body) -> None:
        """Require call numbers that can be read, no two of which stand in the same place."""
        check_stem(body)
        check_rows(body.get("items", []))
        key = SCHEMES.get(body.get("scheme", ""))
        if key is None:
            raise BodyInvalid("the scheme is none of udc, dewey and lc")
        try:
            keys = {key(item["call_number"]) for item in body["items"]}
        except CallNumberUnreadable as fault:
            raise BodyInvalid(str(fault)) from fault
        if len(keys) < len(body["items"]):
            raise BodyInvalid("two call numbers stand in the same place")

    def right_row(self, body: Body) -> Sequence[Mapping[str, Any]]:
        """Return the items as they stand on the shelf."""
        key = SCHEMES[body["scheme"]]
        return sorted(body["items"], key=lambda item: key(item["call_number"]))

    def name_of(self, item: Mapping[str, Any], language: str) -> str:
        """Return its call number, and what stands beside it."""
        text = text_in(item.get("text", {}), language)
        return f"{item['call_number']} · {text}" if text else str(item["call_number"])
