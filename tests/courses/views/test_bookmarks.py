"""Bookmarks: a form that says what is wanted, with a script or without."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Bookmark, Enrolment, LessonPage
from courses.services.bookmarks import add_bookmark
from tests.factories.learning import make_course, make_enrolment, make_lesson
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment(make_course(lessons=1), make_user(language="en"))


def bookmark_url(enrolment: Enrolment) -> str:
    return reverse("bookmark", args=[enrolment.course.lessons.first().pk])


def test_bookmark_is_set_and_removed_without_a_script(enrolment: Enrolment, client_of) -> None:
    page = LessonPage.objects.get(lesson__course=enrolment.course, locale__language_code="en")
    browser, seen = client_of(enrolment.user), []
    for wanted in ("yes", "no"):
        answer = browser.post(bookmark_url(enrolment), {"wanted": wanted, "next": page.url}, follow=True)
        seen.append((answer.redirect_chain, Bookmark.objects.count(), "Remove the bookmark" in answer.text))
    assert seen == [([(page.url, 302)], 1, True), ([(page.url, 302)], 0, False)]


def test_same_press_twice_is_one_bookmark(enrolment: Enrolment, client_of) -> None:
    browser = client_of(enrolment.user)
    answers = [browser.post(bookmark_url(enrolment), {"wanted": "yes"}).url for _press in range(2)]
    assert (answers, Bookmark.objects.count()) == ([reverse("bookmarks")] * 2, 1)


def test_script_gets_the_form_anew(enrolment: Enrolment, client_of) -> None:
    fields = {"wanted": "yes", "next": "/en/"}
    answer = client_of(enrolment.user).post(bookmark_url(enrolment), fields, headers={"HX-Request": "true"})
    assert [part in answer.text for part in ('value="no"', 'value="/en/"', "<html")] == [True, True, False]


def test_bookmark_needs_an_enrolment_and_a_post(enrolment: Enrolment, client_of) -> None:
    stranger, own = client_of(make_user()), client_of(enrolment.user)
    answers = [
        stranger.post(bookmark_url(enrolment), {"wanted": "yes"}),
        own.get(bookmark_url(enrolment)),
        Client().post(bookmark_url(enrolment), {"wanted": "yes"}),
    ]
    assert ([answer.status_code for answer in answers], Bookmark.objects.count()) == ([404, 405, 302], 0)


def test_list_holds_own_bookmarks_alone_the_newest_first(enrolment: Enrolment, client_of) -> None:
    lessons = [enrolment.course.lessons.first(), make_lesson(enrolment.course)]
    for lesson in lessons:
        add_bookmark(user=enrolment.user, lesson=lesson)
    add_bookmark(user=make_user(), lesson=make_lesson(enrolment.course))
    html = client_of(enrolment.user).get(reverse("bookmarks")).text
    places = [html.find(f"Lesson {number} en<") for number in (2, 1, 3)]
    assert (0 < places[0] < places[1], places[2]) == (True, -1)


def test_list_is_searched_by_title(enrolment: Enrolment, client_of) -> None:
    for lesson in (enrolment.course.lessons.first(), make_lesson(enrolment.course)):
        add_bookmark(user=enrolment.user, lesson=lesson)
    LessonPage.objects.filter(lesson__position=2).update(title="Şəbəkə")
    html = client_of(enrolment.user).get(reverse("bookmarks"), {"q": "sebeke"}).text
    assert [f"{title}</a>" in html for title in ("Lesson 1 en", "Şəbəkə")] == [False, True]


@pytest.mark.parametrize(
    ("language", "said"), [("az", "Hələ əlfəcin yoxdur"), ("ru", "Закладок пока нет"), ("en", "No bookmarks yet")]
)
def test_empty_list_says_how_to_begin(language: str, said: str, client_of) -> None:
    assert said in client_of(make_user(language=language)).get(reverse("bookmarks")).text
