"""A trainer makes a course and a lesson in the CMS, translates, publishes; both languages share one record."""

import pytest
from django.test import Client, TestCase
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield
from wagtail_localize.models import StringSegment, Translation

from academy.accounts.enums import Role
from courses.models import Course, CoursePage, Lesson, LessonPage, LessonProgress
from courses.selectors.progress import progress_of
from tests.factories.learning import make_enrolment, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client_of) -> Client:
    return client_of(make_user(Role.TRAINER, language="en"))


def add_page(browser: Client, parent: Page, model: str, fields: dict) -> None:
    address = reverse("wagtailadmin_pages:add", args=["courses", model, parent.pk])
    answer = browser.post(address, nested_form_data(fields | {"action-publish": "1", "comments": formset()}))
    assert answer.status_code == 302, answer.context["form"].errors


def formset() -> dict:
    return {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


def course_fields(**changes: object) -> dict:
    empty = streamfield([])
    return {
        "title": "Preservation",
        "slug": "preservation",
        "code": "PRES-1",
        "summary": "How books live long.",
        "audience": "",
        "introduction": rich_text("<p>Why.</p>"),
        "outcomes": empty,
        "glossary": empty,
        "cover_alt": "",
    } | changes


def lesson_fields(title: str) -> dict:
    return {
        "title": title,
        "slug": "paper",
        "summary": "",
        "body": streamfield([("heading", "Paper"), ("rich_text", rich_text("<p>Paper is alive.</p>"))]),
    }


def translate(browser: Client, page: Page, language: str, texts: dict[str, str]) -> None:
    locale = page.locale.__class__.objects.get(language_code=language)
    browser.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [locale.pk]})
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    for segment in StringSegment.objects.filter(source=translation.source):
        address = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
        value = texts.get(segment.string.data, segment.string.data)
        browser.put(address, f"value={value}", content_type="application/x-www-form-urlencoded")
    target = translation.get_target_instance()
    with TestCase.captureOnCommitCallbacks(execute=True):
        browser.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"})


def test_both_languages_of_a_lesson_share_one_progress_record(trainer: Client, client_of) -> None:
    index = make_site()
    add_page(trainer, index["en"], "coursepage", course_fields())
    course = Course.objects.get(code="PRES-1")
    page = CoursePage.objects.get(course=course)
    add_page(trainer, page, "lessonpage", lesson_fields("Paper"))
    source = LessonPage.objects.get(lesson__course=course)
    translate(trainer, page, "az", {"Preservation": "Qoruma"})
    translate(trainer, source, "az", {"Paper": "Kağız", "Paper is alive.": "Kağız canlıdır."})

    translated = LessonPage.objects.get(locale__language_code="az")
    assert (translated.lesson, translated.live, translated.title) == (source.lesson, True, "Kağız")
    assert (Course.objects.count(), Lesson.objects.count()) == (1, 1)

    enrolment = make_enrolment(course)
    learner = client_of(enrolment.user)
    assert "Kağız canlıdır." in learner.get(translated.url).text
    learner.post(reverse("mark_read", args=[source.lesson_id]))
    assert "You have read this lesson" in learner.get(source.url).text
    enrolment.refresh_from_db()
    assert (LessonProgress.objects.count(), progress_of(enrolment).percent) == (1, 100)


def test_course_code_that_is_taken_is_refused_with_a_reason(trainer: Client) -> None:
    index = make_site()
    add_page(trainer, index["en"], "coursepage", course_fields())
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index["en"].pk])
    fields = course_fields(slug="other") | {"action-publish": "1", "comments": formset()}
    answer = trainer.post(address, nested_form_data(fields))
    assert list(answer.context["form"].errors) == ["code"]
    assert Course.objects.count() == 1


def test_trainer_may_not_add_a_lesson_to_the_course_of_another(trainer: Client, client_of) -> None:
    index = make_site()
    add_page(trainer, index["en"], "coursepage", course_fields())
    other = client_of(make_user(Role.TRAINER))
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", CoursePage.objects.get().pk])
    answer = other.post(address, nested_form_data(lesson_fields("Foreign") | {"comments": formset()}))
    assert (answer.status_code, Lesson.objects.count()) == (404, 0)


def test_copy_of_a_course_page_is_refused(trainer: Client) -> None:
    index = make_site()
    add_page(trainer, index["en"], "coursepage", course_fields())
    trainer.post(
        reverse("wagtailadmin_pages:copy", args=[CoursePage.objects.get().pk]),
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": index["en"].pk},
    )
    assert CoursePage.objects.count() == 1
