"""The list of seminars: what is ahead, what is over, a month; what narrows it stands in the address."""

from datetime import UTC, date, datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
import time_machine
from django.test import Client

from courses.enums import SeminarFormat, SessionState, Topic
from courses.models import Seminar
from tests.browser.html import parse
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_institution
from tests.factories.seminar_pages import add_meeting, link, write

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 15, 8, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _site():
    make_site()
    make_seminar()
    with time_machine.travel(NOW, tick=False):
        yield


def list_of(address: str = "", language: str = "en") -> Element:
    answer = Client().get(f"/{language}/seminars/{address}")
    assert answer.status_code == 200
    tree, faults = parse(answer.text)
    assert faults == []
    return tree


def words(tree: Element, path: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in tree.findall(path)]


def titles(address: str = "") -> list[str]:
    return words(list_of(address), ".//article/div/h2")


def title(seminar: Seminar) -> str:
    return seminar.pages.get(locale__language_code="en").title


def test_coming_and_past_seminars_stand_apart() -> None:
    later, sooner, past = make_seminar(NOW + 2 * DAY), make_seminar(NOW + DAY), make_seminar(NOW - DAY)
    running, series = make_seminar(NOW - timedelta(minutes=30)), make_seminar(NOW - DAY, NOW + 3 * DAY)
    assert titles() == [title(running), title(sooner), title(later), title(series)]
    assert titles("?when=past") == [title(past)]


def test_cancelled_session_is_never_coming() -> None:
    seminar = make_seminar()
    add_meeting(seminar, NOW + DAY, state=SessionState.CANCELLED)
    add_meeting(seminar, NOW - DAY, state=SessionState.CANCELLED)
    found = [titles(), titles("?when=past"), words(list_of("?month=2026-12"), ".//table//li")]
    assert found == [[], [], []]


def test_past_seminar_says_what_it_left() -> None:
    left, nothing = make_seminar(NOW - DAY), make_seminar(NOW - 2 * DAY)
    write(left, materials_after=[link("Slides")])
    embed = {"address": "https://vimeo.com/123456789", "title": "Recording", "transcript": "Words."}
    write(left, recording=[{"type": "embed", "value": embed}])
    cards = [words(card, ".//ul/li")[1:] for card in list_of("?when=past").findall(".//article")]
    assert (titles("?when=past"), cards) == ([title(left), title(nothing)], [["Materials", "Recording"], []])


def test_filters_narrow_and_are_offered_where_they_lead_somewhere() -> None:
    here, there = make_institution("A"), make_institution("B", city="Gəncə")
    online = make_seminar(format=SeminarFormat.ONLINE, topic=Topic.OPEN_SCIENCE, institution=here)
    full = make_seminar(institution=there, topic=Topic.CLASSIFICATION)
    add_meeting(online, NOW + DAY, seats=2)
    add_meeting(full, NOW + DAY, seats=2, taken=2)
    asked = ["topic=open_science", "format=online", f"institution={here.pk}", "city=Bak%C4%B1", "seats=free"]
    assert [titles(f"?{one}") for one in asked] == [[title(online)]] * 5
    assert titles(f"?institution={there.pk}&available=ru") == [title(full)]
    seats = list_of("?city=Gəncə").findall(".//select[@name='seats']/option")
    assert [option.text for option in seats] == []
    formats = list_of().findall(".//select[@name='format']/option")
    assert [option.text for option in formats] == ["any", "in person (1)", "online (1)"]


@pytest.mark.parametrize(
    ("meetings", "told"), [("repeats", "Seats left on another date"), ("parts", "No seats left, waiting list")]
)
def test_full_date_of_a_series_tells_of_the_others(meetings: str, told: str) -> None:
    seminar = make_seminar(meetings=meetings)
    add_meeting(seminar, NOW + DAY, seats=1, taken=1)
    add_meeting(seminar, NOW + 2 * DAY, seats=1)
    assert words(list_of(), ".//span[@class='badge']") == [told]


def test_value_that_nobody_offers_narrows_nothing() -> None:
    seminar = make_seminar(NOW + DAY)
    assert titles("?topic=astrology&institution=0&city=%3Cb%3E&seats=all") == [title(seminar)]


def test_filter_that_leads_nowhere_says_so() -> None:
    add_meeting(make_seminar(), NOW + DAY, seats=1, taken=1)
    tree = list_of("?seats=free")
    assert words(tree, ".//div[@class='empty']/h2") == ["No seminar fits"]
    assert [link.get("href") for link in tree.findall(".//form//a")] == ["?"]


def test_views_keep_what_narrows() -> None:
    make_seminar(NOW + DAY, topic=Topic.OPEN_SCIENCE)
    links = list_of("?topic=open_science&month=2026-12").findall(".//nav[@class='views']//a")
    hrefs = [link.get("href") for link in links]
    assert hrefs == ["?topic=open_science", "?topic=open_science&month=now", "?topic=open_science&when=past"]


def test_past_seminars_come_in_pages() -> None:
    for number in range(13):
        make_seminar(NOW - (number + 1) * DAY)
    assert [len(titles(f"?when=past&page={page}")) for page in (1, 2, 9)] == [12, 1, 1]


@pytest.mark.parametrize(
    ("address", "language", "heading"),
    [
        ("?month=2027-02", "az", "fevral 2027"),
        ("?month=2026-12", "ru", "декабрь 2026"),
        ("?month=2026-12", "en", "December 2026"),
        ("?month=now", "en", "December 2026"),
        ("?month=2026-13", "en", "December 2026"),
        ("?month=0001-01", "en", "December 2026"),
    ],
)
def test_month_is_named(address: str, language: str, heading: str) -> None:
    assert words(list_of(address, language), ".//h2[@id='month']") == [heading]


def test_week_begins_on_monday_and_today_is_marked() -> None:
    tree = list_of("?month=2026-12")
    assert words(tree, ".//th/span[@class='visually-hidden']")[0] == "Monday"
    first = tree.find(".//tbody/tr").findall("td")
    assert [cell.get("class") for cell in first] == ["month-outside", *["month-empty"] * 6]
    today = tree.findall(".//td[@aria-current='date']//time")
    assert [time.get("datetime") for time in today] == ["2026-12-15"]


def test_session_stands_on_the_day_of_its_own_place() -> None:
    seminar = make_seminar()
    add_meeting(seminar, datetime(2026, 12, 31, 21, tzinfo=UTC))
    add_meeting(seminar, datetime(2026, 12, 31, 22, tzinfo=UTC), time_zone="Europe/Berlin")
    add_meeting(seminar, datetime(2026, 11, 30, 21, tzinfo=UTC))
    found = {
        month: [time.get("datetime") for time in list_of(f"?month={month}").findall(".//td//li//time")]
        for month in ("2026-11", "2026-12", "2027-01")
    }
    assert found == {
        "2026-11": [],
        "2026-12": ["2026-12-01T01:00:00+04:00", "2026-12-31T23:00:00+01:00"],
        "2027-01": ["2027-01-01T01:00:00+04:00"],
    }


@pytest.mark.parametrize(
    ("month", "neighbours"),
    [
        ("2026-12", ["?month=2026-11", "?month=2027-01"]),
        ("2000-01", ["?month=2000-02"]),
        ("2099-12", ["?month=2099-11"]),
    ],
)
def test_month_leads_to_its_neighbours(month: str, neighbours: list[str]) -> None:
    links = list_of(f"?month={month}").findall(".//div[@class='month-head']//a")
    assert [link.get("href") for link in links] == neighbours


@pytest.mark.parametrize(
    ("address", "robots"), [("", []), ("?when=past", ["noindex"]), ("?month=2026-12&topic=readers", ["noindex"])]
)
def test_every_view_names_itself_in_the_other_languages(address: str, robots: list[str]) -> None:
    tree = list_of(address)
    alternates = tree.findall(".//link[@rel='alternate'][@hreflang]")
    assert [link.get("hreflang") for link in alternates] == ["az", "ru", "en", "x-default"]
    assert {link.get("href").partition("/seminars/")[2] for link in alternates} == {address}
    assert [meta.get("content") for meta in tree.findall(".//meta[@name='robots']")] == robots


def test_each_view_has_a_title_of_its_own() -> None:
    found = {words(list_of(address), ".//title")[0] for address in ("", "?when=past", "?month=now")}
    assert len(found) == 3


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("", 14), ("?when=past", 12), ("?month=2026-12", 12)])
def test_list_costs_the_same_for_one_and_for_three(
    number: int, address: str, queries: int, django_assert_num_queries
) -> None:
    for place in range(number):
        seminar = make_seminar(institution=make_institution(f"Library {place}"))
        when = -1 if address == "?when=past" else 1
        for day in range(1, number + 1):
            add_meeting(seminar, NOW + when * day * DAY, seats=4)
    Client().get(f"/en/seminars/{address}")
    with django_assert_num_queries(queries):
        text = Client().get(f"/en/seminars/{address}").text
    assert text.count("/en/seminars/seminar-") >= number


def test_day_of_the_site_decides_what_is_today() -> None:
    with time_machine.travel(datetime(2026, 12, 15, 21, tzinfo=UTC), tick=False):
        today = list_of("?month=now").findall(".//td[@aria-current='date']//time")
    assert [time.get("datetime") for time in today] == [str(date(2026, 12, 16))]
