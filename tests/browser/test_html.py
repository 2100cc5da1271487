"""Every page as a text, for everybody, in every language: valid, named once, and none forgotten."""

from collections import defaultdict
from http import HTTPStatus

from django.urls import resolve

from tests.browser.crawler import Found, language_of
from tests.browser.html import faults_of, parse, title_of
from tests.browser.site import LANGUAGES, Site

BROKEN = """<!doctype html><html lang="az"><head><title>T</title></head>
<body><h1 id="a">A</h1><p id="a"><div>B</div></p></body></html>"""


def test_every_page_is_valid(site: Site) -> None:
    assert [fault for found in site.fresh() for fault in faults_of(found)] == []


def address_of(found: Found) -> str:
    """What has a title of its own: a page of the CMS, or an address of the code, for posts and notes have no names."""
    plain = found.path.partition("?")[0]
    return plain if language_of(plain, "") else resolve(plain).route


def test_every_page_has_a_title_of_its_own(site: Site) -> None:
    pages = defaultdict(set)
    for found in site.found:
        if found.status == HTTPStatus.OK:
            pages[found.language, title_of(found.html)].add(address_of(found))
    assert {title: paths for title, paths in pages.items() if len(paths) > 1} == {}


def test_no_page_is_forgotten(site: Site) -> None:
    assert site.forgotten == []


def test_every_language_has_the_same_pages(site: Site) -> None:
    visited = [site.keys(role="", language=code) for code in LANGUAGES]
    assert visited[0] == visited[1] == visited[2]
    assert len(visited[0]) > 40


def test_a_parser_is_at_work() -> None:
    assert [fault.partition(": ")[2].split()[0] for fault in parse(BROKEN)[1]] == ["unexpected-end-tag"]
