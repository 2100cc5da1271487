from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone, translation

from courses.data import Closure
from courses.enums import LessonOrder
from courses.models import Cohort, Course, Enrolment, Lesson, LessonPage, Module
from courses.selectors.outline import Outline, outline_of
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.progress import mark_lesson_read
from tests.factories.learning import make_course, make_enrolment, make_lesson, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: The last minute of a day in Baku; by universal time it is 19:59.
LATE = datetime(2026, 9, 4, 23, 59, tzinfo=ZoneInfo("Asia/Baku"))
DAY = LATE.date() + timedelta(days=1)


def outline(enrolment: Enrolment, language: str = "en") -> Outline:
    course = Course.objects.get(pk=enrolment.course_id)
    return outline_of(course, user=enrolment.user, language=language)


def closures(enrolment: Enrolment) -> list[Closure | None]:
    return [item.closed for item in outline(enrolment).lessons]


def rule(lesson: Lesson, **facts: object) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(**facts)


def late_enrolment(**facts: object) -> Enrolment:
    """Somebody who enrols on a course of two lessons in the last minute of a day."""
    with time_machine.travel(LATE, tick=False):
        return make_enrolment(make_course(lessons=2, **facts))


def closed_on(enrolment: Enrolment, *days: date) -> list[bool]:
    """Whether the second lesson is closed in the first minute of each day."""
    found = []
    for day in days:
        with time_machine.travel(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("Asia/Baku")), tick=False):
            found.append(closures(enrolment)[1] is not None)
    return found


def join(enrolment: Enrolment, starts_on: date, ends_on: date) -> None:
    cohort = Cohort.objects.create(course=enrolment.course, name="Autumn", starts_on=starts_on, ends_on=ends_on)
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)


def test_lessons_fall_back_one_by_one() -> None:
    course = make_course(lessons=2, languages=("az", "ru"))
    LessonPage.objects.filter(lesson=course.lessons.first(), locale__language_code="az").update(live=False)
    items = outline_of(course, user=AnonymousUser(), language="az").lessons
    assert [(item.language, item.is_fallback) for item in items] == [("ru", True), ("az", False)]


def test_no_lesson_is_next_or_closed_for_a_visitor() -> None:
    course = make_course(lessons=2, lesson_order=LessonOrder.IN_ORDER)
    items = outline_of(course, user=AnonymousUser(), language="az").lessons
    assert [(item.is_next, item.closed) for item in items] == [(False, None), (False, None)]


def test_lessons_stand_in_the_order_of_their_modules() -> None:
    course = make_course(lessons=4)
    first, second = (Module.objects.create(course=course, position=place, title={"az": "M"}) for place in (1, 2))
    lessons = list(course.lessons.all())
    for lesson, module in zip(lessons, (second, first, None, first), strict=True):
        rule(lesson, module=module)
    listed = outline_of(course, user=make_user(), language="az").lessons
    assert [item.lesson for item in listed] == [lessons[2], lessons[1], lessons[3], lessons[0]]
    assert [item.module for item in listed] == [None, first, first, second]


def test_lessons_in_order_open_one_after_the_other() -> None:
    course = make_course(lessons=3, lesson_order=LessonOrder.IN_ORDER)
    first, second, _third = course.lessons.all()
    enrolment = make_enrolment(course)
    before = closures(enrolment)
    mark_lesson_read(enrolment=enrolment, lesson=first)
    assert before == [None, Closure(waits_for=first.pk), Closure(waits_for=second.pk)]
    assert closures(enrolment) == [None, None, Closure(waits_for=second.pk)]


def test_optional_lessons_and_those_that_came_later_hold_nobody_up() -> None:
    course = make_course(lessons=0, lesson_order=LessonOrder.IN_ORDER)
    make_lesson(course, is_required=False)
    last = make_lesson(course)
    enrolment = make_enrolment(course)
    rule(last, position=9)
    make_lesson(course)
    listed = outline(enrolment).lessons
    assert [(item.closed, item.is_required, item.is_next) for item in listed] == [
        (None, False, False),
        (None, False, False),
        (None, True, True),
    ]


def test_what_was_read_stays_open_when_a_lesson_moves_before_it() -> None:
    course = make_course(lessons=2, lesson_order=LessonOrder.IN_ORDER)
    enrolment = make_enrolment(course, read=1)
    rule(course.lessons.last(), position=0)
    assert closures(enrolment) == [None, None]


def test_order_closes_nothing_on_a_completed_course() -> None:
    course = make_course(lessons=2, lesson_order=LessonOrder.IN_ORDER)
    rule(course.lessons.first(), is_required=False)
    enrolment = make_enrolment(course)
    mark_lesson_read(enrolment=enrolment, lesson=course.lessons.last())
    course.lessons.all().update(is_required=True)
    make_lesson(course)
    assert closures(enrolment) == [None, None, None]


def test_release_comes_with_the_first_minute_of_the_day() -> None:
    enrolment = late_enrolment()
    rule(enrolment.course.lessons.last(), release_on=DAY)
    with time_machine.travel(LATE, tick=False):
        assert closures(enrolment) == [None, Closure(opens_on=DAY)]
    assert closed_on(enrolment, DAY) == [False]


def test_days_count_from_the_day_of_enrolment() -> None:
    enrolment = late_enrolment()
    rule(enrolment.course.lessons.last(), release_after_days=2)
    assert closed_on(enrolment, DAY, DAY + timedelta(days=1)) == [True, False]


def test_days_count_from_the_first_day_of_the_cohort() -> None:
    enrolment = late_enrolment()
    join(enrolment, DAY + timedelta(days=3), DAY + timedelta(days=30))
    rule(enrolment.course.lessons.last(), release_after_days=2)
    assert closed_on(enrolment, *(DAY + timedelta(days=days) for days in (3, 4, 5))) == [True, True, False]


def test_nothing_is_open_before_the_cohort_begins() -> None:
    enrolment = late_enrolment()
    join(enrolment, DAY, DAY)
    with time_machine.travel(LATE, tick=False):
        assert closures(enrolment) == [Closure(opens_on=DAY, with_cohort=True)] * 2
    assert closed_on(enrolment, DAY) == [False]


def test_lesson_released_after_the_cohort_began_waits_for_its_own_day() -> None:
    enrolment = late_enrolment()
    join(enrolment, DAY, DAY + timedelta(days=9))
    rule(enrolment.course.lessons.last(), release_on=DAY + timedelta(days=1))
    with time_machine.travel(LATE, tick=False):
        assert closures(enrolment)[1] == Closure(opens_on=DAY + timedelta(days=1))


def test_everything_can_be_read_when_the_cohort_is_over() -> None:
    enrolment = late_enrolment(lesson_order=LessonOrder.IN_ORDER)
    join(enrolment, DAY, DAY + timedelta(days=1))
    assert closed_on(enrolment, DAY + timedelta(days=1), DAY + timedelta(days=2)) == [True, False]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "az",
            [
                "“Lesson 1 az” dərsi oxunduqdan sonra açılır",
                "5 sentyabr 2026 tarixində açılır",
                "5 sentyabr 2026 tarixindən tez olmayaraq, “Lesson 1 az” dərsi oxunduqdan sonra açılır",
                "5 sentyabr 2026 tarixində, qrupunuzun ilk günü açılır",
            ],
        ),
        (
            "ru",
            [
                "Откроется, когда будет прочитан урок «Lesson 1 ru»",
                "Откроется 5 сентября 2026 г.",
                "Откроется не раньше 5 сентября 2026 г. и когда будет прочитан урок «Lesson 1 ru»",
                "Откроется 5 сентября 2026 г., в первый день вашей группы",
            ],
        ),
        (
            "en",
            [
                "Opens when the lesson “Lesson 1 en” has been read",
                "Opens on 5 September 2026",
                "Opens not before 5 September 2026, and when the lesson “Lesson 1 en” has been read",
                "Opens on 5 September 2026, the first day of your cohort",
            ],
        ),
    ],
)
def test_closed_lessons_say_when_they_open(language: str, words: list[str]) -> None:
    enrolment = late_enrolment(lesson_order=LessonOrder.IN_ORDER)
    said = []
    with time_machine.travel(LATE, tick=False), translation.override(language):
        said.append(outline(enrolment, language).lessons[1].closed_words)
        rule(enrolment.course.lessons.last(), release_on=DAY)
        both = outline(enrolment, language).lessons[1].closed_words
        Course.objects.update(lesson_order=LessonOrder.FREE)
        said += [outline(enrolment, language).lessons[1].closed_words, both]
        join(enrolment, DAY, DAY)
        said.append(outline(enrolment, language).lessons[1].closed_words)
    assert said == words


def test_next_is_the_required_lesson_then_the_quiz_then_whatever_is_left() -> None:
    course = make_course(lessons=2)
    rule(course.lessons.first(), is_required=False)
    quiz = make_quiz(course)
    enrolment, (optional, required) = make_enrolment(course), outline_of(course, user=None, language="en").lessons
    led = [outline(enrolment).continue_url]
    mark_lesson_read(enrolment=enrolment, lesson=required.lesson)
    led.append(outline(enrolment).continue_url)
    submit_attempt(attempt=start_attempt(enrolment=enrolment, quiz=quiz), answers={1: "o0", 2: "o0"})
    led.append(outline(enrolment).continue_url)
    assert led == [required.url, reverse("quiz", args=[course.code]), optional.url]


def test_learner_who_waits_is_led_to_the_lesson_that_opens_first() -> None:
    course = make_course(lessons=2)
    today = timezone.localdate()
    for lesson, days in zip(course.lessons.all(), (9, 5), strict=True):
        rule(lesson, release_on=today + timedelta(days=days))
    found = outline(make_enrolment(course))
    assert (found.next_lesson, found.continue_url) == (None, found.lessons[1].url)


def test_withdrawn_learner_reads_as_a_visitor() -> None:
    enrolment = make_enrolment(make_course(), read=1)
    Enrolment.objects.filter(pk=enrolment.pk).update(withdrawn_at=timezone.now())
    found = outline(enrolment)
    assert (found.enrolment, found.progress, [item.is_read for item in found.lessons]) == (None, None, [False, False])
