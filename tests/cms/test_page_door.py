"""Pages of others in the CMS: whoever does not find them in the explorer gets what a missing page would give."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from academy.accounts.enums import Role
from courses.models import CoursePage, LessonPage
from tests.factories.learning import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

SECRET = "Unfinished draft"
MISSING = 99_999_999


@pytest.fixture
def foreign() -> LessonPage:
    """A draft of another trainer."""
    make_course(lessons=1, languages=("az",))
    Page.objects.filter(depth__gt=1).update(owner=make_user(Role.TRAINER))
    LessonPage.objects.update(title=SECRET, draft_title=SECRET, live=False)
    return LessonPage.objects.get()


@pytest.fixture
def trainer(client_of) -> Client:
    return client_of(make_user(Role.TRAINER, language="en"))


@pytest.mark.parametrize("view", ["edit", "delete", "view_draft", "privacy", "confirm_workflow_cancellation"])
def test_page_of_somebody_else_answers_as_a_missing_one(view: str, foreign: LessonPage, trainer: Client) -> None:
    name = "wagtailadmin_pages:" + {"privacy": "set_privacy"}.get(view, view)
    answers = [trainer.get(reverse(name, args=[pk])) for pk in (foreign.pk, MISSING)]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_last_step_of_moving_tells_no_title(foreign: LessonPage, trainer: Client, client_of) -> None:
    address = reverse("wagtailadmin_pages:move_confirm", args=[foreign.pk, CoursePage.objects.get().pk])
    answers = [browser.get(address) for browser in (trainer, client_of(make_user(Role.EDITOR)))]
    assert [(answer.status_code, SECRET in answer.text) for answer in answers] == [(404, False), (200, True)]


def test_nothing_is_added_below_a_page_of_somebody_else(foreign: LessonPage, trainer: Client) -> None:
    below = foreign.get_parent().pk
    answers = [trainer.get(reverse("wagtailadmin_pages:add_subpage", args=[pk])) for pk in (below, MISSING)]
    assert [answer.status_code for answer in answers] == [404, 404]


def test_reviewer_without_a_task_is_led_home_for_either(foreign: LessonPage, client_of) -> None:
    browser = client_of(make_user(Role.METHODOLOGIST))
    answers = [browser.get(reverse("wagtailadmin_pages:edit", args=[pk])) for pk in (foreign.pk, MISSING)]
    assert [answer.headers["Location"] for answer in answers] == ["/admin/", "/admin/"]


def test_owner_comes_in(foreign: LessonPage, client_of) -> None:
    browser = client_of(foreign.owner)
    assert browser.get(reverse("wagtailadmin_pages:edit", args=[foreign.pk])).status_code == 200


def test_address_that_fails_on_purpose_is_none(client_of) -> None:
    assert client_of(make_user(is_superuser=True)).get(reverse("wagtailadmin_error_test")).status_code == 404


def test_versions_are_compared_by_whoever_may_see_the_page(foreign: LessonPage, trainer: Client, client_of) -> None:
    versions = [foreign.save_revision().pk for _time in range(2)]
    address = reverse("wagtailadmin_pages:revisions_compare", args=[foreign.pk, *versions])
    assert [browser.get(address).status_code for browser in (client_of(foreign.owner), trainer)] == [200, 404]
