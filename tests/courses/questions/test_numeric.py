from fractions import Fraction

import pytest

from courses.questions import TYPES, BodyInvalid
from courses.questions.numeric import number_in
from tests.factories.questions import STEM, numbers

NUMERIC = TYPES["numeric"]


def share(typed: str, unit: str | None = None, **row: object) -> object:
    asked = STEM | {"answers": [{"value": "10", **row}]}
    return NUMERIC.mark(asked, {"number": typed, "unit": unit})


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("12,5", Fraction(25, 2)),
        ("12.5", Fraction(25, 2)),
        ("12 500", 12500),
        ("12\u00a0500,5", Fraction(25001, 2)),
        ("1,234", Fraction(1234, 1000)),
        ("−3", -3),
        ("+.5", Fraction(1, 2)),
        ("5.", 5),
        ("1,5e3", 1500),
        ("2E−2", Fraction(1, 50)),
    ],
)
def test_number_is_read_as_people_write_it(text: str, number: Fraction) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-",
        ",",
        "NaN",
        "inf",
        "-Infinity",
        "1e309",
        "1e999999999",
        "٣",
        "१२",
        "１２",
        "1_000",
        "0x10",
        "1.234,5",
        *("1,2,3", "12 kg", "1/2", "5e", "9" * 41, None, True, 5, 1.5, ["1"], {"number": "1"}),
    ],
)
def test_anything_else_is_no_number(text: object) -> None:
    assert number_in(text) is None


def test_tolerance_is_exact_and_includes_its_ends() -> None:
    shares = [share(typed, tolerance="0.1") for typed in ("9.9", "10,1", "9.8999999999999999999", "10.10000000000001")]
    assert shares == [1, 1, 0, 0]


def test_relative_tolerance_is_a_part_of_the_value() -> None:
    assert [share(typed, tolerance="0.05", relative=True) for typed in ("9.5", "10.5", "9.49")] == [1, 1, 0]


def test_number_without_tolerance_is_met_exactly() -> None:
    assert [share(typed) for typed in ("10", "10,0", "1e1", "10.001")] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("number", "unit", "earned"),
    [("1,25", "m", 1), ("125", "cm", 1), ("130", "cm", 1), ("131", "cm", 0), ("125", "m", 0), ("1.25", None, 0)],
)
def test_number_counts_in_its_unit(number: str, unit: str | None, earned: int) -> None:
    assert NUMERIC.mark(numbers("1.25"), {"number": number, "unit": unit}) == earned


def test_factor_of_a_third_is_exact() -> None:
    units = [{"id": "u", "text": {"en": "foot"}, "factor": "1/3"}, {"id": "y", "text": {"en": "yard"}, "factor": "1"}]
    asked = STEM | {"answers": [{"value": "1"}], "units": units}
    assert NUMERIC.mark(asked, {"number": "3", "unit": "u"}) == 1


def test_unit_alone_is_no_answer() -> None:
    assert NUMERIC.answer_of(numbers("1"), {"unit": "m"}) is None


@pytest.mark.parametrize(("language", "expected"), [("az", "1,25 m az"), ("ru", "1,25 m ru"), ("en", "1.25 m en")])
def test_review_writes_the_value_as_the_language_does(language: str, expected: str) -> None:
    part = NUMERIC.review(numbers("1.25"), {"number": "7", "unit": "cm"}, language=language).parts[0]
    assert (part.given, part.expected, part.is_correct) == (f"7 cm {language}", expected, False)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": []},
        {"answers": [{"value": "NaN"}]},
        {"answers": [{"value": "1", "tolerance": "-1"}]},
        {"answers": [{"value": "1", "tolerance": "wide"}]},
        {"units": [{"id": "m", "text": {"en": "m"}, "factor": "0"}]},
        {"units": [{"id": "m", "text": {"en": "m"}, "factor": "1/0"}]},
        {"units": [{"id": "m", "text": {"en": "m"}, "factor": "2"}]},
    ],
)
def test_body_that_cannot_be_marked_is_refused(change: dict) -> None:
    with pytest.raises(BodyInvalid):
        NUMERIC.check_body(numbers("1") | change)
