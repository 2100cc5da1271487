"""What a trainer can do in the CMS with pages of others, and which pages stay where they are."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import TranslationSource

from academy.accounts.enums import Role
from academy.cms.models import StandardPage
from courses.models import CourseIndexPage, CoursePage, LessonPage
from tests.factories.learning import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer(client_of) -> Client:
    return client_of(make_user(Role.TRAINER, language="en"))


@pytest.fixture
def foreign() -> LessonPage:
    """A published lesson of another trainer with a draft of the next version."""
    make_course(lessons=1, languages=("az",))
    Page.objects.filter(depth__gt=1).update(owner=make_user(Role.TRAINER))
    page = LessonPage.objects.get()
    page.title = "Unfinished draft"
    page.save_revision()
    return page


def own(page: Page, trainer: Client) -> None:
    Page.objects.filter(pk=page.pk).update(owner=trainer.session["_auth_user_id"])


@pytest.mark.parametrize("is_own", [False, True])
def test_draft_is_shown_to_its_owner_alone(is_own, foreign: LessonPage, trainer: Client) -> None:
    if is_own:
        own(foreign, trainer)
    draft = trainer.get(reverse("wagtailadmin_pages:view_draft", args=[foreign.pk]))
    revision = trainer.get(reverse("wagtailadmin_pages:revisions_view", args=[foreign.pk, foreign.latest_revision.pk]))
    assert ["Unfinished draft" in answer.text for answer in (draft, revision)] == [is_own, is_own]


@pytest.mark.parametrize("is_own", [False, True])
def test_page_is_hidden_unpublished_and_published_by_its_owner_alone(
    is_own, foreign: LessonPage, trainer: Client
) -> None:
    if is_own:
        own(foreign, trainer)
    trainer.post(reverse("wagtailadmin_pages:set_privacy", args=[foreign.pk]), {"restriction_type": "login"})
    trainer.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={foreign.pk}")
    title = LessonPage.objects.get().title
    trainer.post(reverse("wagtailadmin_pages:unpublish", args=[foreign.pk]))
    happened = [PageViewRestriction.objects.exists(), title == "Unfinished draft", not LessonPage.objects.get().live]
    assert happened == [is_own, is_own, is_own]


@pytest.mark.parametrize("is_own", [False, True])
def test_translation_is_begun_and_updated_by_the_owner_alone(is_own, foreign: LessonPage, trainer: Client) -> None:
    page, english = foreign.get_parent(), CourseIndexPage.objects.get(locale__language_code="en").locale
    if is_own:
        own(page, trainer)
    trainer.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [english.pk]})
    assert CoursePage.objects.filter(locale=english).exists() == is_own

    source, _made = TranslationSource.get_or_create_from_instance(page.specific)
    TranslationSource.objects.update(object_repr="Before")
    trainer.post(reverse("wagtail_localize:update_translations", args=[source.pk]), {})
    source.refresh_from_db()
    assert (source.object_repr != "Before") == is_own


def test_catalogue_is_not_published_by_whoever_adds_to_it(foreign: LessonPage) -> None:
    rights = CourseIndexPage.objects.first().permissions_for_user(make_user(Role.TRAINER))
    assert (rights.can_publish_subpage(), rights.can_publish(), rights.can_reorder_children()) == (True, False, False)


def test_lesson_stays_in_its_course(foreign: LessonPage, trainer: Client) -> None:
    indexes = {page.locale.language_code: page for page in CourseIndexPage.objects.all()}
    other = make_course(lessons=0, languages=("az",), index=indexes).pages.get()
    own(foreign, trainer)
    trainer.post(reverse("wagtailadmin_pages:move_confirm", args=[foreign.pk, other.pk]))
    foreign.refresh_from_db()
    assert foreign.is_child_of(other) is False


@pytest.mark.parametrize("action", ["copy", "create_alias"])
def test_copy_of_an_own_course_is_refused_by_the_api_too(action: str, foreign: LessonPage, trainer: Client) -> None:
    course = foreign.get_parent()
    own(course, trainer)
    fields = {"destination_page_id": course.get_parent().pk, "slug": "c", "update_slug": "c", "recursive": False}
    answer = trainer.post(f"/admin/api/main/pages/{course.pk}/action/{action}/", fields)
    assert (answer.status_code, CoursePage.objects.count()) == (403, 1)


def test_copy_of_a_catalogue_with_its_courses_is_refused(foreign: LessonPage, client_of) -> None:
    index = CourseIndexPage.objects.get(locale__language_code="az")
    client_of(make_user(Role.EDITOR)).post(
        reverse("wagtailadmin_pages:copy", args=[index.pk]),
        {"new_title": "C", "new_slug": "c", "new_parent_page": index.get_parent().pk, "copy_subpages": "on"},
    )
    assert (CoursePage.objects.count(), LessonPage.objects.count()) == (1, 1)


def test_text_page_may_be_copied(foreign: LessonPage) -> None:
    home = foreign.get_site().root_page
    page = home.add_child(instance=StandardPage(title="About", slug="about", locale=home.locale))
    assert page.permissions_for_user(make_user(Role.EDITOR)).can_copy() is True


def test_trainer_may_upload_pictures(trainer: Client) -> None:
    assert trainer.get(reverse("wagtailimages:add_multiple")).status_code == 200
