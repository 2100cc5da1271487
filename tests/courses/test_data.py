from hypothesis import given
from hypothesis import strategies as st

from courses.data import Progress

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
