from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.attendance.hours import HoursRule, Presence, best_of_repeats, of_parts

RULE = HoursRule(cpd_hours=Decimal("4.0"), minimum_share=75, step=Decimal("0.50"))

rules = st.builds(
    HoursRule,
    cpd_hours=st.decimals(min_value=0, max_value=999, places=1),
    minimum_share=st.integers(min_value=1, max_value=100),
    step=st.decimals(min_value=Decimal("0.05"), max_value=1, places=2),
)
planned = st.integers(min_value=1, max_value=3000)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "0"), (179, "0"), (180, "3.00"), (194, "3.00"), (195, "3.50"), (224, "3.50"), (225, "4.0"), (240, "4.0")],
)
def test_hours_of_four_in_half_hours_from_three_quarters_on(minutes: int, expected: str) -> None:
    assert RULE.hours(Presence(minutes=minutes, planned=240)) == Decimal(expected)


def test_whole_time_earns_all_hours_that_are_no_whole_number_of_steps() -> None:
    rule = HoursRule(cpd_hours=Decimal("1.2"), minimum_share=50, step=Decimal("0.5"))
    earned = [rule.hours(Presence(minutes=minutes, planned=60)) for minutes in (59, 60)]
    assert earned == [Decimal("1.0"), Decimal("1.2")]


@given(rules, planned, st.data())
def test_nobody_earns_more_than_all_hours(rule: HoursRule, whole: int, data) -> None:
    minutes = data.draw(st.integers(min_value=0, max_value=whole * 2))
    assert 0 <= rule.hours(Presence(minutes=minutes, planned=whole)) <= rule.cpd_hours


@given(rules, planned, st.data())
def test_longer_attendance_never_earns_less(rule: HoursRule, whole: int, data) -> None:
    less, more = sorted(data.draw(st.lists(st.integers(min_value=0, max_value=whole), min_size=2, max_size=2)))
    assert rule.hours(Presence(minutes=less, planned=whole)) <= rule.hours(Presence(minutes=more, planned=whole))


@given(rules, planned, st.data())
def test_hours_are_decimals_in_steps_within_half_a_step(rule: HoursRule, whole: int, data) -> None:
    presence = Presence(minutes=data.draw(st.integers(min_value=0, max_value=whole)), planned=whole)
    hours = rule.hours(presence)
    assert type(hours) is Decimal
    if rule.is_enough(presence) and hours != rule.cpd_hours:
        exact = Fraction(rule.cpd_hours) * presence.share
        assert hours % rule.step == 0
        assert -Fraction(rule.step) / 2 < Fraction(hours) - exact <= Fraction(rule.step) / 2


@given(rules, planned, st.data())
def test_below_the_minimum_nothing_is_earned(rule: HoursRule, whole: int, data) -> None:
    presence = Presence(minutes=data.draw(st.integers(min_value=0, max_value=whole)), planned=whole)
    assert rule.is_enough(presence) == (presence.minutes * 100 >= rule.minimum_share * whole)
    assert rule.is_enough(presence) or rule.hours(presence) == 0


def test_parts_are_added_and_no_part_makes_up_for_another() -> None:
    parts = [Presence(minutes=90, planned=60), Presence(minutes=0, planned=120)]
    assert of_parts(parts) == Presence(minutes=60, planned=180)


def test_best_repeat_counts_by_its_share() -> None:
    short, long = Presence(minutes=50, planned=60), Presence(minutes=60, planned=120)
    assert (best_of_repeats([long, short]), best_of_repeats([]).share) == (short, 0)


def test_share_and_percent_are_of_the_planned_time_and_rounded_down() -> None:
    presences = [Presence(minutes=minutes, planned=60) for minutes in (0, 20, 40, 59, 60, 90)]
    assert [presence.percent for presence in presences] == [0, 33, 66, 98, 100, 100]
    assert [presence.share for presence in presences[1:5]] == [Fraction(1, 3), Fraction(2, 3), Fraction(59, 60), 1]
    assert Presence(minutes=10, planned=0).share == 0


def test_none_of_several_repeats_is_no_presence() -> None:
    assert best_of_repeats([]) == Presence(minutes=0, planned=0)
