import pytest
from django.test import Client
from django.urls import reverse

from courses.models import CoursePage, LessonPage
from courses.selectors.search import catalogue_courses
from tests.factories.learning import make_course, make_lesson, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "shown", "is_fallback"), [("az", "ru", True), ("ru", "ru", False), ("en", "ru", True)]
)
def test_course_in_one_language_is_shown_in_all_and_says_so(language: str, shown: str, is_fallback: bool) -> None:  # noqa: FBT001
    make_course(languages=("ru",))
    card = catalogue_courses(language)[0]
    assert (card.language, card.is_fallback, card.languages) == (shown, is_fallback, ["ru"])


def test_catalogue_page_marks_a_title_in_another_language() -> None:
    index = make_site()
    course = make_course(languages=("ru",), index=index)
    html = Client().get(index["az"].url).text
    page = course.pages.get()
    assert 'lang="ru"' in html
    assert (page.title in html, page.url in html) == (True, True)


def test_draft_course_is_not_shown() -> None:
    course = make_course()
    CoursePage.objects.filter(course=course).update(live=False)
    assert catalogue_courses("az") == []


def test_catalogue_counts_published_lessons_once_for_all_languages() -> None:
    course = make_course(lessons=2)
    LessonPage.objects.filter(lesson=make_lesson(course)).update(live=False)
    assert catalogue_courses("en")[0].lesson_count == 2


def test_catalogue_shows_the_newest_first_and_keeps_the_limit() -> None:
    index = make_site()
    courses = [make_course(index=index) for _course in range(3)]
    assert [card.row for card in catalogue_courses("az", limit=2)] == [courses[2], courses[1]]


def test_short_address_of_a_course_leads_to_the_readers_language() -> None:
    course = make_course(languages=("az", "en"))
    leads = {
        code: Client().get(reverse("course", args=[course.code]), {"language": code}).url for code in ("az", "en", "ru")
    }
    pages = {page.locale.language_code: page.url for page in course.pages.select_related("locale")}
    assert leads == {"az": pages["az"], "en": pages["en"], "ru": pages["az"]}
