from decimal import Decimal

import pytest

from courses.questions import TYPES, BodyInvalid
from tests.factories.questions import assigning

each = pytest.mark.parametrize("type_", [TYPES["matching"], TYPES["classify"]], ids=("matching", "classify"))


@each
@pytest.mark.parametrize(
    ("answer", "right"),
    [({"i0": "a"}, 1), ({"i0": "a", "i1": "a"}, 2), ({"i0": "a", "i1": "b", "i2": "b"}, 2), ({"i0": "b"}, 0)],
)
def test_each_item_with_its_target_earns_an_equal_part(type_: object, answer: dict, right: int) -> None:
    assert type_.mark(assigning("aab"), answer) == Decimal(right) / 3


@each
def test_review_has_items_by_their_texts(type_: object) -> None:
    body = assigning("aab")
    body["items"].reverse()
    review = type_.review(body, {"i0": "b", "i2": "b"}, language="en")
    assert [(part.label, part.given, part.expected, part.is_correct) for part in review.parts] == [
        ("Item 0 en", "Target b en", "Target a en", False),
        ("Item 1 en", "", "Target a en", False),
        ("Item 2 en", "Target b en", "Target b en", True),
    ]


@each
@pytest.mark.parametrize(
    "change", [{"items": []}, {"targets": []}, {"items": assigning("ax")["items"]}, {"targets": [{"id": "a"}] * 2}]
)
def test_body_whose_items_have_no_targets_is_refused(type_: object, change: dict) -> None:
    with pytest.raises(BodyInvalid):
        type_.check_body(assigning("aab") | change)
