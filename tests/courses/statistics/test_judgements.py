from fractions import Fraction

import pytest

from courses.enums import ItemFault, Quality
from courses.statistics.groups import Split
from courses.statistics.judgements import faults_of, quality_of_alpha, quality_of_discrimination, quality_of_facility

GOOD = {"people": 40, "facility": 0.6, "discrimination": 0.5, "keys": {"a"}}


def chosen(upper: int, middle: int, lower: int) -> Split:
    return Split(Fraction(upper), Fraction(middle), Fraction(lower))


OPTIONS = {"a": chosen(9, 10, 4), "b": chosen(1, 4, 4), "c": chosen(1, 4, 3)}


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"people": 9, "discrimination": -1.0}, [ItemFault.TOO_FEW]),
        ({"facility": 0.19}, [ItemFault.TOO_HARD]),
        ({"facility": 0.91}, [ItemFault.TOO_EASY]),
        ({"discrimination": 0.19}, [ItemFault.WEAK]),
        ({"discrimination": -0.01}, [ItemFault.NEGATIVE]),
        ({"options": OPTIONS | {"b": chosen(10, 4, 4)}}, [ItemFault.KEY_BEATEN]),
        ({"options": OPTIONS | {"c": chosen(0, 0, 0)}}, [ItemFault.UNUSED]),
        ({"options": OPTIONS | {"a": chosen(0, 0, 0)}}, [ItemFault.KEY_BEATEN]),
        ({"facility": None, "discrimination": None, "options": {}}, []),
        ({"facility": 0.1, "discrimination": -0.2}, [ItemFault.NEGATIVE, ItemFault.TOO_HARD]),
    ],
)
def test_what_needs_attention_is_named_the_worst_first(changes: dict, faults: list[ItemFault]) -> None:
    assert faults_of(**(GOOD | {"options": OPTIONS} | changes)) == faults


@pytest.mark.parametrize(
    ("value", "quality"),
    [(None, Quality.UNKNOWN), (0.19, Quality.POOR), (0.2, Quality.FAIR), (0.3, Quality.GOOD)],
)
def test_discrimination_is_judged(value: float | None, quality: Quality) -> None:
    assert quality_of_discrimination(value) == quality


@pytest.mark.parametrize(
    ("value", "quality"),
    [(None, Quality.UNKNOWN), (-1.0, Quality.POOR), (0.7, Quality.FAIR), (0.8, Quality.GOOD)],
)
def test_alpha_is_judged(value: float | None, quality: Quality) -> None:
    assert quality_of_alpha(value) == quality


@pytest.mark.parametrize(
    ("value", "quality"), [(None, Quality.UNKNOWN), (0.1, Quality.POOR), (0.6, Quality.GOOD), (0.95, Quality.POOR)]
)
def test_facility_is_judged(value: float | None, quality: Quality) -> None:
    assert quality_of_facility(value) == quality
