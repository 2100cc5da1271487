"""The page of the catalogue: its address says what is shown, without a script."""

import re
from html import unescape

import pytest
from django.test import Client

from courses.enums import Level, Topic
from courses.models import CoursePage
from tests.factories.learning import make_course, make_site

pytestmark = pytest.mark.django_db


def ask(index: dict, language: str = "en", **query: object) -> str:
    return unescape(Client().get(index[language].url, query).text)


def cards(html: str) -> int:
    return html.count('<article class="card"')


def chips(html: str) -> dict[str, str]:
    """What stands on each chip, and its address."""
    found = re.findall(r'<a class="chip" href="([^"]*)"><span[^>]*>[^<]*</span>([^<]*)', html)
    return {label: url for url, label in found}


@pytest.fixture
def index() -> dict:
    index = make_site()
    make_course(lessons=0, index=index, topic=Topic.DIGITAL, level=Level.ADVANCED)
    make_course(lessons=0, index=index, topic=Topic.READERS)
    return index


def test_filters_are_choices_with_counts(index: dict) -> None:
    html = ask(index)
    assert re.findall(r">([^<>]*\(\d+\))</option>", html) == [
        "course (2)",
        "digital libraries (1)",
        "work with readers (1)",
        "beginner (1)",
        "advanced (1)",
        "Azərbaycanca (2)",
        "Русский (2)",
        "English (2)",
        "under 3 hours (2)",
    ]


def test_chip_takes_one_filter_away_and_keeps_the_rest(index: dict) -> None:
    html = ask(index, q="course", topic="digital", page=2, sort="title")
    assert (cards(html), chips(html)) == (
        1,
        {"“course”": "?topic=digital&sort=title", "digital libraries": "?q=course&sort=title"},
    )


def test_words_are_shown_as_they_were_typed(index: dict) -> None:
    html = Client().get(index["en"].url, {"q": '<b>"x'}).text
    assert ('value="&lt;b&gt;&quot;x"' in html, "<b>" in html) == (True, False)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("az", "“yoxdur” üzrə heç nə tapılmadı"),
        ("ru", "По запросу «yoxdur» ничего не найдено"),
        ("en", "Nothing was found for “yoxdur”"),
    ],
)
def test_nothing_found_is_no_dead_end(language: str, said: str, index: dict) -> None:
    html = ask(index, language, q="yoxdur", topic="readers")
    ways = re.findall(r'<a class="target" href="([^"]*)">', html)
    assert (said in html, ways[-3:]) == (True, ["?topic=readers", "?q=yoxdur", "?"])
    assert cards(html) == 2


def test_unknown_choice_is_told_and_narrows_nothing(index: dict) -> None:
    html = ask(index, topic="cookery", level="")
    assert (cards(html), chips(html), 'class="field-error"' in html) == (2, {}, True)


def test_page_that_is_narrowed_is_not_for_search_engines(index: dict) -> None:
    plain, narrowed = ask(index), ask(index, topic="digital")
    heads = [('rel="canonical"' in html, 'content="noindex"' in html) for html in (plain, narrowed)]
    assert heads == [(True, False), (False, True)]


def test_long_catalogue_has_pages_that_keep_the_filters(index: dict) -> None:
    for _course in range(12):
        make_course(lessons=0, index=index, languages=("en",), topic=Topic.DIGITAL)
    first = ask(index, topic="digital")
    second = ask(index, topic="digital", page=2)
    beyond = ask(index, topic="digital", page=99)
    assert ([cards(html) for html in (first, second, beyond)], "?topic=digital&page=2" in first) == ([12, 1, 1], True)


def test_empty_catalogue_says_so_without_a_search_that_failed() -> None:
    html = ask(make_site())
    assert ("No courses yet" in html, "Nothing" in html) == (True, False)


def test_draft_is_found_by_nobody(index: dict) -> None:
    CoursePage.objects.update(live=False)
    assert cards(ask(index, q="course")) == 0
