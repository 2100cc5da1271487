"""Every address of the desk, and who may use it. What is foreign answers as what is missing."""

import pytest
from django.test import Client
from django.urls import reverse

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, User
from academy.integrations.urls import urlpatterns as programs
from courses.models import CertificateWatch, StaffList
from tests.factories.desk import (
    make_certificate,
    make_group,
    make_officer,
    make_requirement,
    make_staff,
    make_staff_invitation,
)
from tests.factories.people import make_institution, make_membership, make_user
from tests.routes import routes

pytestmark = pytest.mark.django_db

#: View -> its methods, and what its address names beside the institution.
TABLE = {
    "desk": ("GET", ()),
    "desk_people": ("GET", ()),
    "desk_act": ("POST", ()),
    "desk_person": ("GET", ("staff",)),
    "desk_take_off": ("GET POST", ("staff",)),
    "desk_take_out": ("POST", ("staff", "group")),
    "desk_watch": ("POST", ("staff",)),
    "desk_matrix": ("GET", ()),
    "desk_expiring": ("GET", ()),
    "desk_requirements": ("GET POST", ()),
    "desk_requirement": ("GET POST", ("requirement",)),
    "desk_delete_requirement": ("POST", ("requirement",)),
    "desk_groups": ("GET POST", ()),
    "desk_group": ("POST", ("group",)),
    "desk_invitations": ("GET POST", ()),
    "desk_list": ("GET POST", ("list",)),
    "desk_end_invitation": ("POST", ("invitation",)),
    "desk_watches": ("GET", ()),
    "desk_stop_watching": ("POST", ("watch",)),
}
#: Addresses of the desk that name no institution; they have tests of their own.
#: Those of the programs of an institution have theirs in tests/integrations.
PROGRAMS = {pattern.name for pattern in programs}
OTHERS = {"desks", "approvals", "decide_for_institution", *PROGRAMS}
ROLES = ("member", "organiser", "trainer", "administrator", "officer elsewhere", "blocked officer")
CALLS = [(name, method) for name, (methods, _names) in TABLE.items() for method in methods.split()]


def rows_of(institution: Institution) -> dict[str, int]:
    """One row of each kind that addresses name."""
    staff, officer = make_staff(institution), make_officer(institution)
    certificate = make_certificate(staff.user)
    people = StaffList.objects.create(institution=institution, language="az", uploaded_by=officer.user)
    watch = CertificateWatch.objects.create(officer=officer, staff=staff, code=certificate.code)
    return {
        "staff": staff.pk,
        "group": make_group(institution).pk,
        "requirement": make_requirement(institution, 30).pk,
        "list": people.pk,
        "invitation": make_staff_invitation(institution, "new@example.org").pk,
        "watch": watch.pk,
    }


def person(role: str, institution: Institution) -> User:
    user = make_user()
    if role in {"member", "organiser"}:
        make_membership(user, institution, role=MembershipRole(role))
    elif role == "trainer":
        user = make_user(Role.TRAINER)
        make_membership(user, institution)
    elif role == "administrator":
        user = make_user(Role.ADMINISTRATOR, Role.HR)
    elif role == "officer elsewhere":
        make_officer(make_institution("Başqa kitabxana"), user)
    else:
        make_officer(institution, user)
        User.objects.filter(pk=user.pk).update(is_active=False)
    return user


def ask(browser: Client, name: str, method: str, institution: int, rows: dict[str, int]) -> int:
    address = reverse(name, args=[institution, *(rows[one] for one in TABLE[name][1])])
    return getattr(browser, method.lower())(address).status_code


def test_table_holds_every_address_of_the_desk() -> None:
    patterns = {route.pattern.name for address, route in routes().items() if address.startswith("desk/")}
    assert patterns == set(TABLE) | OTHERS


@pytest.mark.parametrize("role", ROLES)
def test_others_find_nothing(role: str, institution: Institution, client_of) -> None:
    rows = rows_of(institution)
    browser = client_of(person(role, institution))
    expected = 302 if role == "blocked officer" else 404
    assert {ask(browser, *call, institution.pk, rows) for call in CALLS} == {expected}


def test_visitors_are_asked_to_log_in(institution: Institution) -> None:
    rows = rows_of(institution)
    assert {ask(Client(), *call, institution.pk, rows) for call in CALLS} == {302}


def test_officer_finds_everything(institution: Institution, desk: Client) -> None:
    rows = rows_of(institution)
    for name, method in CALLS:
        if method == "GET":
            assert ask(desk, name, method, institution.pk, rows) == 200, name


def test_rows_of_another_institution_are_missing_in_the_own_one(
    institution: Institution, desk: Client, officer
) -> None:
    """Nested numbers: the institution of the address is the officer's, the row is not."""
    foreign = rows_of(make_institution("Başqa kitabxana"))
    own = rows_of(institution)
    for name, method in CALLS:
        for one in TABLE[name][1]:
            assert ask(desk, name, method, institution.pk, own | {one: foreign[one]}) == 404, (name, one)
            assert ask(desk, name, method, institution.pk, own | {one: 999_999}) == 404, (name, one)


def test_watch_of_another_officer_is_missing(institution: Institution, desk: Client) -> None:
    rows = rows_of(institution)
    assert ask(desk, "desk_stop_watching", "POST", institution.pk, rows) == 404
    assert CertificateWatch.objects.count() == 1


@pytest.mark.parametrize("call", [call for call in CALLS if call[1] == "POST"])
def test_writing_needs_the_token_of_a_form(call: tuple[str, str], institution: Institution, officer) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(officer.user, backend="academy.accounts.backends.PersonBackend")
    assert ask(browser, *call, institution.pk, rows_of(institution)) == 403


@pytest.mark.parametrize(("name", "methods"), [(name, methods) for name, (methods, _names) in TABLE.items()])
def test_other_methods_are_refused(name: str, methods: str, institution: Institution, desk: Client) -> None:
    rows = rows_of(institution)
    for method in {"GET", "POST"} - set(methods.split()):
        assert ask(desk, name, method, institution.pk, rows) == 405


def test_pages_are_kept_by_no_cache_and_found_by_no_engine(institution: Institution, desk: Client) -> None:
    answer = desk.get(reverse("desk", args=[institution.pk]))
    assert "no-store" in answer.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in answer.text


def test_desk_without_a_number_leads_to_the_own_one(institution: Institution, desk: Client, client_of) -> None:
    assert desk.get(reverse("desks")).headers["Location"] == reverse("desk", args=[institution.pk])
    organiser = make_membership(make_user(), institution, role=MembershipRole.ORGANISER)
    assert client_of(organiser.user).get(reverse("desks")).headers["Location"] == reverse("approvals")
    assert client_of(make_user()).get(reverse("desks")).status_code == 404


def test_officer_of_two_institutions_sees_each_alone(institution: Institution, officer, desk: Client) -> None:
    other = make_institution("Başqa kitabxana")
    make_officer(other, officer.user)
    for place in (institution, other):
        make_staff(place, make_user(legal_name=f"İşçi {place.pk}"))
    shown = desk.get(reverse("desks"))
    assert [one.institution for one in shown.context["memberships"]] == [institution, other]
    for place in (institution, other):
        rows = desk.get(reverse("desk_people", args=[place.pk])).context["rows"]
        assert [row.person.user.legal_name for row in rows] == [f"İşçi {place.pk}"]
