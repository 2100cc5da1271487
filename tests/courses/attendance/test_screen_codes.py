from datetime import UTC, datetime, timedelta

import pytest

from courses.attendance.screen_codes import code_at, counts_at

SECRET = "a secret of the session"
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "expected"), [(0, True), (29, True), (30, True), (59, True), (60, False)])
def test_code_counts_for_a_minute_at_most(seconds: int, expected: bool) -> None:  # noqa: FBT001
    assert counts_at(SECRET, code_at(SECRET, NOON), NOON + timedelta(seconds=seconds)) is expected


def test_code_of_the_next_half_minute_does_not_count_yet() -> None:
    assert counts_at(SECRET, code_at(SECRET, NOON + timedelta(seconds=30)), NOON) is False


def test_code_changes_every_half_minute_and_with_the_secret() -> None:
    shown = [code_at(SECRET, NOON + timedelta(seconds=second)) for second in (0, 29, 30)]
    assert (shown[0] == shown[1], len({*shown, code_at("another", NOON)})) == (True, 3)


def test_code_may_be_typed_in_small_letters() -> None:
    assert counts_at(SECRET, code_at(SECRET, NOON).lower(), NOON)


@pytest.mark.parametrize("code", ["", "0", "ə" * 10, "0" * 10])
def test_anything_else_does_not_count(code: str) -> None:
    assert counts_at(SECRET, code, NOON) is False
