"""Feeds and structured data of courses and seminars."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from wagtail.models import Page

from academy.languages import LANGUAGES
from courses.templatetags.course_data import duration_of
from tests.cms.test_found import data_of
from tests.factories.learning import make_course, make_seminar, make_site

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)


def feed(path: str) -> ET.Element:
    answer = Client().get(path)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 - our own answer


def texts(element: ET.Element, name: str) -> list[str]:
    return [found.text for found in element.iter(f"{ATOM}{name}")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_course_feed_holds_the_published_courses_of_its_language(language: str) -> None:
    index = make_site()
    page = make_course(lessons=0, index=index).pages.get(locale__language_code=language)
    make_course(lessons=0, index=index, languages=tuple(code for code in LANGUAGES if code != language))
    make_course(lessons=0, index=index).pages.get(locale__language_code=language).unpublish()
    read = feed(f"/{language}/feeds/courses.atom")
    entry = read.find(f"{ATOM}entry")
    assert texts(read, "title")[1:] == [page.title]
    assert read.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    assert entry.find(f"{ATOM}link").get("href") == f"{SITE}{page.url}"
    assert texts(entry, "summary") == ["Summary"]
    assert texts(entry, "updated") == [page.last_published_at.isoformat()]


def test_feed_has_what_atom_requires() -> None:
    make_course(lessons=0)
    read = feed("/ru/feeds/courses.atom")
    links = {link.get("rel"): link.get("href") for link in read.findall(f"{ATOM}link")}
    assert links == {"alternate": f"{SITE}/ru/", "self": f"{SITE}/ru/feeds/courses.atom"}
    assert read.find(f"{ATOM}id").text == links["self"]
    for element in (read, read.find(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert len(read.findall(f"{ATOM}author/{ATOM}name")) == 1


def test_feed_escapes_what_pages_say() -> None:
    page = make_course(lessons=0).pages.get(locale__language_code="en")
    page.title, page.summary = "Tags & <b>fields</b>", "<script>alert(1)</script>"
    page.save_revision().publish()
    read = feed("/en/feeds/courses.atom")
    assert texts(read, "title")[1:] == ["Tags & <b>fields</b>"]
    assert texts(read, "summary") == ["&lt;script&gt;alert(1)&lt;/script&gt;"]


@pytest.mark.parametrize("kind", ["courses", "seminars"])
def test_feed_of_another_language_is_missing(kind: str) -> None:
    assert Client().get(f"/tr/feeds/{kind}.atom").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_feeds_cost_the_same_for_one_and_for_three(number: int, django_assert_num_queries) -> None:
    index = make_site()
    for _course in range(number):
        make_course(lessons=number, index=index)
    Client().get("/az/feeds/courses.atom")
    with django_assert_num_queries(5):
        Client().get("/az/feeds/courses.atom")


@time_machine.travel(NOW, tick=False)
def test_seminar_feed_tells_dates_ahead_in_the_words_of_its_language() -> None:
    make_site()
    make_seminar(NOW + timedelta(days=4), place={"az": "Bakı", "ru": "Баку"})
    make_seminar(NOW - timedelta(days=4))
    read = feed("/ru/feeds/seminars.atom")
    assert texts(read, "summary") == ["<p>Summary</p><ul><li>5 сентября 2026 г., 12:00 Баку</li></ul>"]


def test_course_page_describes_its_course() -> None:
    course = make_course(lessons=2, cpd_hours=Decimal("4.5"))
    page = course.pages.get(locale__language_code="en")
    thing = next(thing for thing in data_of(Client().get(page.url).text) if thing["@type"] == "Course")
    assert (thing["name"], thing["description"], thing["url"]) == (page.title, "Summary", f"{SITE}{page.url}")
    assert (thing["inLanguage"], thing["courseCode"], thing["provider"]["@type"]) == ("en", course.code, "Organization")
    assert thing["offers"] == [{"@type": "Offer", "category": "Free"}]
    assert thing["hasCourseInstance"] == [
        {"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": "PT4H30M"}
    ]
    assert [section["name"] for section in thing["syllabusSections"]] == ["Lesson 1 en", "Lesson 2 en"]


@pytest.mark.parametrize(("hours", "duration"), [("0", "PT0H"), ("6", "PT6H"), ("1.5", "PT1H30M")])
def test_duration_of_hours(hours: str, duration: str) -> None:
    assert duration_of(Decimal(hours)) == duration


def test_lists_lead_to_the_feeds_of_their_language() -> None:
    make_site()
    for page in Page.objects.filter(depth__in=(2, 3), locale__language_code="ru").live():
        text = Client().get(page.url).text
        assert [f'href="/ru/feeds/{kind}.atom"' in text for kind in ("courses", "seminars")] == [True, True]
