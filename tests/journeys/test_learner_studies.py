"""A librarian finds a course in another alphabet, keeps a note and a bookmark, and takes the notes along."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import LessonPage
from courses.services.search_index import index_catalogue
from tests.factories.learning import make_course, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_learner_finds_a_course_and_keeps_what_matters(client_of) -> None:
    index = make_site()
    course = make_course(lessons=2, index=index)
    make_course(lessons=1, index=index)
    course.pages.filter(locale__language_code="ru").update(title="Учёт фонда")
    index_catalogue()

    visitor = Client()
    found = visitor.get(index["en"].url, {"q": "uchet", "length": "short"}).text
    page = course.pages.get(locale__language_code="en")
    assert (found.count('<article class="card"'), page.url in found) == (1, True)

    browser = client_of(make_user(language="en"))
    browser.post(reverse("enrol", args=[course.code]))
    lesson = LessonPage.objects.get(lesson__course=course, lesson__position=2, locale__language_code="en")
    for name, fields in (("note", {"text": "Ask about shelves", "seen": ""}), ("bookmark", {"wanted": "yes"})):
        answer = browser.post(reverse(name, args=[lesson.lesson_id]), fields | {"next": lesson.url})
        assert answer.url == lesson.url

    html = browser.get(reverse("my")).text
    assert [words in html for words in ("Next lesson:", "Ask about shelves", lesson.url)] == [True, True, True]
    assert "Ask about shelves" in browser.get(reverse("notes"), {"q": "SHELVES"}).text
    assert "Ask about shelves" in browser.get(reverse("export_notes")).content.decode()
    assert "Ask about shelves" not in client_of(make_user()).get(reverse("notes")).text
