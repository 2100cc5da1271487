"""The kept parts of the frame: fresh after every change of the navigation, and nobody's name in them."""

import re
from collections.abc import Callable
from html import escape

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from academy.cms.models import HomePage, StandardPage
from tests.factories.learning import make_site
from tests.factories.people import make_user
from tests.shelves import everything_held

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
    kept = [repr(part) for part in everything_held("frame").values()]
    assert (NAME in page, len(kept), [part for part in kept if NAME in part]) == (True, 2, [])
    browser.logout()
    assert NAME not in browser.get(reverse("verify")).content.decode()


def test_second_visitor_costs_the_frame_no_query(about: StandardPage, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(0):
        seen()


def test_address_with_a_query_is_kept_by_nobody(about: StandardPage) -> None:
    asked = Client().get(reverse("verify"), {"mark": "x"}, headers={"accept-language": "az"}).content.decode()
    assert ("mark=x" in header_tools(asked), "mark=x" in header_tools(seen())) == (True, False)


def header_tools(page: str) -> str:
    return page.partition('<div class="site-tools">')[2].partition("</header>")[0]


@pytest.fixture
def people(about: StandardPage, client_of: Callable, settings: object) -> dict[str, Client]:
    """Two who learn, one of them with a name that wants to be a tag, and one who may change courses."""
    settings.KEEP_PAGES = True
    names = {NAME: (), "<b>&\"'": (), "Təlimçi": (Role.TRAINER,)}
    return {name: client_of(make_user(*role, legal_name=name)) for name, role in names.items()}


def frames(browser: Client) -> tuple[str, str]:
    """Header and footer as this browser gets them, without the token."""
    page = browser.get(reverse("my")).content.decode()
    head = re.sub('(?<=name="csrfmiddlewaretoken" value=")[^"]+', "", page.partition("<header")[2])
    return head.partition("</header>")[0], page.partition("<footer")[2]


def test_frame_out_of_a_mould_is_the_frame_whoever_looked_before(people: dict[str, Client], settings: object) -> None:
    kept = [[frames(browser) for browser in people.values()] for _turn in range(2)]
    settings.KEEP_PAGES = False
    assert kept == [[frames(browser) for browser in people.values()]] * 2
    shown = [[escape(name) in head for name in people] for head, _foot in kept[1]]
    assert shown == [[True, False, False], [False, True, False], [False, False, True]]
    assert ["/studio/" in head for head, _foot in kept[1]] == [False, False, True]


def test_no_mould_of_the_frame_holds_a_name_or_a_token(people: dict[str, Client]) -> None:
    pages = [browser.get(reverse("my")).content.decode() for browser in people.values()]
    tokens = re.findall('csrfmiddlewaretoken" value="([^"]+)', "".join(pages))
    moulds = [repr(mould) for mould in everything_held("own-frame").values()]
    said = [word for word in (NAME, escape(NAME), "Təlimçi", *tokens) for mould in moulds if word in mould]
    assert (len(moulds), len(tokens) >= 3, said) == (4, True, [])


def test_role_and_name_show_at_the_next_page(people: dict[str, Client]) -> None:
    browser, user = people[NAME], User.objects.get(legal_name=NAME)
    before = frames(browser)[0]
    user.groups.add(Group.objects.get(name=Role.TRAINER))
    User.objects.filter(pk=user.pk).update(legal_name="Quliyeva-Əliyeva Nərmin")
    after = frames(browser)[0]
    assert [[word in head for word in ("/studio/", NAME, "Quliyeva-Əliyeva")] for head in (before, after)] == [
        [False, True, False],
        [True, False, True],
    ]


def test_token_of_the_mould_logs_out_and_the_next_page_names_nobody(people: dict[str, Client]) -> None:
    frames(people["Təlimçi"])
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = people[NAME].cookies
    token = re.search('csrfmiddlewaretoken" value="([^"]+)', browser.get(reverse("my")).content.decode())[1]
    answer = browser.post(reverse("account_logout"), {"csrfmiddlewaretoken": token})
    assert (answer.status_code, browser.get(reverse("my")).status_code) == (302, 302)
    assert NAME not in browser.get(reverse("verify")).content.decode()


@pytest.mark.parametrize("change", [rename, hide])
def test_frame_of_a_person_is_fresh_after(
    change: Callable, about: StandardPage, people: dict[str, Client], django_capture_on_commit_callbacks: Callable
) -> None:
    before = frames(people[NAME])[1]
    with django_capture_on_commit_callbacks(execute=True):
        change(StandardPage.objects.get(pk=about.pk))
    assert ["Haqqımızda" in foot for foot in (before, frames(people[NAME])[1])] == [True, False]
