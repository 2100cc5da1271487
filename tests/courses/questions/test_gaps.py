from decimal import Decimal

import pytest

from courses.questions import TYPES, BodyInvalid
from tests.factories.questions import gapped

GAPS = TYPES["gaps"]
BODY = gapped("Right", (1,))


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        ({"g1": "right en"}, "0.5"),
        ({"g2": "o1"}, "0.5"),
        ({"g1": "secret half en", "g2": "o1"}, "0.75"),
        ({"g1": "RIGHT AZ", "g2": "o2"}, "0.5"),
        ({"g1": "", "g2": "o2"}, "0"),
    ],
)
def test_each_gap_earns_an_equal_part(answer: dict, share: str) -> None:
    assert GAPS.mark(BODY, answer) == Decimal(share)


@pytest.mark.parametrize(
    ("language", "pieces"),
    [("az", ["B ", " sonra ", "."]), ("ru", ["A ", ", B ", "."]), ("en", ["A ", " and ", "!"])],
)
def test_text_stands_around_its_gaps(language: str, pieces: list[str]) -> None:
    field = GAPS.field(BODY, language=language, seed="s")
    assert [*(part.before for part in field.widget.inputs), field.after] == pieces


def test_gaps_are_asked_in_the_order_of_each_language() -> None:
    orders = [GAPS.field(BODY, language=language, seed="s").names for language in ("az", "ru")]
    assert orders == [["g2", "g1"], ["g1", "g2"]]


def test_review_tells_gaps_apart() -> None:
    review = GAPS.review(BODY, {"g1": "wrong", "g2": "o1"}, language="az")
    assert [(part.given, part.expected, part.is_correct) for part in review.parts] == [
        ("Option 1 az", "Option 1 az", True),
        ("wrong", "Right az", False),
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"gaps": []},
        {"text": {}},
        {"text": {"en": "A [[g1]]."}},
        {"text": {"en": "[[g1]] [[g2]] [[g2]]"}},
        {"text": {"en": "[[g1]] [[g2]]", "ru": "[[g1]] [[g3]]"}},
        {"gaps": gapped("Right", (1, 2))["gaps"]},
        {"gaps": [{"id": "g1", "answers": []}, BODY["gaps"][1]]},
    ],
)
def test_body_whose_gaps_cannot_be_marked_is_refused(change: dict) -> None:
    with pytest.raises(BodyInvalid):
        GAPS.check_body(BODY | change)
