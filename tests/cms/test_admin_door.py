"""Who is let into the CMS, what the others are told, and what may stand in a frame there."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from academy.accounts.enums import Role
from tests.factories.learning import make_course
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

HEADINGS = {
    "az": "Bu səhifəni açmağa icazəniz yoxdur",
    "ru": "Доступ к этой странице запрещён",
    "en": "You may not open this page",
}


@pytest.mark.parametrize("roles", [(), (Role.HR,)])
@pytest.mark.parametrize("language", HEADINGS)
def test_person_without_access_gets_one_page_in_the_own_language(roles, language: str, client_of) -> None:
    browser = client_of(make_user(*roles, language=language))
    door = browser.get("/admin/login/", {"next": "/admin/"}, follow=True)
    assert (door.status_code, [url for url, _status in door.redirect_chain][1:]) == (403, ["/admin/"])
    page = browser.get("/admin/pages/")
    assert (page.status_code, re.findall("<h1>(.*?)</h1>", page.text)) == (403, [HEADINGS[language]])
    assert "messages" not in browser.session or not list(browser.session["messages"])


def test_person_without_access_leaves_by_the_door(client_of) -> None:
    assert client_of(make_user()).get(reverse("wagtailadmin_logout")).url == "/accounts/logout/"


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/?q=a"])
def test_anonymous_is_led_to_our_login_and_back(client: Client, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (
        302,
        f"/accounts/login/?next={address.replace('?', '%3F').replace('=', '%3D')}",
    )


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.REGISTRAR])
def test_person_with_access_enters(role: Role, client_of) -> None:
    assert client_of(make_user(role)).get("/admin/").status_code == 200


def frames(answer: HttpResponse) -> tuple[str, list[str]]:
    """What an answer says of being shown in a frame."""
    return answer["X-Frame-Options"], re.findall("frame-ancestors ([^;]+)", answer["Content-Security-Policy"])


@pytest.fixture
def course_page() -> Page:
    """A published course page in Russian."""
    return make_course(lessons=0, languages=("ru",)).pages.get()


def preview(browser: Client, page: Page) -> HttpResponse:
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    blocks = {"introduction": rich_text(""), "outcomes": streamfield([]), "glossary": streamfield([])}
    fields = {"title": page.title, "slug": page.slug, "summary": "S", "audience": "", "cover_alt": ""}
    numbers = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    browser.post(address, nested_form_data(fields | blocks | {"comments": numbers}))
    return browser.get(address)


def test_preview_may_stand_in_a_frame_of_the_cms(course_page: Page, client_of) -> None:
    answer = preview(client_of(make_user(Role.EDITOR)), course_page)
    assert (answer.status_code, frames(answer)) == (200, ("SAMEORIGIN", ["'self'"]))
    assert re.findall("script-src ([^;]+)", answer["Content-Security-Policy"]) == ["'self'"]


def test_public_page_stands_in_no_frame_even_for_an_editor(course_page: Page, client_of) -> None:
    for browser in (Client(), client_of(make_user(Role.EDITOR))):
        assert frames(browser.get(course_page.url)) == ("DENY", ["'none'"])


def test_preview_leaves_the_language_of_the_cms_alone(course_page: Page, client_of) -> None:
    browser = client_of(make_user(Role.EDITOR, language="az"))
    answer = preview(browser, course_page)
    assert (answer["Content-Language"], "language" in browser.cookies) == ("ru", False)
    assert browser.get("/admin/")["Content-Language"] == "az"
