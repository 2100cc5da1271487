"""Programmes and seminars in the CMS: what is listed, and how groups are edited."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import Role
from academy.accounts.models import User
from courses.models import Course, Programme, ProgrammeItem, Seminar
from tests.factories.learning import make_course, make_seminar
from tests.factories.people import make_user
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)
ENGLISH = {"accept-language": "en"}
QUERIES = {"programme": 13, "seminar": 13}


@pytest.fixture
def studio(trainer: User, client_of) -> Client:
    return client_of(trainer)


@pytest.fixture
def course(index: dict) -> Course:
    return make_course(index=index)


@pytest.fixture
def programme(course: Course, trainer: User) -> Programme:
    programme = make_programme([course])
    programme.pages.update(owner=trainer)
    return programme


@pytest.fixture
def seminar(index: dict, trainer: User) -> Seminar:
    seminar = make_seminar(AT, AT.replace(day=3))
    seminar.pages.update(owner=trainer)
    return seminar


def listed(studio: Client, kind: str) -> list[object]:
    return list(studio.get(reverse(f"{kind}:index")).context["object_list"])


def answers(programme: Programme, *items: dict[str, object], **changes: object) -> dict[str, object]:
    """What the form sends: one new group with new items."""
    sent = {
        "topic": "",
        "level": "beginner",
        "accent": "gold",
        "cpd_hours": "5.0",
        "institution": "",
        "certificate_template": "",
        "groups-TOTAL_FORMS": 1,
        "groups-INITIAL_FORMS": 0,
        "groups-0-title_az": "Qrup",
        "groups-0-required_count": "",
        "groups-0-ORDER": 1,
        "groups-0-items-TOTAL_FORMS": len(items),
        "groups-0-items-INITIAL_FORMS": 0,
    }
    for place, item in enumerate(items):
        sent |= {f"groups-0-items-{place}-{name}": value for name, value in ({"ORDER": place + 1} | item).items()}
    return sent | changes


def test_nothing_of_others_is_listed(studio: Client, course: Course) -> None:
    make_programme([course])
    make_seminar(AT)
    assert (listed(studio, "programme"), listed(studio, "seminar")) == ([], [])


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("kind", QUERIES)
def test_listing_costs_the_same(
    kind: str, number: int, studio: Client, course: Course, django_assert_num_queries
) -> None:
    for _row in range(number):
        row = make_programme([course]) if kind == "programme" else make_seminar(AT)
        row.pages.update(owner=studio.session["_auth_user_id"])
    studio.get(reverse(f"{kind}:index"))
    with django_assert_num_queries(QUERIES[kind]):
        assert len(listed(studio, kind)) == number


def test_groups_are_made_in_order(studio: Client, programme: Programme, course: Course, seminar: Seminar) -> None:
    programme.groups.all().delete()
    sent = answers(programme, {"course": course.pk}, {"seminar": seminar.pk}, **{"groups-0-required_count": 1})
    answer = studio.post(reverse("programme:edit", args=[programme.pk]), sent)
    group = programme.groups.get()
    assert (answer.status_code, group.title, group.required_count) == (302, {"az": "Qrup"}, 1)
    assert list(group.items.values_list("course", "seminar")) == [(course.pk, None), (None, seminar.pk)]


@pytest.mark.parametrize("both", [True, False])
def test_item_is_a_course_or_a_seminar(
    both: bool,  # noqa: FBT001
    studio: Client,
    programme: Programme,
    course: Course,
    seminar: Seminar,
) -> None:
    programme.groups.all().delete()
    item = {"course": course.pk, "seminar": seminar.pk} if both else {"course": "", "seminar": ""}
    answer = studio.post(reverse("programme:edit", args=[programme.pk]), answers(programme, item), headers=ENGLISH)
    assert "Choose a course or a seminar, one of the two." in answer.text
    assert ProgrammeItem.objects.count() == 0


@pytest.mark.parametrize("name", ["programme:edit", "seminar:edit"])
def test_rows_of_others_are_missing(name: str, client_of, programme: Programme, seminar: Seminar) -> None:
    row = programme if name.startswith("programme") else seminar
    assert client_of(make_user(Role.TRAINER)).get(reverse(name, args=[row.pk])).status_code == 404
