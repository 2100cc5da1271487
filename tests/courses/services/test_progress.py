import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import LessonPage, LessonProgress
from courses.selectors.progress import progress_of
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.progress import mark_lesson_read
from tests.factories.learning import make_course, make_enrolment, make_lesson, make_quiz

pytestmark = pytest.mark.django_db


def test_lesson_read_twice_counts_once() -> None:
    enrolment = make_enrolment(make_course(lessons=2))
    lesson = enrolment.course.lessons.first()
    for _time in range(2):
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    assert LessonProgress.objects.filter(enrolment=enrolment).count() == 1


def test_lesson_of_another_course_is_refused() -> None:
    enrolment = make_enrolment(make_course())
    other = make_course(index={page.locale.language_code: page.get_parent() for page in enrolment.course.pages.all()})
    with pytest.raises(ValueError, match="another course"):
        mark_lesson_read(enrolment=enrolment, lesson=other.lessons.first())


def test_course_without_a_quiz_is_completed_by_its_last_lesson() -> None:
    enrolment = make_enrolment(make_course(lessons=2), read=2)
    enrolment.refresh_from_db()
    assert (enrolment.completed_at is not None, progress_of(enrolment).percent) == (True, 100)


def test_course_with_a_quiz_is_not_completed_by_reading() -> None:
    course = make_course(lessons=2)
    make_quiz(course)
    enrolment = make_enrolment(course, read=2)
    enrolment.refresh_from_db()
    assert (enrolment.completed_at, progress_of(enrolment).percent) == (None, 66)


def test_lesson_published_after_enrolment_is_not_required() -> None:
    enrolment = make_enrolment(make_course(lessons=2), read=1)
    make_lesson(enrolment.course)
    assert progress_of(enrolment).total == 2


def test_lesson_added_after_completion_changes_nothing() -> None:
    enrolment = make_enrolment(make_course(lessons=1), read=1)
    make_lesson(enrolment.course)
    enrolment.refresh_from_db()
    assert progress_of(enrolment).percent == 100


def test_draft_and_optional_lessons_are_not_required() -> None:
    course = make_course(lessons=1)
    make_lesson(course, is_required=False)
    LessonPage.objects.filter(lesson=make_lesson(course)).update(live=False)
    assert progress_of(make_enrolment(course)).total == 1


def test_course_without_lessons_and_quiz_is_never_completed() -> None:
    enrolment = make_enrolment(make_course(lessons=0))
    assert (progress_of(enrolment).percent, progress_of(enrolment).nothing_remains) == (0, False)


def test_attempts_of_others_use_up_nothing() -> None:
    course = make_course(lessons=0)
    quiz = make_quiz(course, attempts_allowed=1)
    submit_attempt(attempt=start_attempt(enrolment=make_enrolment(course), quiz=quiz), answers={1: "o1"})
    assert progress_of(make_enrolment(course)).no_attempts_left is False


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.integers(0, 3), max_size=12))
def test_progress_counts_distinct_lessons_whatever_the_order(order: list[int], shared: dict) -> None:
    enrolment = make_enrolment(shared["course"])
    for place in order:
        mark_lesson_read(enrolment=enrolment, lesson=shared["lessons"][place])
    progress = progress_of(enrolment)
    assert (progress.read, progress.percent) == (len(set(order)), min(99, len(set(order)) * 100 // 5))


@pytest.fixture
def shared() -> dict:
    course = make_course(lessons=4)
    make_quiz(course)
    return {"course": course, "lessons": list(course.lessons.all())}
