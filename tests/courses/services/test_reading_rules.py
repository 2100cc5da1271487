"""Marking a lesson as read under the rules of its course: wrong state, twice, at the same time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone, translation

from courses.data import Closure
from courses.enums import LessonOrder
from courses.errors import (
    CohortEnded,
    EndAhead,
    LessonClosed,
    MinimumTimeAhead,
    NotEnrolled,
)
from courses.models import Cohort, Course, Enrolment, Lesson, LessonProgress, LessonVisit
from courses.selectors.attempts import GRACE
from courses.selectors.progress import progress_of
from courses.selectors.rules import is_over, opening_day, standing_of, starts_later
from courses.selectors.visits import seconds_left, visit_of
from courses.services.attempts import close_overdue_attempt, save_answers, start_attempt
from courses.services.progress import mark_lesson_read
from courses.services.visits import open_lesson, reach_end
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.races import at_once

pytestmark = pytest.mark.django_db


def enrolled(lessons: int = 1, **rules: object) -> tuple[Enrolment, Lesson]:
    """A learner, and the last lesson of a course, with rules of its own."""
    enrolment = make_enrolment(make_course(lessons=lessons))
    Lesson.objects.filter(pk=enrolment.course.lessons.last().pk).update(**rules)
    return enrolment, enrolment.course.lessons.last()


def put_into_cohort(enrolment: Enrolment, first: int, last: int) -> Enrolment:
    """Put the learner into a cohort whose first and last day are so many days away."""
    today = timezone.localdate()
    days = {"starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last)}
    cohort = Cohort.objects.create(course=enrolment.course, name="Autumn", **days)
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)
    return Enrolment.objects.get(pk=enrolment.pk)


def read_count(enrolment: Enrolment) -> int:
    return LessonProgress.objects.filter(enrolment=enrolment).count()


def test_lesson_out_of_order_is_refused() -> None:
    enrolment, last = enrolled(lessons=2)
    enrolment.course.lesson_order = LessonOrder.IN_ORDER
    enrolment.course.save(update_fields=["lesson_order"])
    with pytest.raises(LessonClosed):
        mark_lesson_read(enrolment=enrolment, lesson=last)
    assert read_count(enrolment) == 0


def test_lesson_before_its_day_is_refused() -> None:
    enrolment, lesson = enrolled(release_on=timezone.localdate() + timedelta(days=1))
    for refused in (mark_lesson_read, reach_end):
        with pytest.raises(LessonClosed):
            refused(enrolment=enrolment, lesson=lesson)
    assert (read_count(enrolment), LessonVisit.objects.count()) == (0, 0)


def test_lesson_before_the_cohort_begins_is_refused() -> None:
    enrolment, lesson = enrolled()
    with pytest.raises(LessonClosed):
        mark_lesson_read(enrolment=put_into_cohort(enrolment, 1, 9), lesson=lesson)


def test_withdrawn_learner_is_refused() -> None:
    enrolment, lesson = enrolled()
    Enrolment.objects.filter(pk=enrolment.pk).update(withdrawn_at=timezone.now())
    enrolment.refresh_from_db()
    for refused in (mark_lesson_read, reach_end):
        with pytest.raises(NotEnrolled):
            refused(enrolment=enrolment, lesson=lesson)


def test_end_of_a_lesson_of_another_course_is_refused() -> None:
    enrolment, _lesson = enrolled()
    foreign = Lesson.objects.create(course=make_course(index=_index(enrolment), lessons=0))
    with pytest.raises(ValueError, match="another course"):
        reach_end(enrolment=enrolment, lesson=foreign)


def _index(enrolment: Enrolment) -> dict:
    return {page.locale.language_code: page.get_parent() for page in enrolment.course.pages.all()}


def test_minimum_time_counts_from_the_first_look_by_the_servers_clock() -> None:
    enrolment, lesson = enrolled(minimum_minutes=10)
    start = timezone.now()
    refused = []
    for seconds in (0, 60, 599):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            open_lesson(enrolment=enrolment, lesson=lesson)
            with translation.override("en"), pytest.raises(MinimumTimeAhead) as refusal:
                mark_lesson_read(enrolment=enrolment, lesson=lesson)
            refused.append(str(refusal.value.message).split("stay with it for ")[1].split(",")[0])
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    assert (refused, read_count(enrolment)) == (["10 more minutes", "9 more minutes", "1 more minute"], 1)


def test_minimum_time_does_not_run_before_the_lesson_is_opened() -> None:
    enrolment, lesson = enrolled(minimum_minutes=1)
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False), pytest.raises(MinimumTimeAhead):
        mark_lesson_read(enrolment=enrolment, lesson=lesson)


def test_first_look_stays_whatever_follows() -> None:
    enrolment, lesson = enrolled()
    open_lesson(enrolment=enrolment, lesson=lesson)
    first = LessonVisit.objects.get()
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        open_lesson(enrolment=enrolment, lesson=lesson)
    assert LessonVisit.objects.get().opened_at == first.opened_at


def test_lesson_that_has_to_be_read_to_its_end() -> None:
    enrolment, lesson = enrolled(read_to_end=True)
    open_lesson(enrolment=enrolment, lesson=lesson)
    with pytest.raises(EndAhead):
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    reach_end(enrolment=enrolment, lesson=lesson)
    reached = LessonVisit.objects.get().end_reached_at
    reach_end(enrolment=enrolment, lesson=lesson)
    mark_lesson_read(enrolment=enrolment, lesson=lesson)
    assert (LessonVisit.objects.get().end_reached_at, read_count(enrolment)) == (reached, 1)


def test_end_reached_by_another_learner_does_not_count() -> None:
    enrolment, lesson = enrolled(read_to_end=True)
    reach_end(enrolment=make_enrolment(enrolment.course), lesson=lesson)
    with pytest.raises(EndAhead):
        mark_lesson_read(enrolment=enrolment, lesson=lesson)


def test_what_was_read_is_read_again_whatever_the_rules_say_now() -> None:
    enrolment, lesson = enrolled()
    mark_lesson_read(enrolment=enrolment, lesson=lesson)
    tomorrow = timezone.localdate() + timedelta(days=1)
    Lesson.objects.update(minimum_minutes=9, read_to_end=True, release_on=tomorrow)
    mark_lesson_read(enrolment=put_into_cohort(enrolment, -9, -1), lesson=Lesson.objects.get())
    assert read_count(enrolment) == 1


def test_nothing_counts_after_the_last_day_of_the_cohort() -> None:
    enrolment, lesson = enrolled(lessons=2)
    enrolment = put_into_cohort(enrolment, -9, 0)
    mark_lesson_read(enrolment=enrolment, lesson=enrolment.course.lessons.first())
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False), pytest.raises(CohortEnded):
        mark_lesson_read(enrolment=enrolment, lesson=lesson)
    assert (read_count(enrolment), progress_of(enrolment).percent) == (1, 50)


def test_what_is_completed_stays_completed_when_the_cohort_ends() -> None:
    enrolment, lesson = enrolled()
    mark_lesson_read(enrolment=enrolment, lesson=lesson)
    ended = Enrolment.objects.get(pk=put_into_cohort(enrolment, -9, -1).pk)
    assert (progress_of(ended).percent, progress_of(ended).is_completed) == (100, True)


def test_no_attempt_starts_after_the_last_day_of_the_cohort() -> None:
    enrolment, _lesson = enrolled()
    quiz = make_quiz(enrolment.course)
    mark_lesson_read(enrolment=enrolment, lesson=enrolment.course.lessons.get())
    with pytest.raises(CohortEnded):
        start_attempt(enrolment=put_into_cohort(enrolment, -9, -1), quiz=quiz)
    assert enrolment.attempts.count() == 0


def test_attempt_ends_with_the_cohort_and_what_was_saved_counts() -> None:
    enrolment = make_enrolment(make_course(lessons=0))
    quiz = make_quiz(enrolment.course, questions=1)
    attempt = start_attempt(enrolment=put_into_cohort(enrolment, -9, 0), quiz=quiz)
    save_answers(attempt=attempt, answers={1: "o0"})
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    with time_machine.travel(midnight + GRACE + timedelta(seconds=1), tick=False):
        close_overdue_attempt(attempt=attempt)
    enrolment.refresh_from_db()
    assert (attempt.deadline, enrolment.completed_at is not None) == (midnight, True)


def test_limit_of_the_quiz_ends_an_attempt_before_the_cohort_does() -> None:
    enrolment = make_enrolment(make_course(lessons=0))
    quiz = make_quiz(enrolment.course, time_limit_minutes=10)
    attempt = start_attempt(enrolment=put_into_cohort(enrolment, 0, 9), quiz=quiz)
    assert attempt.deadline == attempt.started_at + timedelta(minutes=10)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_first_looks_at_once_make_one_visit() -> None:
    enrolment, lesson = enrolled()
    at_once(8, lambda: open_lesson(enrolment=enrolment, lesson=lesson))
    assert LessonVisit.objects.count() == 1


def test_end_that_is_reached_without_a_first_look_is_a_look_too() -> None:
    enrolment, lesson = enrolled()
    moment = timezone.now().replace(microsecond=0)
    with time_machine.travel(moment, tick=False):
        reach_end(enrolment=enrolment, lesson=lesson)
    visit = LessonVisit.objects.get()
    assert (visit.enrolment, visit.lesson, visit.opened_at, visit.end_reached_at) == (
        *(enrolment, lesson),
        *(moment, moment),
    )


def test_time_left_is_counted_in_whole_seconds_from_the_first_look() -> None:
    enrolment, lesson = enrolled(minimum_minutes=2)
    start = timezone.now().replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        unopened = seconds_left(lesson, visit_of(enrolment, lesson.pk))
        open_lesson(enrolment=enrolment, lesson=lesson)
    left = []
    for later in (0, 0.5, 119, 120, 500):
        with time_machine.travel(start + timedelta(seconds=later), tick=False):
            left.append(seconds_left(lesson, visit_of(enrolment, lesson.pk)))
    assert (unopened, left) == (120, [120, 120, 1, 0, 0])
    assert seconds_left(Lesson(), None) == 0


def test_cohort_begins_with_its_first_day_and_is_over_after_its_last() -> None:
    enrolment, _lesson = enrolled()
    today = timezone.localdate()
    assert (starts_later(enrolment, today), is_over(enrolment, today)) == (False, False)
    enrolment = put_into_cohort(enrolment, 0, 2)
    days = [today + timedelta(days=day) for day in (-1, 0, 2, 3)]
    assert [starts_later(enrolment, day) for day in days] == [True, False, False, False]
    assert [is_over(enrolment, day) for day in days] == [False, False, False, True]


@pytest.mark.parametrize(
    ("rules", "cohort", "days"),
    [
        ({}, None, None),
        ({"release_after_days": 3}, None, 3),
        ({"release_on": 5}, None, 5),
        ({}, 2, 2),
        ({"release_after_days": 3}, 2, 5),
        ({"release_on": 1}, 2, 2),
        ({"release_on": 7}, 2, 7),
    ],
)
def test_lesson_opens_by_its_rule_and_never_before_the_cohort(
    rules: dict, cohort: int | None, days: int | None
) -> None:
    today = timezone.localdate()
    facts = {name: today + timedelta(days=value) if name == "release_on" else value for name, value in rules.items()}
    enrolment, lesson = enrolled(**facts)
    if cohort is not None:
        enrolment = put_into_cohort(enrolment, cohort, 30)
    assert opening_day(enrolment, lesson) == (None if days is None else today + timedelta(days=days))


def test_closure_says_until_when_and_for_what() -> None:
    enrolment, last = enrolled(lessons=3, release_after_days=4)
    Course.objects.update(lesson_order=LessonOrder.IN_ORDER)
    first, second, _last = enrolment.course.lessons.order_by("position")
    enrolment = put_into_cohort(enrolment, 1, 30)
    today = timezone.localdate()
    begin, release = today + timedelta(days=1), today + timedelta(days=5)
    assert standing_of(enrolment).closures == {
        first.pk: Closure(opens_on=begin, waits_for=None, with_cohort=True),
        second.pk: Closure(opens_on=begin, waits_for=first.pk, with_cohort=True),
        last.pk: Closure(opens_on=release, waits_for=second.pk, with_cohort=False),
    }
    assert standing_of(enrolment).next_lesson == first


def test_next_lesson_is_the_first_open_one_else_the_one_that_a_day_opens_first() -> None:
    enrolment, last = enrolled(lessons=3)
    first, second, _last = enrolment.course.lessons.order_by("position")
    today = timezone.localdate()
    Lesson.objects.filter(pk__in=(first.pk, second.pk)).update(release_on=today + timedelta(days=9))
    assert standing_of(enrolment).next_lesson == last
    Lesson.objects.filter(pk=last.pk).update(release_on=today + timedelta(days=3))
    assert standing_of(enrolment).next_lesson == last
    for lesson in (first, second, last):
        LessonProgress.objects.create(enrolment=enrolment, lesson=lesson)
    standing = standing_of(enrolment)
    assert (standing.next_lesson, standing.unread, standing.closures) == (None, [], {})
