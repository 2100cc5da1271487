"""What the search holds is as fresh as what it would read anew, and costs the same for ten pages and a thousand."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from academy.cms import held as module
from courses.enums import Topic
from courses.models import Course, CoursePage, LessonPage, Seminar, Session
from courses.services.sessions import add_session, cancel_session
from tests.benchmarks.shelf import fill_catalogue
from tests.factories.learning import add_page, make_course, make_seminar, make_site

pytestmark = pytest.mark.django_db

ADDRESS = "/az/courses/"
#: The page itself, and courses when nobody has seen their cards.
SEEN_BEFORE, CARDS_ANEW = 1, 2


@pytest.fixture(autouse=True)
def _keep(settings: object, tmp_path: object) -> None:
    settings.KEEP_PAGES, settings.ACADEMY_HOME = True, tmp_path


@pytest.fixture
def index() -> dict:
    return make_site()


@pytest.fixture
def course(index: dict) -> Course:
    """A course that was found before."""
    course = make_course(lessons=1, languages=("az",), index=index, topic=Topic.DIGITAL)
    assert (found("course"), found("zanzibar")) == (1, 0)
    return course


def ask(question: str) -> str:
    """Return what a visitor sees, who was not here before."""
    return Client().get(ADDRESS, {"q": question}).text


def found(question: str) -> int:
    """Return how many cards there are, none of them a suggestion."""
    return ask(question).count("<h2><a") + ask(question).count('<h2 lang="')


def rename(page: CoursePage | LessonPage) -> None:
    page.title = "Zanzibar"
    page.save_revision().publish()


def test_new_words_are_found_at_once(course: Course, changed: Callable) -> None:
    changed(lambda: rename(course.pages.get()))
    assert (found("zanzibar"), "Zanzibar</a>" in ask("course")) == (1, True)


def test_words_of_a_lesson_are_found_until_it_is_hidden(course: Course, changed: Callable) -> None:
    lesson = LessonPage.objects.get(lesson__course=course)
    changed(lambda: rename(lesson))
    assert found("zanzibar") == 1
    changed(LessonPage.objects.get(pk=lesson.pk).unpublish)
    assert found("zanzibar") == 0


def test_draft_of_new_words_is_not_found(course: Course, changed: Callable) -> None:
    page = course.pages.get()
    page.title = "Zanzibar"
    changed(page.save_revision)
    assert found("zanzibar") == 0


def test_hidden_course_is_not_found(course: Course, changed: Callable) -> None:
    changed(course.pages.get().unpublish)
    assert found("course") == 0


def test_deleted_course_is_not_found(course: Course, changed: Callable) -> None:
    changed(course.pages.get().delete)
    assert found("course") == 0


def test_new_course_is_found_first(course: Course, index: dict, changed: Callable) -> None:
    changed(lambda: make_course(lessons=0, languages=("az",), index=index))
    titles = [part.partition("</a>")[0] for part in ask("course").split("<h2><a")[1:]]
    assert (len(titles), course.pages.get().title in titles[1]) == (2, True)


def test_translation_is_found_and_shown_to_its_readers(course: Course, index: dict, changed: Callable) -> None:
    assert found("зебра") == 0
    page = CoursePage(course=course, title="Зебра", slug="zebra", summary="S")
    locale = Locale.objects.get(language_code="ru")
    changed(lambda: add_page(index["ru"], page, locale, {"az": course.pages.get()}))
    russian = Client().get("/ru/courses/", {"q": "зебра"}).text
    assert (found("зебра"), ">Зебра</a>" in russian, ">RU</abbr>" in ask("зебра")) == (1, True, True)


def test_filter_and_card_follow_the_row(course: Course, changed: Callable) -> None:
    def move() -> None:
        course.topic, course.shelfmark = Topic.READERS, "025.45"
        course.save()

    before = [len(Client().get(ADDRESS, {"topic": topic}).text.split("<h2><a")) - 1 for topic in ("digital", "readers")]
    changed(move)
    after = [len(Client().get(ADDRESS, {"topic": topic}).text.split("<h2><a")) - 1 for topic in ("digital", "readers")]
    assert (before, after, found("025.45")) == ([1, 0], [0, 1], 1)


@pytest.fixture
def seminar(index: dict) -> Seminar:
    """A seminar without a meeting."""
    assert index
    seminar = make_seminar()
    assert found("seminar") == 0
    return seminar


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch, time_machine: object) -> Callable:
    """Return a function that lets time go by, by the process's own clock as well."""

    def pass_by(**time: float) -> None:
        monotonic = module.time.monotonic() + timedelta(**time).total_seconds()
        monkeypatch.setattr(module.time, "monotonic", lambda: monotonic)
        time_machine.move_to(timezone.now() + timedelta(**time))

    return pass_by


def test_seminar_is_found_from_its_first_meeting_to_its_last(
    seminar: Seminar, changed: Callable, later: Callable
) -> None:
    start = timezone.now() + timedelta(days=3)
    changed(lambda: add_session(seminar=seminar, starts_at=start, ends_at=start + timedelta(hours=1)))
    assert found("seminar") == 1
    changed(lambda: cancel_session(session=Session.objects.get(), reason={"az": "Xəstəlik"}))
    # What nobody announces shows within a minute.
    later(seconds=61)
    assert found("seminar") == 0


def test_seminar_that_is_over_is_not_found(seminar: Seminar, changed: Callable, later: Callable) -> None:
    start = timezone.now() + timedelta(hours=1)
    changed(lambda: add_session(seminar=seminar, starts_at=start, ends_at=start + timedelta(hours=1)))
    assert found("seminar") == 1
    later(hours=3)
    assert found("seminar") == 0


def queries(question: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        ask(question)
    return len(asked)


def test_search_costs_as_many_queries_for_a_thousand_pages(index: dict, changed: Callable) -> None:
    counts = []
    for number in (10, 1_000):
        changed(lambda number=number: fill_catalogue(number))
        ask("nothing")
        counts.append([queries("course"), queries("course"), queries("nothing")])
    assert counts == [[CARDS_ANEW, SEEN_BEFORE, SEEN_BEFORE]] * 2
    assert (len(index), CoursePage.objects.count()) == (3, 1_000)
