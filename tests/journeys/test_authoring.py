"""A trainer writes in the CMS: half a page, comments, earlier versions, and what comes next."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.models import Comment, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from academy.accounts.enums import Role
from courses.models import Course, CoursePage, Lesson, LessonPage, Module, Seminar, SeminarIndexPage
from tests.factories.learning import make_course, make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

NONE = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}


@pytest.fixture
def trainer(client_of) -> Client:
    return client_of(make_user(Role.TRAINER, language="en"))


@pytest.fixture
def course_page(trainer: Client) -> CoursePage:
    page = make_course(lessons=1, languages=("en",)).pages.get()
    Page.objects.filter(depth__gt=3).update(owner=trainer.session["_auth_user_id"])
    page.refresh_from_db()
    return page


def half_a_course(**changes: object) -> dict:
    blocks = {"introduction": rich_text(""), "outcomes": streamfield([]), "glossary": streamfield([])}
    texts = {"title": "Paper", "slug": "paper", "code": "PAPER-1", "summary": "", "audience": "", "cover_alt": ""}
    return nested_form_data(texts | blocks | {"comments": NONE} | changes)


def lesson_fields(**changes: object) -> dict:
    body = streamfield([("heading", "Paper"), ("rich_text", rich_text("<p>Paper lives.</p>"))])
    return nested_form_data({"title": "Ink", "slug": "ink", "summary": "", "body": body, "comments": NONE} | changes)


def test_half_a_course_is_kept_as_a_draft_and_not_published(trainer: Client) -> None:
    index = make_site()["en"]
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", index.pk])
    assert trainer.post(address, half_a_course()).status_code == 302
    page = CoursePage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    refused = trainer.post(edit, half_a_course(**{"action-publish": "1"}))
    page.refresh_from_db()
    assert (page.live, refused.context["form"].errors) == (False, {"summary": ["This field is required."]})


@pytest.mark.parametrize(
    ("title", "slug"), [("Kağız və mürəkkəb", "kagiz-ve-murekkeb"), ("Бумага", "bumaga"), ("Paper", "paper-2")]
)
def test_page_without_a_slug_is_given_a_free_one(trainer: Client, title: str, slug: str) -> None:
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", make_site()["en"].pk])
    trainer.post(address, half_a_course(code="FIRST"))
    assert trainer.post(address, half_a_course(title=title, slug="")).status_code == 302
    assert CoursePage.objects.get(course__code="PAPER-1").slug == slug


def test_title_without_letters_asks_for_a_slug(trainer: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", make_site()["en"].pk])
    refused = trainer.post(address, half_a_course(title="?!", slug=""))
    assert refused.context["form"].errors == {"slug": ["This field is required."]}


def test_adding_a_course_says_what_comes_next(trainer: Client) -> None:
    address = reverse("wagtailadmin_pages:add", args=["courses", "coursepage", make_site()["en"].pk])
    answer = trainer.post(address, half_a_course())
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    page = CoursePage.objects.get()
    ways = [
        reverse("course:edit", args=[page.course_id]),
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", page.pk]),
        reverse("quiz:add"),
    ]
    assert ["The course is made. Next:" in said, *(f'href="{way}"' in said for way in ways)] == [True] * 4


def test_adding_a_seminar_says_what_comes_next(trainer: Client) -> None:
    home = make_site()["en"].get_parent()
    index = home.add_child(instance=SeminarIndexPage(title="Seminars", slug="seminars", locale=home.locale))
    empty = ("aims", "body", "agenda", "speakers", "materials_before", "materials_after", "recording")
    fields = {name: streamfield([]) for name in empty} | {"title": "Paper", "code": "SEM-1", "summary": "Why."}
    address = reverse("wagtailadmin_pages:add", args=["courses", "seminarpage", index.pk])
    answer = trainer.post(address, half_a_course(**fields))
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    facts = reverse("seminar:edit", args=[Seminar.objects.get(code="SEM-1").pk])
    ways = [facts, reverse("seminar_desk", args=["SEM-1"])]
    assert ["The seminar is made. Next:" in said, *(f'href="{way}"' in said for way in ways)] == [True] * 3


def test_page_leads_to_the_facts_and_back(trainer: Client, course_page: CoursePage) -> None:
    page, facts = (
        reverse("wagtailadmin_pages:edit", args=[course_page.pk]),
        reverse("course:edit", args=[course_page.course_id]),
    )
    assert [f'href="{facts}"' in trainer.get(page).text, f'href="{page}"' in trainer.get(facts).text] == [True, True]


def test_new_lesson_comes_into_a_module_of_its_course(trainer: Client, course_page: CoursePage) -> None:
    module = Module.objects.create(course=course_page.course, title={"en": "Materials"})
    Module.objects.create(course=Course.objects.create(code="OTHER"), title={"en": "Other"})
    address = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course_page.pk])
    assert list(trainer.get(address).context["form"].fields["module"].queryset) == [module]
    assert trainer.post(address, lesson_fields(module=module.pk)).status_code == 302
    lesson = Lesson.objects.get(pages__title="Ink")
    assert (lesson.module, lesson.position) == (module, 2)
    form = trainer.get(reverse("wagtailadmin_pages:edit", args=[lesson.pages.get().pk])).context["form"]
    assert (form.fields["module"].disabled, form["module"].value()) == (True, module.pk)


def test_earlier_version_is_compared_and_restored(trainer: Client, course_page: CoursePage) -> None:
    page = LessonPage.objects.get()
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    trainer.post(edit, lesson_fields(title="First words"))
    first = page.revisions.latest("pk")
    trainer.post(edit, lesson_fields(title="Second words"))
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, "latest"])
    text = trainer.get(compare).text
    assert ['<span class="deletion">First</span>' in text, '<span class="addition">Second</span>' in text] == [True] * 2
    restore = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    shown = trainer.get(restore).context["form"]["title"].value()
    trainer.post(edit, lesson_fields(title=shown, revision=first.pk))
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "First words"


def test_comment_is_written_beside_the_text(trainer: Client, course_page: CoursePage) -> None:
    page = LessonPage.objects.get()
    comment = {"text": "Add a source.", "contentpath": "title", "position": "", "id": "", "DELETE": ""}
    comments = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": ""}
    fields = comments | {"0": comment | {"replies": NONE}}
    trainer.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), lesson_fields(comments=fields))
    assert [(found.text, found.contentpath) for found in Comment.objects.all()] == [("Add a source.", "title")]


@pytest.mark.parametrize("view", ["revisions_compare", "revisions_revert", "edit"])
def test_versions_of_another_are_closed(view: str, course_page: CoursePage, client_of) -> None:
    revision = course_page.save_revision()
    more = {"revisions_compare": ["earliest", "latest"], "revisions_revert": [revision.pk], "edit": []}[view]
    stranger = client_of(make_user(Role.TRAINER, language="en"))
    assert stranger.get(reverse(f"wagtailadmin_pages:{view}", args=[course_page.pk, *more])).status_code == 404
