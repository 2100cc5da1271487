"""What a page is found by follows the page, its row and its lessons."""

import pytest
from django.core.management import call_command

from courses.enums import Topic
from courses.models import CoursePage, LessonPage, SeminarPage
from courses.services.search_index import index_row
from tests.factories.learning import make_course, make_seminar, make_site

pytestmark = pytest.mark.django_db


def stored(page: CoursePage | SeminarPage) -> set[str]:
    return set(type(page).objects.get(pk=page.pk).search_text.split())


def english(course) -> CoursePage:
    return course.pages.get(locale__language_code="en")


def test_course_is_found_by_its_words_and_those_of_its_lessons() -> None:
    page = english(make_course(lessons=1, shelfmark="025.45", topic=Topic.DIGITAL))
    page.title, page.audience, page.outcomes = "Kitabxana", "Hər kəs", [("outcome", "Qurmaq")]
    page.save_revision().publish()
    words = {"kitabxana", "her", "kes", "qurmaq", "summary", "025.45", "lesson", "en", "digital"}
    assert words - stored(page) == set()


def test_topic_is_stored_in_every_language() -> None:
    page = english(make_course(topic=Topic.CATALOGUING))
    assert {"cataloguing", "kataloqlasdirma", "katalogizatsiya"} - stored(page) == set()


def test_lesson_that_goes_takes_its_words_along() -> None:
    course = make_course(lessons=1)
    lesson = LessonPage.objects.get(lesson__course=course, locale__language_code="en")
    lesson.title = "Zanzibar"
    lesson.save_revision().publish()
    before = "zanzibar" in stored(english(course))
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    assert (before, "zanzibar" in stored(english(course))) == (True, False)


def test_lesson_is_found_in_its_own_language_alone() -> None:
    course = make_course(lessons=1)
    lesson = LessonPage.objects.get(lesson__course=course, locale__language_code="en")
    lesson.title = "Zanzibar"
    lesson.save_revision().publish()
    assert [
        code for code in ("az", "ru", "en") if "zanzibar" in stored(course.pages.get(locale__language_code=code))
    ] == ["en"]


def test_row_that_changes_is_found_by_what_it_says_now() -> None:
    course = make_course(shelfmark="025.45")
    course.shelfmark = "001.89"
    course.save()
    assert {"025.45", "001.89"} & stored(english(course)) == {"001.89"}


def test_seminar_is_found_by_code_and_topic() -> None:
    make_site()
    seminar = make_seminar(topic=Topic.READERS)
    page = seminar.pages.get(locale__language_code="en")
    assert {"seminar", "readers"} - stored(page) == set()
    assert f" {seminar.code.split('-')[1]}" in SeminarPage.objects.get(pk=page.pk).search_text


def test_command_finds_what_was_published_before(capsys: pytest.CaptureFixture) -> None:
    page = english(make_course())
    CoursePage.objects.update(search_text="")
    call_command("index_catalogue")
    assert (capsys.readouterr().out, "summary" in stored(page)) == ("Pages: 3.\n", True)


def test_row_without_pages_has_nothing_to_store() -> None:
    course = make_course()
    course.pages.all().delete()
    index_row(row=course)
    assert CoursePage.objects.count() == 0
