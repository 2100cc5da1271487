"""Requirements and groups: what is taken, what is refused, and what goes with what."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from academy.accounts.models import Institution
from courses.models import Course, Requirement, StaffGroup
from tests.factories.desk import make_group, make_requirement, make_staff
from tests.factories.learning import make_course
from tests.factories.people import make_institution
from tests.factories.programmes import make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return make_course(lessons=1)


def ask(desk: Client, place: Institution, **fields: object):
    form = {"group": "", "course": "", "programme": "", "hours": "", "years": 1, "due_on": ""}
    return desk.post(reverse("desk_requirements", args=[place.pk]), form | fields)


def asked() -> list[tuple]:
    return list(Requirement.objects.values_list("course", "programme", "hours", "years", "group", "due_on"))


def test_each_kind_is_taken(institution: Institution, desk: Client, course: Course) -> None:
    group, programme = make_group(institution), make_programme([course])
    ask(desk, institution, course=course.pk, group=group.pk, due_on="2030-05-01")
    ask(desk, institution, programme=programme.pk)
    ask(desk, institution, hours="120.5", years=3)
    assert [(*row[:2], row[2] and str(row[2]), *row[3:]) for row in asked()] == [
        (course.pk, None, None, 1, group.pk, date(2030, 5, 1)),
        (None, programme.pk, None, 1, None, None),
        (None, None, "120.50", 3, None, None),
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"hours": "0"},
        {"hours": "-1"},
        {"hours": "NaN"},
        {"hours": "1e309"},
        {"hours": "5", "years": 0},
        {"hours": "5", "years": 11},
        {"hours": "5", "due_on": "soon"},
        {"course": "999999"},
        {"group": "999999", "hours": "5"},
    ],
)
def test_nonsense_is_refused(fields: dict, institution: Institution, desk: Client) -> None:
    answer = ask(desk, institution, **fields)
    assert (answer.status_code, answer.context["form"].is_valid(), asked()) == (200, False, [])


def test_two_things_at_once_are_refused(institution: Institution, desk: Client, course: Course) -> None:
    assert ask(desk, institution, course=course.pk, hours="5").status_code == 200
    with pytest.raises(IntegrityError), transaction.atomic():
        make_requirement(institution, course, hours=5)
    assert asked() == []


def test_the_same_is_not_asked_twice_of_the_same_people(institution, desk: Client, course: Course) -> None:
    group = make_group(institution)
    for fields in (
        {"course": course.pk},
        {"hours": "5"},
        {"hours": "5", "years": 2},
        {"course": course.pk, "group": group.pk},
    ):
        assert ask(desk, institution, **fields).status_code == 302
        assert ask(desk, institution, **fields).status_code == 200
    assert len(asked()) == 4


def test_group_of_another_institution_is_not_offered(institution: Institution, desk: Client) -> None:
    foreign = make_group(make_institution("Başqa"), "Gizli")
    answer = ask(desk, institution, hours="5", group=foreign.pk)
    assert (answer.status_code, asked(), "Gizli" in answer.text) == (200, [], False)


def test_requirement_is_changed_and_deleted(institution: Institution, desk: Client, course: Course) -> None:
    requirement = make_requirement(institution, course)
    address = reverse("desk_requirement", args=[institution.pk, requirement.pk])
    form = {"group": "", "course": "", "programme": "", "hours": "30", "years": 1, "due_on": ""}
    assert desk.get(address).context["form"]["course"].value() == course.pk
    assert desk.post(address, form).status_code == 302
    assert [(row[0], str(row[2])) for row in asked()] == [(None, "30.00")]
    for status in (302, 404):
        answer = desk.post(reverse("desk_delete_requirement", args=[institution.pk, requirement.pk]))
        assert answer.status_code == status
    assert asked() == []


def test_extra_fields_change_nothing(institution: Institution, desk: Client) -> None:
    other = make_institution("Başqa")
    ask(desk, institution, hours="5", institution=other.pk)
    assert list(Requirement.objects.values_list("institution", flat=True)) == [institution.pk]


def test_group_is_made_renamed_and_deleted_with_what_is_asked_of_it(institution: Institution, desk: Client) -> None:
    groups = reverse("desk_groups", args=[institution.pk])
    assert desk.post(groups, {"name": "Kataloqçular"}).status_code == 302
    group = StaffGroup.objects.get()
    staff = make_staff(institution, None, group)
    make_requirement(institution, 5, group=group)
    make_requirement(institution, 30)
    address = reverse("desk_group", args=[institution.pk, group.pk])
    desk.post(address, {"way": "rename", "name": "Oxu zalı"})
    assert [(row.name, row.people, row.asked) for row in desk.get(groups).context["rows"]] == [("Oxu zalı", 1, 1)]
    desk.post(address, {"way": "delete"})
    staff.refresh_from_db()
    assert (StaffGroup.objects.count(), [str(row[2]) for row in asked()]) == (0, ["30.00"])


@pytest.mark.parametrize("name", ["", " ", "x" * 81, "Kataloqçular"])
def test_name_of_a_group_is_refused(name: str, institution: Institution, desk: Client) -> None:
    make_group(institution, "Kataloqçular")
    group = make_group(institution, "Oxu zalı")
    desk.post(reverse("desk_groups", args=[institution.pk]), {"name": name})
    desk.post(reverse("desk_group", args=[institution.pk, group.pk]), {"way": "rename", "name": name})
    assert sorted(StaffGroup.objects.values_list("name", flat=True)) == ["Kataloqçular", "Oxu zalı"]


def test_another_institution_may_use_the_same_name(institution: Institution, desk: Client) -> None:
    make_group(make_institution("Başqa"), "Kataloqçular")
    desk.post(reverse("desk_groups", args=[institution.pk]), {"name": "Kataloqçular"})
    assert StaffGroup.objects.filter(name="Kataloqçular").count() == 2
