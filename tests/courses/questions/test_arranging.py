from decimal import Decimal

import pytest

from courses.questions import TYPES, BodyInvalid
from tests.factories.questions import STEM, row, shelf, words

ORDERING, SHELF = TYPES["ordering"], TYPES["shelf_order"]
FIVE = row((0, 1, 2, 3, 4))


def places(*given: int | None) -> dict[str, int | None]:
    return {f"i{item}": place for item, place in enumerate(given)}


@pytest.mark.parametrize(
    ("given", "together"),
    [
        ((1, 2, 3, 4, 5), 4),
        ((2, 3, 4, 5, 1), 3),
        ((1, 2, 4, 3, 5), 1),
        ((1, 5, 2, 3, 4), 2),
        ((5, 4, 3, 2, 1), 0),
        ((1, 2, None, None, None), 1),
        ((3, 4, None, None, None), 1),
        ((1, 2, 2, 3, 4), 1),
        ((1, 1, 1, 1, 1), 0),
        ((0, 1, 2, 3, 4), 3),
    ],
)
def test_neighbours_that_stand_together_earn_equal_parts(given: tuple, together: int) -> None:
    assert ORDERING.mark(FIVE, places(*given)) == Decimal(together) / 4


def test_review_has_items_as_the_learner_put_them() -> None:
    review = ORDERING.review(row((2, 0, 1)), {"i0": 1, "i2": 2}, language="en")
    assert [(part.label, part.given, part.expected, part.is_correct) for part in review.parts] == [
        ("Item 0 en", "1", "2", False),
        ("Item 2 en", "2", "1", False),
        ("Item 1 en", "", "3", False),
    ]


@pytest.mark.parametrize(
    ("scheme", "labels"),
    [
        ("udc", ["02+069", "02", "02:004", "02=111", "02(051)", "021"]),
        ("dewey", ["451.04217 A1", "451.1 A1", "451.1 A1 1990"]),
        ("lc", ["QA9 .A5", "QA76 .A45", "QA76 .A5", "QA76.9 .A1"]),
    ],
)
def test_shelf_order_is_worked_out_from_the_call_numbers(scheme: str, labels: list[str]) -> None:
    body = shelf(scheme, *labels)
    assert SHELF.mark(body, places(*range(1, len(labels) + 1))) == 1


def test_title_stands_beside_the_call_number() -> None:
    body = shelf("udc", "02", "021")
    body["items"][0]["text"] = words("Handbook")
    names = {part.label for part in SHELF.review(body, None, language="az").parts}
    assert names == {"02 · Handbook az", "021"}


@pytest.mark.parametrize(
    "body",
    [
        shelf("udc", "02"),
        shelf("udc", "02", "02"),
        shelf("udc", "54 Ə 48", "54 ə 48"),
        shelf("udc", "02", "fiction"),
        shelf("colon", "02", "021"),
        {"items": shelf("udc", "02", "021")["items"]},
    ],
)
def test_shelf_without_one_order_is_refused(body: dict) -> None:
    with pytest.raises(BodyInvalid):
        SHELF.check_body(body)


def test_order_of_one_item_is_refused() -> None:
    with pytest.raises(BodyInvalid):
        ORDERING.check_body(STEM | {"items": row((0,))["items"]})
