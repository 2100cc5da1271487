"""The CMS in the site's dress, and the guide inside it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from academy.accounts.enums import Role
from academy.cms.guide import guide_pages
from academy.cms.models import HomePage, StandardPage
from academy.languages import LANGUAGES
from tests.factories.learning import make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

NAMES = {"az": "Kitabxanaçı Akademiyası", "ru": "Академия библиотекаря", "en": "Librarian Academy"}


def make_text(title: str, *languages: str, **fields: object) -> list[StandardPage]:
    """A published text in each of these languages."""
    pages: list[StandardPage] = []
    for code in languages:
        home = HomePage.objects.get(locale=Locale.objects.get(language_code=code))
        page = StandardPage(title=f"{title} {code}", slug=title, locale=home.locale, **fields)
        if pages:
            page.translation_key = pages[0].translation_key
        home.add_child(instance=page)
        page.save_revision().publish()
        pages.append(page)
    return pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_guide_is_read_in_the_language_of_the_person(language: str, client_of) -> None:
    make_site()
    body = [{"type": "rich_text", "value": "<p>Written once.</p>"}]
    make_text("Guide", *LANGUAGES, in_guide=True, body=body)
    make_text("About", *LANGUAGES, body=body)
    text = client_of(make_user(Role.TRAINER, language=language)).get(reverse("guide")).text
    assert [f"Guide {code}" in text for code in LANGUAGES] == [code == language for code in LANGUAGES]
    assert ["About" in text, text.count("Written once.")] == [False, 1]


def test_guide_falls_back_to_the_first_language_that_has_a_text() -> None:
    make_site()
    make_text("One", "ru", "en", in_guide=True)
    make_text("Two", "en", in_guide=True)
    make_text("Three", "az", in_guide=True)[0].unpublish()
    assert [page.title for page in guide_pages("az")] == ["One ru", "Two en"]


@pytest.mark.parametrize("texts", [1, 3])
def test_guide_costs_one_query(texts: int, django_assert_num_queries) -> None:
    make_site()
    for number in range(texts):
        make_text(f"Text-{number}", *LANGUAGES, in_guide=True)
    with django_assert_num_queries(1):
        assert len(guide_pages("ru")) == texts


def test_guide_without_a_text_says_how_one_comes_there(client_of) -> None:
    text = client_of(make_user(Role.TRAINER, language="en")).get(reverse("guide")).text
    assert text.count("No guide has been written yet.") == 1


@pytest.mark.parametrize(("roles", "status"), [((), 403), ((Role.HR,), 403), ((Role.REGISTRAR,), 200)])
def test_guide_is_for_those_who_may_enter(roles: tuple[Role, ...], status: int, client_of) -> None:
    assert client_of(make_user(*roles)).get(reverse("guide")).status_code == status
    assert Client().get(reverse("guide")).status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
def test_admin_wears_the_name_and_the_colours_of_the_site(language: str, client_of) -> None:
    text = client_of(make_user(Role.TRAINER, language=language)).get(reverse("wagtailadmin_home")).text
    assert text.count(f"- {NAMES[language]}</title>") == 1
    assert text.count(f'<span class="academy-name">{NAMES[language]}</span>') == 1
    assert text.count('css/admin.css">') == 1
    assert [text.count("icons/mark.svg"), text.count("favicon.ico")] == [2, 0]


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_help_menu_leads_to_the_style_guide(role: Role, client_of) -> None:
    page = client_of(make_user(role, language="en")).get(reverse("wagtailadmin_home"))
    assert page.text.count('{"name": "styleguide", "label": "Style guide"') == 1


def test_menu_finds_the_icon_of_the_academy(client_of) -> None:
    client = client_of(make_user(Role.TRAINER))
    assert client.get(reverse("wagtailadmin_sprite")).text.count('id="icon-books"') == 1
