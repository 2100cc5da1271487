"""Pages that are shown when something is not in order: in each language, with a way on, and without help of others."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults

from tests.factories.learning import make_site

HEADINGS = {
    400: ("Bu sorğu oxuna bilmədi", "Запрос не удалось прочитать", "This request could not be read"),
    403: ("Bu səhifəni açmağa icazəniz yoxdur", "Доступ к этой странице запрещён", "You may not open this page"),
    404: ("Bu səhifə rəfdə yoxdur", "Такой страницы нет на полке", "This page is not on the shelf"),
    429: ("Həddindən artıq cəhd", "Слишком много попыток", "Too many attempts"),
    500: ("Bizim tərəfdə xəta baş verdi", "На нашей стороне произошла ошибка", "Something went wrong on our side"),
}
CASES = [
    (status, language, heading)
    for status, headings in HEADINGS.items()
    for language, heading in zip(("az", "ru", "en"), headings, strict=True)
]


def shown(status: int) -> HttpResponse:
    """What Django, allauth or a view answers with this status."""
    request = RequestFactory().get("/verify/")
    views = {
        400: lambda: defaults.bad_request(request, ValueError()),
        403: lambda: defaults.permission_denied(request, ValueError()),
        404: lambda: defaults.page_not_found(request, ValueError()),
        429: lambda: render(request, "429.html", status=429),
        500: lambda: defaults.server_error(request),
    }
    return views[status]()


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "language", "heading"), CASES)
def test_error_page_speaks_the_language_of_the_reader(status: int, language: str, heading: str) -> None:
    with translation.override(language):
        page = shown(status)
    html = page.text if hasattr(page, "text") else page.content.decode()
    said = re.findall(r'<html lang="(\w+)"|<h1>(.*?)</h1>', html)
    assert (page.status_code, said) == (status, [(language, ""), ("", heading)])


@pytest.mark.django_db
def test_missing_page_below_a_language_answers_in_it(client: Client) -> None:
    page = client.get("/ru/no-such-page/", headers={"accept-language": "en"})
    assert (page.status_code, page.text.count("<h1>Такой страницы нет на полке</h1>")) == (404, 1)


@pytest.mark.django_db
def test_missing_page_leads_on_to_the_menu(client: Client) -> None:
    make_site()
    page = client.get("/en/no-such-page/")
    buttons = re.findall(r'<a class="button button-quiet" href="([^"]+)">([^<]+)<', page.text)
    assert buttons == [("/accounts/login/", "Log in"), ("/", "To the home page"), ("/en/courses/", "Courses en")]


def test_error_of_the_server_asks_the_database_nothing() -> None:
    assert render_to_string("500.html").count("<h1>") == 1


def test_error_of_the_server_says_nothing_of_an_account() -> None:
    html = render_to_string("500.html")
    assert [address for address in ("/accounts/", "/my/", "<form") if address in html] == []


def test_maintenance_page_stands_alone() -> None:
    page = Path(settings.BASE_DIR, "templates", "503.html").read_text()
    assert re.findall(r"\{[{%#]|\b(?:href|src|url|@import)\b|https?:|<script", page) == []
    assert re.findall(r'lang="(\w+)"', page) == ["az", "ru", "en"]
