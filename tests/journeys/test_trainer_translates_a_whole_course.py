"""A trainer translates a course together with its lessons, and goes on adding lessons to both languages."""

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import TranslationSource

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Course, CoursePage, LessonPage
from tests.factories.learning import make_course, make_lesson
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def course(trainer: User) -> Course:
    """A course of two lessons in English."""
    course = make_course(lessons=2, languages=("en",))
    Page.objects.filter(depth__gt=3).update(owner=trainer)
    return course


def submit(browser: Client, page: Page, *languages: str, **fields: str) -> None:
    locales = Locale.objects.filter(language_code__in=languages)
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = browser.post(address, {"locales": [locale.pk for locale in locales]} | fields)
    assert answer.status_code == 302


def test_course_translated_with_its_lessons_takes_another_lesson(course: Course, trainer: User, client_of) -> None:
    browser = client_of(trainer)
    submit(browser, course.pages.get(), "az", "ru", include_subtree="on")
    make_lesson(course, {"en": course.pages.get(locale__language_code="en")})
    Page.objects.filter(depth__gt=3).update(owner=trainer)
    for language in ("az", "ru"):
        submit(browser, LessonPage.objects.get(lesson__position=3, locale__language_code="en"), language)
    assert [(page.numchild, page.get_children().count()) for page in CoursePage.objects.all()] == [(3, 3)] * 3
    assert Page.find_problems() == ([], [], [], [], [])


def test_translation_begins_as_a_draft(course: Course, trainer: User, client_of) -> None:
    submit(client_of(trainer), course.pages.get(), "ru", include_subtree="on")
    translated = Page.objects.filter(locale__language_code="ru").not_exact_type(Page).filter(depth__gt=3)
    assert sorted(translated.values_list("live", "has_unpublished_changes")) == [(False, True)] * 3


def test_published_translation_stays_published_when_it_is_updated(course: Course, trainer: User, client_of) -> None:
    browser, page = client_of(trainer), course.pages.get()
    submit(browser, page, "ru")
    translated = course.pages.get(locale__language_code="ru")
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post(reverse("wagtailadmin_pages:edit", args=[translated.pk]), {"action": "publish"})
    page.audience = "For all"
    page.save_revision().publish()
    source = TranslationSource.objects.get(object_id=page.translation_key)
    with TestCase.captureOnCommitCallbacks(execute=True):
        address = reverse("wagtail_localize:update_translations", args=[source.pk])
        browser.post(address, {"publish_translations": "on"})
    translated.refresh_from_db()
    assert (translated.live, translated.audience, translated.title) == (True, "For all", page.title)
