"""What a course asks for, kept for everybody, and how far people have come in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Attempt, Enrolment, LessonPage, QuizQuestion
from courses.selectors.progress import progress_by_enrolment
from courses.selectors.required import percents_of, required_in
from tests.factories.learning import make_course, make_enrolment, make_quiz

pytestmark = pytest.mark.django_db


def percents(*enrolments: Enrolment) -> dict[int, int]:
    return percents_of({one.pk: (one.course_id, one.enrolled_at) for one in enrolments})


def test_percents_are_those_of_the_whole_progress() -> None:
    """Nothing read, some, everything, a quiz passed, a lesson that was published too late to be asked for."""
    course = make_course(lessons=3)
    quiz = make_quiz(course)
    enrolments = [make_enrolment(course, read=read) for read in (0, 1, 3, 3)]
    Attempt.objects.create(
        enrolment=enrolments[3],
        quiz=quiz,
        number=1,
        pass_mark=70,
        passed=True,
        state="submitted",
        score=1,
        max_score=1,
        closed_at=timezone.now(),
    )
    late = LessonPage.objects.filter(lesson=course.lessons.last())
    late.update(first_published_at=timezone.now() + timedelta(days=1))
    wanted = {pk: one.percent for pk, one in progress_by_enrolment(enrolments).items()}
    assert percents(*enrolments) == wanted
    assert len(set(wanted.values())) > 2


def test_nobody_is_asked_for_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert percents_of({}) == {}


@pytest.fixture
def _keeping(settings, tmp_path) -> None:
    settings.KEEP_PAGES, settings.ACADEMY_HOME = True, tmp_path


@pytest.mark.usefixtures("_keeping")
def test_what_is_kept_follows_publications_and_the_rows(
    django_capture_on_commit_callbacks, django_assert_num_queries
) -> None:
    course = make_course(lessons=2, languages=("az",))
    quiz = make_quiz(course)

    def asked() -> tuple[int, bool]:
        found = required_in([course.pk])[course.pk]
        return len(found.pages), found.has_quiz

    with django_capture_on_commit_callbacks(execute=True):
        course.save()
    assert asked() == (2, True)
    with django_assert_num_queries(0):
        assert asked() == (2, True)
    lesson = course.lessons.first()
    with django_capture_on_commit_callbacks(execute=True):
        lesson.pages.first().unpublish()
    assert asked() == (1, True)
    with django_capture_on_commit_callbacks(execute=True):
        lesson.pages.first().save_revision().publish()
    assert asked() == (2, True)
    lesson.is_required = False
    with django_capture_on_commit_callbacks(execute=True):
        lesson.save()
    assert asked() == (1, True)
    with django_capture_on_commit_callbacks(execute=True):
        QuizQuestion.objects.filter(quiz=quiz).delete()
    assert asked() == (1, False)
