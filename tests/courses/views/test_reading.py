"""The page of a lesson under the rules of its course, and the two actions on it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from academy.accounts.enums import Role
from courses.enums import LessonOrder
from courses.models import (
    Cohort,
    Course,
    Enrolment,
    Lesson,
    LessonPage,
    LessonProgress,
    LessonVisit,
    Module,
    Prerequisite,
)
from tests.factories.learning import make_course, make_enrolment, make_quiz
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

TEXT = "The text of the lesson."
HEADING = "First heading"


@pytest.fixture
def course() -> Course:
    return make_course(lessons=2, lesson_order=LessonOrder.IN_ORDER)


@pytest.fixture
def enrolment(course: Course) -> Enrolment:
    return make_enrolment(course, make_user(language="en"))


@pytest.fixture
def learner(enrolment: Enrolment, client_of) -> Client:
    return client_of(enrolment.user)


def page_of(lesson: Lesson, language: str = "en") -> LessonPage:
    return lesson.pages.get(locale__language_code=language)


def rule(lesson: Lesson, **facts: object) -> None:
    Lesson.objects.filter(pk=lesson.pk).update(**facts)


def end_cohort(enrolment: Enrolment) -> None:
    today = timezone.localdate()
    days = {"starts_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1)}
    Enrolment.objects.update(cohort=Cohort.objects.create(course=enrolment.course, name="Spring", **days))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("az", ["Bu dərs hələ bağlıdır", "“Lesson 1 az” dərsi oxunduqdan sonra açılır"]),
        ("ru", ["Урок пока закрыт", "Откроется, когда будет прочитан урок «Lesson 1 ru»"]),
        ("en", ["This lesson is closed for now", "Opens when the lesson “Lesson 1 en” has been read"]),
    ],
)
def test_closed_lesson_says_why_and_keeps_its_text(language: str, words: list, course: Course, learner: Client) -> None:
    html = learner.get(page_of(course.lessons.last(), language).url).text
    assert [said for said in (*words, f"Lesson 2 {language}") if said not in html] == []
    assert (TEXT in html, HEADING in html, "data-offline-copy" in html, "/read/" in html) == (False,) * 4
    assert LessonVisit.objects.count() == 0


def test_trainer_reads_a_closed_lesson_and_previews_it(course: Course, client_of) -> None:
    trainer = make_enrolment(course, make_user(Role.EDITOR, language="en")).user
    html = client_of(trainer).get(page_of(course.lessons.last()).url).text
    assert (TEXT in html, "/read/" in html, LessonVisit.objects.count()) == (True, False, 0)


def test_first_look_is_recorded_once_and_only_of_learners(course: Course, learner: Client, client_of) -> None:
    page = page_of(course.lessons.first())
    for browser in (Client(), client_of(make_user()), learner, learner):
        browser.get(page.url)
    assert list(LessonVisit.objects.values_list("enrolment__user", "lesson")) == [
        (course.enrolments.get().user_id, page.lesson_id)
    ]


def test_mark_read_too_soon_leads_back_and_says_how_long(course: Course, learner: Client) -> None:
    lesson = course.lessons.first()
    rule(lesson, minimum_minutes=3)
    page = page_of(lesson)
    html = learner.get(page.url).text
    answer = learner.post(reverse("mark_read", args=[lesson.pk]), follow=True)
    assert ('data-reading-time="180"' in html, "3 minutes" in html) == (True, True)
    assert answer.redirect_chain[-1][0] == page.url
    assert "The lesson was not marked as read yet: stay with it for 3 more minutes" in answer.text
    assert LessonProgress.objects.count() == 0


def test_mark_read_after_the_minimum_time_leads_on(course: Course, learner: Client) -> None:
    first, second = course.lessons.all()
    rule(first, minimum_minutes=3)
    learner.get(page_of(first).url)
    with time_machine.travel(timezone.now() + timedelta(minutes=3), tick=False):
        html = learner.get(page_of(first).url).text
        answer = learner.post(reverse("mark_read", args=[first.pk]))
    assert ("data-reading-time" in html, answer.url) == (False, page_of(second).url)


def test_button_at_the_end_of_the_text_lets_the_lesson_be_marked(course: Course, learner: Client) -> None:
    first, second = course.lessons.all()
    rule(first, read_to_end=True)
    early = learner.post(reverse("mark_read", args=[first.pk]), follow=True)
    assert "choose “I have come to the end” there" in early.text
    answer = learner.post(reverse("end_of_lesson", args=[first.pk]))
    assert answer.url == f"{page_of(first).url}#lesson-end"
    assert "data-reading-end" not in learner.get(page_of(first).url).text
    assert learner.post(reverse("mark_read", args=[first.pk])).url == page_of(second).url


def test_script_hears_only_whether_the_end_was_taken(course: Course, learner: Client) -> None:
    statuses = [
        learner.post(reverse("end_of_lesson", args=[lesson.pk]), headers={"X-Requested-With": "fetch"}).status_code
        for lesson in course.lessons.all()
    ]
    assert statuses == [204, 409]
    assert LessonVisit.objects.exclude(end_reached_at=None).count() == 1


@pytest.mark.parametrize("name", ["mark_read", "end_of_lesson"])
def test_actions_on_a_closed_lesson_lead_back_to_it(name: str, course: Course, learner: Client) -> None:
    lesson = course.lessons.last()
    answer = learner.post(reverse(name, args=[lesson.pk]), follow=True)
    assert (answer.redirect_chain[-1][0], LessonProgress.objects.count()) == (page_of(lesson).url, 0)
    assert "This lesson is not open to you yet." in answer.text


@pytest.mark.parametrize("name", ["mark_read", "end_of_lesson"])
def test_actions_of_strangers_and_of_the_withdrawn_change_nothing(name: str, enrolment: Enrolment, client_of) -> None:
    Enrolment.objects.filter(pk=enrolment.pk).update(withdrawn_at=timezone.now())
    address = reverse(name, args=[enrolment.course.lessons.first().pk])
    page = enrolment.course.pages.get(locale__language_code="en")
    for user in (enrolment.user, make_user(language="en")):
        answer = client_of(user).post(address, follow=True)
        assert answer.redirect_chain[-1][0] == page.url
    assert Client().post(address).url.split("?")[0] == reverse("account_login")
    assert (LessonProgress.objects.count(), LessonVisit.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["mark_read", "end_of_lesson"])
def test_draft_lessons_answer_as_missing_ones(name: str, course: Course, learner: Client) -> None:
    lesson = course.lessons.first()
    lesson.pages.update(live=False)
    assert [learner.post(reverse(name, args=[pk])).status_code for pk in (lesson.pk, 0)] == [404, 404]
    assert learner.get(reverse(name, args=[lesson.pk])).status_code == 405


def test_lessons_can_be_read_when_the_cohort_is_over_and_the_page_says_so(
    course: Course, enrolment: Enrolment, learner: Client
) -> None:
    make_quiz(course)
    end_cohort(enrolment)
    lesson = course.lessons.last()
    html = learner.get(page_of(lesson).url).text
    assert (TEXT in html, "Nothing counts any more" in html, "Mark as read" in html) == (True, True, False)
    refused = learner.post(reverse("mark_read", args=[lesson.pk]), follow=True).text
    assert "The last day of this cohort is over." in refused
    quiz = learner.post(reverse("start_attempt", args=[course.code]), follow=True).text
    assert ("The last day of this cohort is over." in quiz, "Nothing counts any more" in quiz) == (True, True)


def test_list_shows_modules_and_locks_in_words(course: Course, learner: Client) -> None:
    titles = {"az": "Başlanğıc", "ru": "Начало", "en": "Beginning"}
    rule(course.lessons.last(), module=Module.objects.create(course=course, title=titles))
    for language, title in titles.items():
        html = learner.get(course.pages.get(locale__language_code=language).url).text
        assert (html.count(f'<h3 class="module-title">{title}</h3>'), html.count("#lock")) == (1, 1)
        assert ('start="2"' in html, html.count('data-state="closed"')) == (True, 1)


@pytest.mark.parametrize("path", ["course", "lesson"])
def test_visitor_reads_what_is_asked_before_the_course(path: str, course: Course, client_of) -> None:
    page = course.pages.get(locale__language_code="en")
    required = make_course(index={"en": page.get_parent()}, languages=("en",), lessons=1)
    Prerequisite.objects.create(course=course, required_course=required)
    address = page.url if path == "course" else page_of(course.lessons.first()).url
    words = f'<a href="{required.pages.get().url}">Complete the course “{required.pages.get().title}”.</a>'
    user = make_user(language="en")
    before = client_of(user).get(address).text
    make_enrolment(required, user, read=1)
    after = client_of(user).get(address).text
    assert (words in before, "/enrol/" in before) == (True, False)
    assert (words in after, "/enrol/" in after, words in Client().get(address).text) == (True, True, True)
