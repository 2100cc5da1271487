"""The rules of completion against a plain model of them, written on its own: whatever people do, both say the same."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.errors import RuleBroken
from courses.enums import LessonOrder
from courses.models import (
    Cohort,
    Course,
    Enrolment,
    Lesson,
    LessonPage,
    LessonProgress,
    Module,
    Question,
    Quiz,
    QuizQuestion,
)
from courses.selectors.outline import Outline, outlines_of
from courses.services.attempts import start_attempt, submit_attempt
from courses.services.enrolment import enrol, withdraw
from courses.services.progress import mark_lesson_read
from tests.factories.learning import make_course, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: Noon of the day of enrolment; the actions of a day come an hour later.
NOON = datetime(2026, 9, 5, 12, tzinfo=ZoneInfo("Asia/Baku"))
LESSONS, ATTEMPTS = 3, 2


@dataclass
class Plan:
    """A lesson of the model. Days count from the day of enrolment; `published` is None before the first time."""

    module: int
    required: bool
    published: int | None
    release_on: int | None
    release_after: int | None
    live: bool = True


@dataclass
class Model:
    """What the rules say, in as few words as possible."""

    in_order: bool
    has_quiz: bool
    cohort: tuple[int, int] | None
    plans: list[Plan]
    day: int = 0
    read: set[int] = field(default_factory=set)
    tries: int = 0
    passed: bool = False
    completed: bool = False
    withdrawn: bool = False

    def sequence(self) -> list[int]:
        live = [place for place, plan in enumerate(self.plans) if plan.live]
        return sorted(live, key=lambda place: (self.plans[place].module, place))

    def asked(self) -> list[int]:
        """What was published before the enrolment; it is asked for as long as it is published."""
        return [place for place in self.sequence() if self.plans[place].required and self.plans[place].published == -1]

    def left(self) -> list[int]:
        return [place for place in self.asked() if place not in self.read]

    def over(self) -> bool:
        return self.cohort is not None and self.day > self.cohort[1]

    def opens(self, place: int) -> int:
        plan, first = self.plans[place], self.cohort[0] if self.cohort else 0
        release = first + plan.release_after if plan.release_after else plan.release_on
        days = [first] if self.cohort else []
        return max(days + ([] if release is None else [release]), default=-99)

    def is_open(self, place: int) -> bool:
        if place in self.read:
            return True
        before = self.sequence()[: self.sequence().index(place)]
        waits = self.in_order and not (self.completed or self.over()) and set(before) & set(self.left())
        return self.opens(place) <= self.day and not waits

    def percent(self) -> int:
        if self.completed:
            return 100
        steps = len(self.asked()) + self.has_quiz
        done = len(set(self.asked()) & self.read) + (self.has_quiz and self.passed)
        return min(99, 100 * done // steps) if steps else 0

    def finish(self) -> None:
        steps = len(self.asked()) + self.has_quiz
        self.completed |= bool(steps) and not self.left() and (self.passed or not self.has_quiz)

    def do(self, action: str, place: int) -> None:
        getattr(self, f"do_{action}")(place)

    def do_read(self, place: int) -> None:
        if self.withdrawn or not self.plans[place].live or not self.is_open(place):
            return
        if place in self.read or self.completed or not self.over():
            self.read.add(place)
            self.finish()

    def do_pass(self, _place: int) -> None:
        self.attempt(passes=True)

    def do_fail(self, _place: int) -> None:
        self.attempt(passes=False)

    def attempt(self, *, passes: bool) -> None:
        allowed = self.has_quiz and not (self.withdrawn or self.passed or self.over() or self.left())
        if allowed and self.tries < ATTEMPTS:
            self.tries += 1
            self.passed = passes
            self.finish()

    def do_publish(self, place: int) -> None:
        plan = self.plans[place]
        plan.live = True
        plan.published = self.day if plan.published is None else plan.published

    def do_unpublish(self, place: int) -> None:
        self.plans[place].live = False

    def do_withdraw(self, _place: int) -> None:
        if not self.completed:
            self.withdrawn, self.cohort = True, None

    def do_enrol(self, _place: int) -> None:
        if self.sequence():
            self.withdrawn = False

    def do_wait(self, days: int) -> None:
        self.day += days


class Site:
    """The same with the real rows and services."""

    def __init__(self, model: Model, course: Course, quiz: Quiz, questions: list[Question]) -> None:
        self.course, self.quiz, self.model = course, quiz, model
        QuizQuestion.objects.filter(quiz=quiz).delete()
        for question in questions if model.has_quiz else ():
            QuizQuestion.objects.create(quiz=quiz, question=question)
        Course.objects.update(lesson_order=LessonOrder.IN_ORDER if model.in_order else LessonOrder.FREE)
        self.lessons = list(Lesson.objects.filter(course=course).order_by("pk"))
        self.modules = list(Module.objects.filter(course=course))
        for lesson, plan in zip(self.lessons, model.plans, strict=True):
            self.lay(lesson, plan)
        with time_machine.travel(NOON, tick=False):
            self.enrolment = Enrolment.objects.create(user=make_user(), course=course, cohort=self.cohort())
        self.user = self.enrolment.user

    def lay(self, lesson: Lesson, plan: Plan) -> None:
        Lesson.objects.filter(pk=lesson.pk).update(
            module=self.modules[plan.module - 1] if plan.module else None,
            is_required=plan.required,
            release_on=None if plan.release_on is None else self.date(plan.release_on),
            release_after_days=plan.release_after,
        )
        moment = None if plan.published is None else NOON + timedelta(days=plan.published)
        LessonPage.objects.filter(lesson=lesson).update(live=plan.live, first_published_at=moment)

    def date(self, day: int) -> object:
        return (NOON + timedelta(days=day)).date()

    def cohort(self) -> Cohort | None:
        if self.model.cohort is None:
            return None
        first, last = map(self.date, self.model.cohort)
        return Cohort.objects.create(
            course=self.course, name=str(Cohort.objects.count()), starts_on=first, ends_on=last
        )

    def current(self) -> Enrolment:
        return Enrolment.objects.select_related("course", "cohort").get(pk=self.enrolment.pk)

    def do(self, action: str, place: int) -> None:
        try:
            getattr(self, f"do_{action}")(place)
        except RuleBroken:
            return

    def do_read(self, place: int) -> None:
        lesson = Lesson.objects.get(pk=self.lessons[place].pk)
        if lesson.pages.filter(live=True).exists():
            mark_lesson_read(enrolment=self.current(), lesson=lesson)

    def do_pass(self, _place: int) -> None:
        self.attempt("o0")

    def do_fail(self, _place: int) -> None:
        self.attempt("o1")

    def attempt(self, answer: str) -> None:
        if self.model.has_quiz:
            attempt = start_attempt(enrolment=self.current(), quiz=self.quiz)
            submit_attempt(attempt=attempt, answers={1: answer})

    def do_publish(self, place: int) -> None:
        pages = LessonPage.objects.filter(lesson=self.lessons[place])
        pages.filter(first_published_at=None).update(first_published_at=timezone.now())
        pages.update(live=True)

    def do_unpublish(self, place: int) -> None:
        LessonPage.objects.filter(lesson=self.lessons[place]).update(live=False)

    def do_withdraw(self, _place: int) -> None:
        withdraw(enrolment=self.current())

    def do_enrol(self, _place: int) -> None:
        enrol(user=self.user, course=Course.objects.get(pk=self.course.pk))

    def do_wait(self, _days: int) -> None:
        """The clock of the test moves."""

    def outline(self) -> Outline:
        return outlines_of([self.current()], language="en")[0]


def plans() -> st.SearchStrategy[Plan]:
    """A lesson that was published before the enrolment, or one that waits for that; released at once or later."""
    day, days = st.tuples(st.integers(-1, 4), st.none()), st.tuples(st.none(), st.integers(1, 4))
    return st.builds(
        lambda module, required, release, published: Plan(
            module=module,
            required=required,
            published=-1 if published else None,
            release_on=release[0],
            release_after=release[1],
            live=published,
        ),
        st.integers(0, 2),
        st.sampled_from([True, True, False]),
        st.sampled_from([(None, None)] * 4) | day | days,
        st.sampled_from([True, True, True, False]),
    )


def models() -> st.SearchStrategy[Model]:
    return st.builds(
        Model,
        in_order=st.booleans(),
        has_quiz=st.booleans(),
        cohort=st.sampled_from([None, None, None, (-2, 1), (0, 2), (1, 4), (2, 6)]),
        plans=st.lists(plans(), min_size=LESSONS, max_size=LESSONS),
    )


READ = st.tuples(st.just("read"), st.integers(0, LESSONS - 1))
ACTIONS = st.one_of(
    READ,
    READ,
    READ,
    st.tuples(st.sampled_from(["publish", "unpublish"]), st.integers(0, LESSONS - 1)),
    st.tuples(st.sampled_from(["pass", "pass", "fail"]), st.just(0)),
    st.tuples(st.sampled_from(["enrol", "withdraw"]), st.just(0)),
    st.tuples(st.just("wait"), st.integers(1, 3)),
)
#: What learners do; what trainers do may take lessons away, and with them what was read.
OWN = {"read", "pass", "fail", "wait", "withdraw", "enrol"}


@pytest.fixture
def ground() -> tuple[Course, Quiz, list[Question]]:
    course = make_course(lessons=LESSONS, languages=("en",))
    for place in (1, 2):
        Module.objects.create(course=course, position=place, title={"en": f"Module {place}"})
    quiz = make_quiz(course, questions=1, attempts_allowed=ATTEMPTS)
    return course, quiz, list(quiz.questions.all())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(model=models(), actions=st.lists(ACTIONS, min_size=8, max_size=20))
def test_services_and_model_say_the_same(model: Model, actions: list, ground: tuple) -> None:
    site, before = Site(model, *ground), 0
    for hour, (action, place) in enumerate(actions, start=1):
        model.do(action, place)
        moment = NOON + timedelta(days=model.day, minutes=hour)
        with time_machine.travel(moment, tick=False), translation.override("en"):
            site.do(action, place)
            agree(model, site)
        assert action not in OWN or model.percent() >= before
        before = model.percent()


def agree(model: Model, site: Site) -> None:
    """Compare everything that a learner is told with the model, and hold what must always hold."""
    outline, enrolment = site.outline(), site.current()
    places = {lesson.pk: place for place, lesson in enumerate(site.lessons)}
    shown = [places[item.lesson.pk] for item in outline.lessons]
    progress = outline.progress
    assert shown == model.sequence()
    assert [item.closed is None for item in outline.lessons] == [model.is_open(place) for place in shown]
    assert [item.is_required for item in outline.lessons] == [place in model.asked() for place in shown]
    assert {
        places[pk] for pk in LessonProgress.objects.filter(enrolment=enrolment).values_list("lesson", flat=True)
    } == model.read
    assert (progress.percent, progress.total - progress.read) == (model.percent(), len(model.left()))
    assert (progress.is_completed, enrolment.withdrawn_at is not None) == (model.completed, model.withdrawn)
    assert (progress.percent == 100) == progress.is_completed == (outline.remaining == [])
    follow(model, outline)


def follow(model: Model, outline: Outline) -> None:
    """The next lesson is open and unread; where there is none although lessons remain, waiting is said."""
    following = outline.next_lesson
    if following:
        assert (following.closed, following.is_read) == (None, False)
    elif model.left() and not (model.completed or model.over()):
        assert [step for step in outline.remaining if step.startswith("Wait for ")] != []
