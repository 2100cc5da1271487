"""The public page of a seminar: what it tells, and what waits for the end of its first session."""

from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from courses.enums import Meetings, SessionState
from courses.models import Seminar
from tests.browser.html import parse
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_institution, make_user
from tests.factories.seminar_pages import add_meeting, link, speaker, write

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
AHEAD = NOW + timedelta(days=7)


@pytest.fixture
def seminar() -> Seminar:
    make_site()
    return make_seminar(institution=make_institution(), meetings=Meetings.REPEATS)


def page_of(seminar: Seminar, language: str = "en") -> Element:
    tree, faults = parse(Client().get(seminar.pages.get(locale__language_code=language).url).text)
    assert faults == []
    return tree


def words(tree: Element, path: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in tree.findall(path)]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({"seats": 5, "taken": 1}, "4 seats left"),
        ({"seats": 5, "taken": 4}, "1 seat left"),
        ({"seats": 5, "taken": 5}, "No seats left, waiting list"),
        ({"seats": None}, "Registration open"),
        ({"opens_at": NOW + timedelta(days=1)}, "Registration opens: 2 September 2026, 12:00"),
        ({"closes_at": NOW}, "Registration closed"),
        ({"state": SessionState.CANCELLED}, "cancelled"),
        ({"starts_at": NOW - timedelta(minutes=30)}, "Under way now"),
        ({"starts_at": NOW - timedelta(hours=1)}, "This session is over"),
    ],
)
def test_session_says_where_it_stands(seminar: Seminar, facts: dict, standing: str) -> None:
    add_meeting(seminar, facts.pop("starts_at", AHEAD), **facts)
    assert words(page_of(seminar), ".//span[@class='badge']") == [standing]


@time_machine.travel(NOW, tick=False)
def test_cancelled_session_is_struck_and_says_why(seminar: Seminar) -> None:
    reason = {"en": "The trainer is ill.", "az": "Təlimçi xəstədir."}
    add_meeting(seminar, AHEAD, state=SessionState.CANCELLED, cancel_reason=reason)
    add_meeting(seminar, AHEAD + timedelta(days=1))
    tree = page_of(seminar)
    assert words(tree, ".//del//time") == ["8 September 2026, 12:00–13:00"]
    assert "The trainer is ill." in words(tree, ".//aside//p")
    assert len(tree.findall(".//aside//time")) == 2


@time_machine.travel(NOW, tick=False)
def test_seat_kept_for_an_institution_is_no_free_seat(seminar: Seminar) -> None:
    session = add_meeting(seminar, AHEAD, seats=2, taken=2)
    session.pools.create(institution=make_institution("Nümunə"), seats=3)
    assert words(page_of(seminar), ".//span[@class='badge']") == ["No seats left, waiting list"]


@time_machine.travel(NOW, tick=False)
def test_time_is_that_of_the_sessions_own_place(seminar: Seminar) -> None:
    add_meeting(seminar, datetime(2026, 12, 31, 21, tzinfo=UTC))
    add_meeting(seminar, datetime(2027, 1, 5, 21, tzinfo=UTC), time_zone="Europe/Berlin")
    slips = words(page_of(seminar), ".//div[@class='date-slip']")
    assert slips == [
        "in person 1 January 2027, 01:00–02:00 Baku time (UTC+4)",
        "in person 5 January 2027, 22:00–23:00 Europe/Berlin (CET)",
    ]


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(("ends", "shown"), [(NOW, ["Slides"]), (NOW + timedelta(seconds=1), [])])
def test_materials_wait_for_the_end_of_the_first_session(seminar: Seminar, ends: datetime, shown: list[str]) -> None:
    write(seminar, materials_before=[link("Glossary")], materials_after=[link("Slides")])
    add_meeting(seminar, NOW - timedelta(hours=1), ends_at=ends)
    add_meeting(seminar, AHEAD)
    tree = page_of(seminar)
    assert words(tree, ".//div[@class='file']//a") == ["Glossary", *shown]
    waits = "The materials stand here once the first session is over."
    assert (waits in words(tree, ".//p")) == (not shown)


@time_machine.travel(NOW, tick=False)
def test_materials_of_a_cancelled_session_are_not_shown(seminar: Seminar) -> None:
    write(seminar, materials_after=[link("Slides")])
    add_meeting(seminar, NOW - timedelta(days=1), state=SessionState.CANCELLED)
    assert words(page_of(seminar), ".//div[@class='file']//a") == []


@time_machine.travel(NOW, tick=False)
def test_preview_shows_what_waits(seminar: Seminar, client_of) -> None:
    write(seminar, materials_after=[link("Slides")])
    page = seminar.pages.get(locale__language_code="en")
    editor = client_of(make_user(Role.ADMINISTRATOR, language="en"))
    text = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).text
    assert words(parse(text)[0], ".//div[@class='file']//a") == ["Slides"]


@pytest.mark.parametrize(("language", "free"), [("az", "Ödənişsiz"), ("ru", "Бесплатно"), ("en", "Free of charge")])
def test_page_names_organisers_and_that_it_is_free(seminar: Seminar, language: str, free: str) -> None:
    seminar.co_organisers.set([make_institution("Nümunə Kitabxanası")])
    seminar.save()
    tree = page_of(seminar, language)
    assert free in words(tree, ".//ul[@class='meta']/li")
    assert any("Milli Kitabxana, Nümunə Kitabxanası" in line for line in words(tree, ".//header/p"))


def test_what_editors_write_is_text(seminar: Seminar) -> None:
    hostile = "<script>alert(1)</script>"
    agenda = [{"type": "item", "value": {"time": hostile, "title": hostile, "who": hostile}}]
    aims = [{"type": "aim", "value": hostile}]
    write(seminar, aims=aims, agenda=agenda, speakers=[speaker(name=hostile, post=hostile, biography=hostile)])
    tree = page_of(seminar)
    assert [script for script in tree.iter("script") if "alert" in (script.text or "") and not script.get("type")] == []
    assert words(tree, ".//ol[@class='agenda']/li") == [hostile * 3]


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_session_and_for_three(
    number: int, seminar: Seminar, django_assert_num_queries
) -> None:
    for day in range(number):
        add_meeting(seminar, AHEAD + timedelta(days=day), seats=3)
    for name in range(number):
        seminar.co_organisers.add(make_institution(f"Library {name}"))
    seminar.save()
    url = seminar.pages.get(locale__language_code="en").url
    Client().get(url)
    with django_assert_num_queries(20):
        Client().get(url)
