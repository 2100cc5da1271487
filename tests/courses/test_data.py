import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.data import Progress, achievement_key, programme_key

progresses = st.builds(
    lambda total, read, **rest: Progress(read=min(read, total), total=total, **rest),
    total=st.integers(0, 50),
    read=st.integers(0, 50),
    has_quiz=st.booleans(),
    quiz_passed=st.booleans(),
    is_completed=st.booleans(),
)


@given(progresses)
def test_percent_lies_between_0_and_100(progress: Progress) -> None:
    assert 0 <= progress.percent <= 100


@given(progresses)
def test_percent_is_100_exactly_when_completed(progress: Progress) -> None:
    assert (progress.percent == 100) == progress.is_completed


@given(progresses)
def test_percent_never_falls_when_one_more_lesson_is_read(progress: Progress) -> None:
    if progress.read < progress.total:
        more = Progress(
            read=progress.read + 1,
            total=progress.total,
            has_quiz=progress.has_quiz,
            quiz_passed=progress.quiz_passed,
            is_completed=progress.is_completed,
        )
        assert more.percent >= progress.percent


@given(progresses)
def test_nothing_remains_means_all_lessons_and_the_quiz(progress: Progress) -> None:
    asked_for_something = progress.total > 0 or progress.has_quiz
    done = progress.read == progress.total and (progress.quiz_passed or not progress.has_quiz)
    assert progress.nothing_remains == (asked_for_something and done)


@pytest.mark.parametrize(
    ("facts", "percent"),
    [
        ({"read": 0, "total": 0, "has_quiz": False}, 0),
        ({"read": 1, "total": 3, "has_quiz": False}, 33),
        ({"read": 3, "total": 3, "has_quiz": False}, 99),
        ({"read": 2, "total": 3, "has_quiz": True}, 50),
        ({"read": 0, "total": 1, "has_quiz": True, "quiz_passed": True}, 50),
        ({"read": 0, "total": 1, "has_quiz": False, "quiz_passed": True}, 0),
        ({"read": 0, "total": 1, "has_quiz": False, "is_completed": True}, 100),
    ],
)
def test_percent_counts_lessons_and_the_quiz_as_one_more(facts: dict, percent: int) -> None:
    assert Progress(**({"quiz_passed": False, "is_completed": False} | facts)).percent == percent


@pytest.mark.parametrize(
    ("facts", "awaits"),
    [
        ({}, True),
        ({"has_quiz": False}, False),
        ({"read": 0}, False),
        ({"quiz_passed": True}, False),
        ({"is_completed": True}, False),
    ],
)
def test_quiz_comes_next_once_the_lessons_are_read(facts: dict, *, awaits: bool) -> None:
    usual = {"read": 1, "total": 1, "has_quiz": True, "quiz_passed": False, "is_completed": False}
    assert Progress(**usual | facts).awaits_quiz is awaits


def test_lessons_are_read_when_none_is_left() -> None:
    progresses = [
        Progress(read=read, total=2, has_quiz=False, quiz_passed=False, is_completed=False) for read in (1, 2, 3)
    ]
    assert [progress.lessons_are_read for progress in progresses] == [False, True, True]


def test_achievements_have_keys_of_their_kind() -> None:
    assert (achievement_key("CAT-1"), programme_key("CAT-1")) == ("course:CAT-1", "programme:CAT-1")
