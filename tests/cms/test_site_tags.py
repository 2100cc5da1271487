from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Page

from academy.cms.models import HomePage, StandardPage
from academy.cms.templatetags.site_tags import Link, Navigation, instant, language_links, plural_number, site_navigation
from tests.factories.learning import make_course, make_site


def _asked(path: str) -> HttpRequest:
    return RequestFactory().get(path)


def _warm(request: HttpRequest) -> None:
    """Read the roots of the sites, which Wagtail keeps in the cache for an hour."""
    HomePage.objects.first().get_url_parts(request)


def _text(title: str, *, live: bool = True, language: str = "az", **fields: object) -> StandardPage:
    home = HomePage.objects.get(locale__language_code=language)
    return home.add_child(instance=StandardPage(title=title, live=live, locale=home.locale, **fields))


def _addresses(path: str, page: Page | None = None) -> list[tuple[str, str, bool, bool]]:
    links = language_links(Context({"request": _asked(path), "page": page}))
    return [(link.code, link.url, link.is_current, link.is_same) for link in links]


@pytest.mark.django_db
def test_navigation_menu_is_what_editors_marked():
    make_site()
    _text("Haqqımızda", slug="about")
    with translation.override("az"):
        navigation = site_navigation(Context({"request": _asked("/az/courses/x/")}))
    assert navigation == Navigation(
        home="/az/",
        menu=(Link("Courses az", "/az/courses/", "courseindexpage", is_current=True),),
        footer=(Link("Haqqımızda", "/az/about/", "standardpage"),),
    )


@pytest.mark.django_db
def test_navigation_shows_the_language_of_the_reader_only():
    make_site()
    _text("Конфиденциальность", language="ru", slug="privacy")
    with translation.override("az"):
        assert site_navigation(Context({"request": _asked("/verify/")})).footer == ()
    with translation.override("ru"):
        footer = site_navigation(Context({"request": _asked("/verify/")})).footer
    assert footer == (Link("Конфиденциальность", "/ru/privacy/", "standardpage"),)


@pytest.mark.django_db
def test_navigation_leaves_out_drafts():
    make_site()
    _text("Qaralama", live=False)
    assert site_navigation(Context({"request": _asked("/az/")})).footer == ()


@pytest.mark.django_db
@pytest.mark.parametrize("texts", [1, 3])
def test_navigation_costs_two_queries(texts, django_assert_num_queries):
    make_site()
    for number in range(texts):
        _text(f"Mətn {number}")
    context = Context({"request": _asked("/az/")})
    _warm(context["request"])
    with django_assert_num_queries(0):
        navigation = site_navigation(context)
    with django_assert_num_queries(2):
        assert len(navigation.footer) == texts
    with django_assert_num_queries(0):
        assert len(site_navigation(context).footer) == texts


@pytest.mark.django_db
def test_navigation_without_home_pages_leads_to_the_root():
    HomePage.objects.all().delete()
    assert site_navigation(Context({"request": _asked("/verify/")})) == Navigation()


def test_error_pages_without_request_ask_the_database_nothing():
    assert site_navigation(Context()) == Navigation()
    assert language_links(Context()) == []


@pytest.mark.django_db
def test_language_links_of_a_page_lead_to_its_translations():
    course = make_course(lessons=0)
    page = course.pages.get(locale__language_code="ru")
    with translation.override("ru"):
        assert _addresses(page.url, page) == [
            ("az", f"/az/courses/{page.slug}/", False, True),
            ("ru", f"/ru/courses/{page.slug}/", True, True),
            ("en", f"/en/courses/{page.slug}/", False, True),
        ]


@pytest.mark.django_db
def test_language_links_of_an_untranslated_page_lead_to_the_nearest_page_above():
    course = make_course(lessons=0, languages=("az",))
    page = course.pages.get()
    with translation.override("az"):
        assert _addresses(page.url, page) == [
            ("az", f"/az/courses/{page.slug}/", True, True),
            ("ru", "/ru/courses/", False, False),
            ("en", "/en/courses/", False, False),
        ]


@pytest.mark.django_db
@pytest.mark.parametrize("languages", [("az",), ("az", "ru", "en")])
def test_language_links_of_a_page_cost_one_query(languages, django_assert_num_queries):
    page = make_course(lessons=0, languages=languages).pages.get(locale__language_code="az")
    request = _asked(page.url)
    _warm(request)
    with django_assert_num_queries(1):
        list(language_links(Context({"request": request, "page": page})))


@pytest.mark.django_db
def test_language_links_that_are_not_shown_cost_nothing(django_assert_num_queries):
    page = make_course(lessons=0).pages.get(locale__language_code="az")
    request = _asked(page.url)
    with django_assert_num_queries(0):
        language_links(Context({"request": request, "page": page}))


def test_language_links_elsewhere_keep_what_the_address_asks():
    with translation.override("en"):
        assert _addresses("/verify/?code=7K3M&language=ru") == [
            ("az", "?code=7K3M&language=az", False, True),
            ("ru", "?code=7K3M&language=ru", False, True),
            ("en", "?code=7K3M&language=en", True, True),
        ]


def test_language_links_of_a_missing_page_lead_to_the_home_pages():
    with translation.override("ru"):
        assert [url for _, url, _, _ in _addresses("/ru/no-such-page/")] == ["/az/", "/ru/", "/en/"]


@pytest.mark.parametrize(("hours", "number"), [(Decimal("1.0"), 1), (Decimal("1.5"), 2), (Decimal("21.0"), 21), (0, 0)])
def test_plural_number_of_a_fraction_is_two(hours, number):
    assert plural_number(hours) == number


def test_instant_is_told_to_the_second_in_the_zone_of_the_reader():
    moment = datetime(2026, 9, 5, 6, 7, 8, 123456, tzinfo=UTC)
    told = Template("{% load site_tags %}{{ moment|instant }}").render(Context({"moment": moment}))
    assert (told, instant(date(2026, 9, 5))) == ("2026-09-05T10:07:08+04:00", "2026-09-05")
