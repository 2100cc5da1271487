"""A trainer sees own courses, those of own institutions, and never the drafts of others, wherever pages are listed."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import (
    GroupApprovalTask,
    Page,
    ReferenceIndex,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)
from wagtail_localize.models import Translation, TranslationSource

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.models import Picture
from courses.models import Course, CoursePage, LessonPage
from tests.factories.learning import make_course
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

SECRET = "Unfinished draft"


@pytest.fixture
def owner() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def course(owner: User) -> Course:
    """A course of its owner, with a new draft of its page, and a lesson that was never published."""
    course = make_course(lessons=1, languages=("az",))
    Page.objects.filter(depth__gt=3).update(owner=owner)
    CoursePage.objects.update(title=SECRET, draft_title=SECRET, has_unpublished_changes=True)
    LessonPage.objects.update(title=SECRET, draft_title=SECRET, live=False)
    return course


def stranger() -> User:
    """Another trainer, with a course of an institution of her own."""
    trainer, institution = make_user(Role.TRAINER, language="en"), make_institution()
    make_membership(trainer, institution)
    return trainer


PAGE_LISTS = {
    "catalogue in the explorer": lambda page: reverse("wagtailadmin_explore", args=[page.get_parent().pk]),
    "results of the explorer": lambda page: reverse("wagtailadmin_explore_results", args=[page.get_parent().pk]),
    "search": lambda _page: reverse("wagtailadmin_pages:search") + "?q=unfinished",
    "search below": lambda page: reverse("wagtailadmin_explore", args=[page.get_parent().pk]) + "?q=unfinished",
    "chooser": lambda page: reverse("wagtailadmin_choose_page_child", args=[page.get_parent().pk]),
    "search of the chooser": lambda _page: reverse("wagtailadmin_choose_page_search") + "?q=unfinished",
    "pages of a type": lambda _page: reverse("wagtailadmin_pages:type_use", args=["courses", "coursepage"]),
    "aging pages": lambda _page: reverse("wagtailadmin_reports:aging_pages"),
    "workflows": lambda _page: reverse("wagtailadmin_reports:workflow"),
    "workflow tasks": lambda _page: reverse("wagtailadmin_reports:workflow_tasks"),
    "types of pages": lambda _page: reverse("wagtailadmin_reports:page_types_usage"),
    "translations": lambda _page: reverse("wagtail_localize:translations_report"),
    "API of the editor": lambda _page: "/admin/api/main/pages/?type=courses.CoursePage&fields=*",
    "first page": lambda _page: reverse("wagtailadmin_home"),
}


def put_into_review(page: Page, owner: User) -> None:
    workflow = Workflow.objects.create(name="Own")
    task = WorkflowTask.objects.create(workflow=workflow, task=_task()).task
    WorkflowPage.objects.create(workflow=workflow, page=page)
    page.save_revision(user=owner)
    workflow.start(page, owner)
    assert (WorkflowState.objects.count(), TaskState.objects.get().task_id) == (1, task.pk)


def _task() -> object:
    return GroupApprovalTask.objects.create(name="Nobody’s")


@pytest.mark.parametrize("place", PAGE_LISTS)
def test_drafts_are_listed_to_their_owner_alone(place: str, course: Course, owner: User, client_of) -> None:
    page = course.pages.get()
    put_into_review(page, owner)
    source, _made = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=page.locale)
    address = PAGE_LISTS[place](page)
    seen = [SECRET in client_of(person).get(address).text for person in (owner, stranger())]
    assert seen == [True, False]


CLOSED = {
    "explorer": lambda page: reverse("wagtailadmin_explore", args=[page.pk]),
    "results of the explorer": lambda page: reverse("wagtailadmin_explore_results", args=[page.pk]),
    "chooser": lambda page: reverse("wagtailadmin_choose_page_child", args=[page.pk]),
    "chosen": lambda page: reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page.pk}",
    "editor": lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
    "draft": lambda page: reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
    "preview": lambda page: reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]),
    "history": lambda page: reverse("wagtailadmin_pages:history", args=[page.pk]),
    "workflow history": lambda page: reverse("wagtailadmin_pages:workflow_history", args=[page.pk]),
    "usage": lambda page: reverse("wagtailadmin_pages:usage", args=[page.pk]),
    "compare": lambda page: reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"]),
    "revision": lambda page: reverse("wagtailadmin_pages:revisions_view", args=[page.pk, page.latest_revision.pk]),
    "restore": lambda page: reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.latest_revision.pk]),
    "delete": lambda page: reverse("wagtailadmin_pages:delete", args=[page.pk]),
    "history of the site": lambda _page: reverse("wagtailadmin_reports:site_history"),
    "locked pages": lambda _page: reverse("wagtailadmin_reports:locked_pages"),
    "API of the editor": lambda page: f"/admin/api/main/pages/{page.pk}/",
}


@pytest.mark.parametrize("place", CLOSED)
def test_page_of_another_is_shown_nowhere(place: str, course: Course, client_of) -> None:
    page = course.pages.get()
    page.save_revision()
    answer = client_of(stranger()).get(CLOSED[place](page))
    assert (answer.status_code in {302, 403, 404}, SECRET in answer.text) == (True, False)


@pytest.mark.parametrize("text", [str(2**63), "9" * 5000, "x"])
def test_number_that_can_be_no_page_is_a_missing_one(text: str, client_of) -> None:
    answer = client_of(stranger()).get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": text})
    assert answer.status_code == 404


def test_course_of_the_institution_is_found_by_its_members(course: Course, client_of) -> None:
    trainer = stranger()
    course.institution = trainer.memberships.get().institution
    course.save()
    text = client_of(trainer).get(PAGE_LISTS["catalogue in the explorer"](course.pages.get())).text
    assert SECRET in text


def test_editor_finds_everything(course: Course, client_of) -> None:
    editor: Client = client_of(make_user(Role.EDITOR, language="en"))
    page = course.pages.get()
    assert SECRET in editor.get(PAGE_LISTS["catalogue in the explorer"](page)).text
    assert editor.get(reverse("wagtailadmin_reports:site_history")).status_code == 200


def test_published_text_is_found_and_its_draft_is_not(course: Course, client_of) -> None:
    home = course.pages.get().get_parent().get_parent()
    text = client_of(stranger()).get(reverse("wagtailadmin_explore", args=[home.pk])).text
    assert [title in text for title in ("Courses az", SECRET)] == [True, False]


def test_usage_of_a_picture_names_no_page_of_another(course: Course, client_of) -> None:
    trainer = stranger()
    picture = Picture.objects.create(title="P", file=get_test_image_file(), uploaded_by_user=trainer)
    page = course.pages.get()
    page.cover = picture
    page.save()
    ReferenceIndex.create_or_update_for_object(page)
    answer = client_of(trainer).get(reverse("wagtailimages:image_usage", args=[picture.pk]))
    assert (answer.status_code, SECRET in answer.text, "(Private" in answer.text) == (200, False, True)
