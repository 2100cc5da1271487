import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions import TYPES, BodyInvalid
from tests.factories.learning import choice_body

SINGLE, MULTIPLE = TYPES["single_choice"], TYPES["multiple_choice"]
each_choice = pytest.mark.parametrize("type_", [SINGLE, MULTIPLE], ids=("single", "multiple"))
ids = st.lists(st.sampled_from(["o0", "o1", "o2", "o3", "foreign", ""]), max_size=8)


@pytest.mark.parametrize(("answer", "share"), [("o0", 1), ("o1", 0), (None, 0), ("foreign", 0), (["o0"], 0)])
def test_single_choice_earns_all_or_nothing(answer: object, share: int) -> None:
    assert SINGLE.mark(choice_body(), answer) == share


@pytest.mark.parametrize(
    ("answer", "share"),
    [
        (["o0", "o1"], Decimal(1)),
        (["o0"], Decimal("0.5")),
        (["o0", "o1", "o2"], Decimal("0.5")),
        (["o0", "o2"], Decimal(0)),
        (["o0", "o1", "o2", "o3"], Decimal(0)),
        ([], Decimal(0)),
        (None, Decimal(0)),
    ],
)
def test_multiple_choice_earns_partial_credit(answer: object, share: Decimal) -> None:
    assert MULTIPLE.mark(choice_body(correct=(0, 1)), answer) == share


@given(answer=ids, seed=st.integers())
def test_multiple_choice_does_not_depend_on_order(answer: list[str], seed: int) -> None:
    shuffled = random.Random(seed).sample(answer, len(answer))
    body = choice_body(correct=(0, 2))
    assert MULTIPLE.mark(body, answer) == MULTIPLE.mark(body, shuffled)


@each_choice
def test_field_order_depends_on_the_seed_alone(type_: object) -> None:
    orders = {
        tuple(key for key, _text in type_.field(choice_body(options=6), language=language, seed="first").choices)
        for language in ("az", "ru")
    }
    assert len(orders) == 1


def test_field_order_differs_between_seeds() -> None:
    orders = {tuple(SINGLE.field(choice_body(options=6), language="az", seed=str(seed)).choices) for seed in range(20)}
    assert len(orders) > 10


def test_field_falls_back_to_a_language_that_has_a_text() -> None:
    body = choice_body(options=2)
    body["options"][0]["text"] = {"ru": "Только по-русски"}
    assert dict(SINGLE.field(body, language="az", seed="s").choices) == {"o0": "Только по-русски", "o1": "Option 1 az"}


@each_choice
def test_review_tells_options_apart(type_: object) -> None:
    stored = type_.answer_of(choice_body(), "o1" if type_ is SINGLE else ["o1"])
    review = type_.review(choice_body(), stored, language="ru")
    assert [(option.is_chosen, option.is_correct) for option in review.options] == [
        (False, True),
        (True, False),
        (False, False),
        (False, False),
    ]
    assert (review.stem, review.explanation, review.options[1].feedback) == ("Stem ru", "Because ru", "Feedback 1 ru")


@pytest.mark.parametrize(
    ("type_", "change"),
    [
        (SINGLE, {"correct": ()}),
        (SINGLE, {"correct": (0, 1)}),
        (SINGLE, {"options": 1}),
        (MULTIPLE, {"correct": ()}),
        (MULTIPLE, {"options": 1}),
    ],
)
def test_body_without_a_markable_choice_is_refused(type_: object, change: dict) -> None:
    with pytest.raises(BodyInvalid):
        type_.check_body(choice_body(**change))


def test_body_with_the_same_id_twice_is_refused() -> None:
    body = choice_body()
    body["options"][1]["id"] = "o0"
    with pytest.raises(BodyInvalid):
        SINGLE.check_body(body)


def test_multiple_choice_stores_ids_in_the_order_of_the_body() -> None:
    assert MULTIPLE.answer_of(choice_body(), ["o3", "o0"]) == ["o0", "o3"]
