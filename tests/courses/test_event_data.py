"""What the page of a seminar says of itself in the words of schema.org, word for word."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from courses.enums import Meetings, SeminarFormat, SessionState
from courses.models import Seminar
from tests.cms.test_found import data_of
from tests.factories.learning import make_seminar, make_site
from tests.factories.people import make_institution
from tests.factories.seminar_pages import add_meeting, speaker, write

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 9, 1, 8, tzinfo=UTC)
SCHEMA = "https://schema.org/"


def things_of(seminar: Seminar) -> list[dict]:
    """The seminar as a course, then its sessions as events."""
    page = seminar.pages.get(locale__language_code="az")
    return [thing for thing in data_of(Client().get(page.url).text) if thing["@type"] != "BreadcrumbList"]


@pytest.fixture
def seminar() -> Seminar:
    make_site()
    return make_seminar(institution=make_institution(), format=SeminarFormat.HYBRID, meetings=Meetings.REPEATS)


@time_machine.travel(NOW, tick=False)
def test_session_is_an_event(seminar: Seminar) -> None:
    write(seminar, speakers=[speaker(name="Aytən Kitabxanalı", post="Biblioqraf")])
    session = add_meeting(
        seminar,
        NOW + timedelta(days=7),
        seats=2,
        taken=1,
        place={"az": "Bakı"},
        map_url="https://maps.example/1",
        online_url="https://room.example/secret",
    )
    page = seminar.pages.get(locale__language_code="az")
    url = f"{settings.SITE_URL}{page.url}"
    event = things_of(seminar)[1]
    assert event == {
        "@type": "EducationEvent",
        "@id": f"{url}#session-{session.pk}",
        "name": page.title,
        "description": "Summary",
        "url": url,
        "inLanguage": "az",
        "isAccessibleForFree": True,
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}MixedEventAttendanceMode",
        "startDate": "2026-09-08T12:00:00+04:00",
        "endDate": "2026-09-08T13:00:00+04:00",
        "location": [
            {"@type": "Place", "name": "Bakı", "address": "Bakı", "hasMap": "https://maps.example/1"},
            {"@type": "VirtualLocation", "url": url},
        ],
        "organizer": [{"@type": "Organization", "name": "Milli Kitabxana"}],
        "performer": [{"@type": "Person", "name": "Aytən Kitabxanalı", "jobTitle": "Biblioqraf"}],
        "offers": {
            "@type": "Offer",
            "url": url,
            "price": 0,
            "priceCurrency": "AZN",
            "availability": f"{SCHEMA}InStock",
            "validThrough": "2026-09-08T12:00:00+04:00",
        },
    }


@time_machine.travel(NOW, tick=False)
def test_online_room_is_told_nowhere(seminar: Seminar) -> None:
    add_meeting(seminar, NOW + timedelta(days=7), online_url="https://room.example/secret")
    pages = [page.url for page in seminar.pages.all()]
    assert [address for address in pages if "room.example" in Client().get(address).text] == []


@pytest.mark.parametrize(
    ("kind", "places"),
    [("in_person", ["Place"]), ("online", ["VirtualLocation"]), ("hybrid", ["Place", "VirtualLocation"])],
)
def test_format_decides_where_an_event_takes_place(kind: str, places: list[str]) -> None:
    make_site()
    event = things_of(make_seminar(NOW, format=kind, place={"az": "Bakı"}))[1]
    assert [place["@type"] for place in event["location"]] == places


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("facts", "status", "offered"),
    [
        ({"seats": 5}, "EventScheduled", "InStock"),
        ({"seats": 5, "taken": 5}, "EventScheduled", "SoldOut"),
        ({"seats": None}, "EventScheduled", "InStock"),
        ({"sequence": 1}, "EventRescheduled", "InStock"),
        ({"opens_at": NOW + timedelta(days=1)}, "EventScheduled", None),
        ({"closes_at": NOW - timedelta(days=1)}, "EventScheduled", None),
        ({"state": SessionState.CANCELLED, "sequence": 2}, "EventCancelled", None),
    ],
)
def test_status_and_seats_of_an_event(seminar: Seminar, facts: dict, status: str, offered: str | None) -> None:
    add_meeting(seminar, NOW + timedelta(days=7), **facts)
    event = things_of(seminar)[1]
    told = event.get("offers", {}).get("availability")
    assert (event["eventStatus"], told) == (SCHEMA + status, offered and SCHEMA + offered)


def instances_of(seminar: Seminar) -> list[tuple]:
    course = things_of(seminar)[0]
    return [(one["startDate"], one["endDate"], len(one["subEvent"])) for one in course["hasCourseInstance"]]


def test_course_is_given_once_in_parts_or_each_time_anew(seminar: Seminar) -> None:
    add_meeting(seminar, NOW)
    add_meeting(seminar, NOW + timedelta(days=1))
    add_meeting(seminar, NOW + timedelta(days=2), state=SessionState.CANCELLED)
    first = ("2026-09-01T12:00:00+04:00", "2026-09-01T13:00:00+04:00", 1)
    second = ("2026-09-02T12:00:00+04:00", "2026-09-02T13:00:00+04:00", 1)
    assert instances_of(seminar) == [first, second]
    Seminar.objects.update(meetings=Meetings.PARTS)
    assert instances_of(seminar) == [(first[0], second[1], 2)]


def test_seminar_without_a_date_is_a_course_alone(seminar: Seminar) -> None:
    write(seminar, aims=[{"type": "aim", "value": "Read a call number"}])
    page = seminar.pages.get(locale__language_code="az")
    (course,) = things_of(seminar)
    assert course == {
        "@type": "Course",
        "name": page.title,
        "description": "Summary",
        "url": f"{settings.SITE_URL}{page.url}",
        "inLanguage": "az",
        "isAccessibleForFree": True,
        "courseCode": seminar.code,
        "provider": [{"@type": "Organization", "name": "Milli Kitabxana"}],
        "offers": [{"@type": "Offer", "category": "Free"}],
        "teaches": ["Read a call number"],
        "hasCourseInstance": [],
    }
