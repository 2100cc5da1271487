"""A preview of a page that was never saved shows it and leaves nothing behind."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from academy.accounts.enums import Role
from courses.models import Course, Enrolment, Lesson, LessonPage, LessonVisit, Seminar, SeminarIndexPage
from tests.factories.learning import make_course, make_enrolment, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

COMMENTS = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
SEMINAR_BLOCKS = ("aims", "agenda", "speakers", "materials_before", "materials_after", "recording")
BODY = streamfield([("heading", "Paper")])


@pytest.fixture
def trainer(client_of) -> Client:
    return client_of(make_user(Role.TRAINER, language="en"))


def course_fields() -> dict:
    texts = {"title": "Paper", "slug": "paper", "code": "PAPER-1", "summary": "Why.", "audience": "", "cover_alt": ""}
    blocks = {"introduction": rich_text("<p>Why.</p>"), "outcomes": streamfield([]), "glossary": streamfield([])}
    return texts | blocks | {"comments": COMMENTS}


def preview_then_save(trainer: Client, parent: Page, model: str, fields: dict, seen: str) -> list[int]:
    address = reverse("wagtailadmin_pages:preview_on_add", args=["courses", model, parent.pk])
    assert trainer.post(address, nested_form_data(fields)).json()["is_valid"]
    answer = trainer.get(address)
    assert (answer.status_code, seen in answer.text) == (200, True)
    counts = [kind.objects.count() for kind in (Course, Lesson, Seminar)]
    address = reverse("wagtailadmin_pages:add", args=["courses", model, parent.pk])
    assert trainer.post(address, nested_form_data(fields)).status_code == 302
    return counts


def test_preview_of_a_new_course_takes_no_code(trainer: Client) -> None:
    index = make_site()["en"]
    assert preview_then_save(trainer, index, "coursepage", course_fields(), "Why.") == [0, 0, 0]
    assert Course.objects.get().code == "PAPER-1"


def test_preview_of_a_new_seminar_takes_no_code(trainer: Client) -> None:
    home = make_site()["en"].get_parent()
    index = home.add_child(instance=SeminarIndexPage(title="Seminars", slug="seminars", locale=home.locale))
    fields = {name: value for name, value in course_fields().items() if name in {"title", "slug", "code", "comments"}}
    fields |= {name: streamfield([]) for name in SEMINAR_BLOCKS} | {"summary": "Why.", "body": BODY}
    assert preview_then_save(trainer, index, "seminarpage", fields, "Why.") == [0, 0, 0]
    assert Seminar.objects.get().code == "PAPER-1"


def test_preview_of_a_new_lesson_makes_no_lesson(client_of) -> None:
    course = make_course(lessons=0)
    page = course.pages.get(locale__language_code="en")
    trainer = make_enrolment(course, make_user(Role.TRAINER, language="en")).user
    Page.objects.filter(pk=page.pk).update(owner=trainer)
    fields = {"title": "Ink", "slug": "ink", "summary": "", "body": BODY, "comments": COMMENTS}
    assert preview_then_save(client_of(trainer), page, "lessonpage", fields, "Ink") == [1, 0, 0]
    assert course.lessons.count() == 1


@pytest.mark.parametrize("model", ["coursepage", "lessonpage", "seminarpage"])
def test_preview_of_a_page_without_a_word_shows_it(model: str, client_of) -> None:
    page = make_course(lessons=0, languages=("en",)).pages.get()
    index = page.get_parent().get_parent().add_child(instance=SeminarIndexPage(title="S", slug="s", locale=page.locale))
    trainer = client_of(make_user(Role.EDITOR, language="en"))
    parent = {"coursepage": page.get_parent(), "lessonpage": page, "seminarpage": index}[model]
    fields = dict.fromkeys(("title", "slug", "code", "summary", "audience", "cover_alt"), "")
    blocks = {name: streamfield([]) for name in ("body", "outcomes", "glossary", *SEMINAR_BLOCKS)}
    address = reverse("wagtailadmin_pages:preview_on_add", args=["courses", model, parent.pk])
    fields |= blocks | {"introduction": rich_text(""), "comments": COMMENTS}
    assert trainer.post(address, nested_form_data(fields)).json() == {"is_valid": True, "is_available": True}
    answer = trainer.get(address)
    assert (answer.status_code, answer.text.count("<h1>Placeholder title</h1>")) == (200, 1)


def test_draft_of_a_course_without_a_code_is_refused(trainer: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", make_site()["en"].pk])
    answer = trainer.post(address, nested_form_data(course_fields() | {"code": ""}))
    assert (answer.context["form"].errors, Course.objects.count()) == ({"code": ["This field is required."]}, 0)


def open_preview(browser: Client, page: Page, mode: str) -> str:
    """Look at a page as it stands, in one of its modes."""
    return browser.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode}).text


@pytest.fixture
def own_lesson(client_of) -> tuple[Client, LessonPage]:
    course = make_course(lessons=1)
    trainer = make_user(Role.TRAINER, language="en")
    Page.objects.filter(depth__gt=3, locale__language_code="en").update(owner=trainer)
    return client_of(trainer), LessonPage.objects.get(lesson__course=course, locale__language_code="en")


def test_lesson_is_previewed_as_somebody_enrolled_and_as_a_visitor(own_lesson: tuple[Client, LessonPage]) -> None:
    browser, page = own_lesson
    words = ("The text of the lesson.", "Mark as read, next", "Log in to enrol")
    seen = {mode: [text in open_preview(browser, page, mode) for text in words] for mode in ("", "visitor")}
    assert seen == {"": [True, True, False], "visitor": [False, False, True]}


def test_preview_as_somebody_enrolled_enrols_nobody(own_lesson: tuple[Client, LessonPage]) -> None:
    browser, page = own_lesson
    for previewed in (page, page.get_parent()):
        open_preview(browser, previewed, "")
    assert (Enrolment.objects.count(), LessonVisit.objects.count()) == (0, 0)


def test_course_is_previewed_in_both_ways(own_lesson: tuple[Client, LessonPage]) -> None:
    browser, page = own_lesson
    texts = [open_preview(browser, page.get_parent(), mode) for mode in ("", "visitor")]
    assert ["Log in to enrol" in text for text in texts] == [False, True]


def test_page_is_previewed_in_the_languages_that_it_has(own_lesson: tuple[Client, LessonPage]) -> None:
    browser, page = own_lesson
    LessonPage.objects.get(locale__language_code="ru").delete()
    assert [mode for mode, _words in page.preview_modes] == ["", "visitor", "az"]
    text = open_preview(browser, page, "az")
    assert ['<html lang="az"' in text, "<h1>Lesson 1 az</h1>" in text] == [True, True]


@pytest.mark.parametrize("is_own", [True, False])
def test_draft_of_a_translation_is_shown_to_whoever_may_edit_it(is_own, own_lesson: tuple[Client, LessonPage]) -> None:
    browser, page = own_lesson
    translation = LessonPage.objects.get(locale__language_code="az")
    if is_own:
        translation.owner = page.owner
        translation.save()
    translation.title = "Qaralama"
    translation.save_revision()
    text = open_preview(browser, page, "az")
    assert ["<h1>Qaralama</h1>" in text, "<h1>Lesson 1 az</h1>" in text] == [is_own, not is_own]


def test_unpublished_translation_of_another_is_not_previewed(own_lesson: tuple[Client, LessonPage]) -> None:
    browser, page = own_lesson
    LessonPage.objects.get(locale__language_code="az").unpublish()
    assert "Lesson 1 az" not in open_preview(browser, page, "az")
