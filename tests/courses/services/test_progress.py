from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certification.models import Certificate
from courses.data import NextLesson
from courses.models import Enrolment, LessonPage, LessonProgress
from courses.selectors.progress import progress_of
from courses.selectors.rules import lessons_remain, standing_of
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.completion import complete_when_done
from courses.services.progress import mark_lesson_read
from tests.factories.certification import make_template
from tests.factories.learning import make_course, make_enrolment, make_lesson, make_quiz
from tests.factories.people import make_user

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


def test_lessons_remain_as_long_as_the_standing_names_one() -> None:
    course = make_course(lessons=2)
    make_lesson(course, is_required=False)
    enrolment, _other = make_enrolment(course), make_enrolment(course, read=2)
    make_lesson(course)
    found = []
    for lesson in course.lessons.order_by("pk")[:2]:
        found.append((lessons_remain(enrolment), bool(standing_of(enrolment).unread)))
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    assert [*found, (lessons_remain(enrolment), bool(standing_of(enrolment).unread))] == [(True, True)] * 2 + [
        (False, False)
    ]


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


def test_certificate_of_a_course_says_what_was_achieved_and_how_well() -> None:
    course = make_course(lessons=0, certificate_template=make_template(), cpd_hours=Decimal("2.5"))
    quiz, user = make_quiz(course, questions=4, pass_mark=70), make_user()
    attempt = start_attempt(enrolment=make_enrolment(course, user), quiz=quiz)
    with time_machine.travel("2026-11-26T22:00:00Z", tick=False):
        submit_attempt(attempt=attempt, answers=dict.fromkeys((1, 2, 3), "o0"))
    certificate = Certificate.objects.get(holder=user)
    said = {name: certificate.snapshot[name] for name in ("titles", "hours", "achieved_on", "score")}
    titles = dict(course.pages.values_list("locale__language_code", "title"))
    assert certificate.achievement_key == f"course:{course.code}"
    assert said == {"titles": titles, "hours": "2.5", "achieved_on": "2026-11-27", "score": "75"}


def test_certificate_of_a_course_without_a_quiz_says_no_score() -> None:
    course = make_course(lessons=1, certificate_template=make_template())
    make_enrolment(course, read=1)
    assert Certificate.objects.get().snapshot["score"] is None


def test_withdrawn_learner_completes_nothing() -> None:
    enrolment = make_enrolment(make_course(lessons=1))
    LessonProgress.objects.create(enrolment=enrolment, lesson=enrolment.course.lessons.get())
    Enrolment.objects.update(withdrawn_at=timezone.now())
    assert complete_when_done(enrolment=enrolment) is False
    Enrolment.objects.update(withdrawn_at=None)
    assert [complete_when_done(enrolment=enrolment) for _time in range(2)] == [True, False]


def test_completion_is_of_one_learner_at_one_moment() -> None:
    course = make_course(lessons=1)
    other, moment = make_enrolment(course), timezone.now().replace(microsecond=0) + timedelta(hours=1)
    with time_machine.travel(moment, tick=False):
        enrolment = make_enrolment(course, read=0)
        mark_lesson_read(enrolment=enrolment, lesson=course.lessons.get())
    stored = dict(Enrolment.objects.values_list("pk", "completed_at"))
    assert (stored, enrolment.completed_at) == ({enrolment.pk: moment, other.pk: None}, moment)


def test_next_lesson_tells_its_place_and_what_it_asks_for() -> None:
    course = make_course(lessons=3, lesson_order="in_order")
    course.lessons.filter(position=2).update(minimum_minutes=5, read_to_end=True)
    assert progress_of(make_enrolment(course, read=1)).next_lesson == NextLesson(
        position=2, closure=None, in_order=True, minimum_minutes=5, read_to_end=True
    )


def test_quiz_without_questions_does_not_count() -> None:
    course = make_course(lessons=1)
    make_quiz(course, questions=0)
    progress = progress_of(make_enrolment(course))
    assert (progress.has_quiz, progress.gate, progress.no_attempts_left, progress.first_failed) == (
        *(False, None),
        *(False, False),
    )


@pytest.mark.parametrize(("rules", "told"), [({}, (True, False)), ({"attempts_allowed": 2}, (False, False))])
def test_failed_attempts_use_up_those_that_are_allowed(rules: dict, told: tuple) -> None:
    course = make_course(lessons=0)
    quiz = make_quiz(course, **({"attempts_allowed": 1} | rules))
    enrolment = make_enrolment(course)
    attempt = start_attempt(enrolment=enrolment, quiz=quiz)
    assert progress_of(enrolment).no_attempts_left is False
    submit_attempt(attempt=attempt, answers={})
    assert (progress_of(enrolment).no_attempts_left, progress_of(enrolment).first_failed) == told


def test_first_attempt_that_failed_is_told_where_it_alone_counts() -> None:
    course = make_course(lessons=0)
    quiz, enrolment = make_quiz(course, grading="first", attempts_allowed=3), make_enrolment(course)
    before = progress_of(enrolment).first_failed
    attempt = start_attempt(enrolment=enrolment, quiz=quiz)
    meanwhile = progress_of(enrolment).first_failed
    submit_attempt(attempt=attempt, answers={})
    assert (before, meanwhile, progress_of(enrolment).first_failed) == (False, False, True)
