"""The kept parts of the frame: fresh after every change of the navigation, and nobody's name in them."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from academy.cms.models import HomePage, StandardPage
from tests.factories.learning import make_site
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

#: What the header says in each language.
VERIFICATION = {"az": "Yoxlama", "ru": "Проверка", "en": "Verification"}
NAME = "Quliyeva Nərmin Elçin qızı"


@pytest.fixture
def about(django_capture_on_commit_callbacks: Callable) -> StandardPage:
    """A published page of the footer, which a visitor has seen."""
    make_site()
    home = HomePage.objects.get(locale__language_code="az")
    page = home.add_child(instance=StandardPage(title="Haqqımızda", slug="about", locale=home.locale))
    assert "Haqqımızda" in seen()
    return page


def seen(**headers: str) -> str:
    return Client().get(reverse("verify"), headers={"accept-language": "az"} | headers).content.decode()


def rename(page: StandardPage) -> None:
    page.title = "Biz kimik"
    page.save_revision().publish()


def hide(page: StandardPage) -> None:
    page.unpublish()


def move(page: StandardPage) -> None:
    page.move(HomePage.objects.get(locale__language_code="ru"), pos="last-child")


def delete(page: StandardPage) -> None:
    page.delete()


@pytest.mark.parametrize("change", [rename, hide, move, delete])
def test_frame_is_fresh_after(
    change: Callable, about: StandardPage, django_capture_on_commit_callbacks: Callable
) -> None:
    page = StandardPage.objects.get(pk=about.pk)
    with django_capture_on_commit_callbacks(execute=True):
        change(page)
    assert "Haqqımızda" not in seen()


def test_frame_is_kept_until_the_change_is_stored(about: StandardPage) -> None:
    """Positive control: without the generation nobody would see the change."""
    StandardPage.objects.filter(pk=about.pk).update(title="Biz kimik")
    assert "Haqqımızda" in seen()


def test_frame_speaks_each_language(about: StandardPage) -> None:
    heads = [header(seen(**{"accept-language": code})) for code in VERIFICATION]
    assert [[word in head for word in VERIFICATION.values()] for head in heads] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def header(page: str) -> str:
    return page.partition("<header")[2].partition("</header>")[0].partition('<div class="site-tools">')[0]


def test_no_kept_part_holds_a_name_and_none_is_served_to_a_person(about: StandardPage, client_of: Callable) -> None:
    browser = client_of(make_user(legal_name=NAME))
    page = browser.get(reverse("verify")).content.decode()
    kept = [entry for entry in map(cache.get, kept_keys()) if isinstance(entry, str)]
    assert (NAME in page, len(kept), [part for part in kept if NAME in part]) == (True, 2, [])
    browser.logout()
    assert NAME not in browser.get(reverse("verify")).content.decode()


def kept_keys() -> list[str]:
    return [key.split(":", 2)[2] for key in cache._cache if ":frame:" in key]


def test_second_visitor_costs_the_frame_no_query(about: StandardPage, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        seen()


def test_address_with_a_query_is_kept_by_nobody(about: StandardPage) -> None:
    asked = Client().get(reverse("verify"), {"mark": "x"}, headers={"accept-language": "az"}).content.decode()
    assert ("mark=x" in header_tools(asked), "mark=x" in header_tools(seen())) == (True, False)


def header_tools(page: str) -> str:
    return page.partition('<div class="site-tools">')[2].partition("</header>")[0]
