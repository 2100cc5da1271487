from datetime import date

import pytest
from django.utils import translation

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import Institution, Membership, User
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

FORM = {"name_az": "Milli Kitabxana", "name_ru": "Национальная библиотека", "name_en": "", "city": "Bakı"}


def lines(*memberships: dict[str, object], stored: int = 0) -> dict[str, object]:
    form = {"memberships-TOTAL_FORMS": len(memberships), "memberships-INITIAL_FORMS": stored}
    form |= {"memberships-MIN_NUM_FORMS": 0, "memberships-MAX_NUM_FORMS": 1000}
    for number, membership in enumerate(memberships):
        form |= {f"memberships-{number}-{name}": value for name, value in membership.items()}
    return form


def line(email: str, role: MembershipRole = MembershipRole.MEMBER, **values: object) -> dict[str, object]:
    return {"user": email, "role": role, "since": "2026-01-15", "id": "", "DELETE": ""} | values


@pytest.fixture
def administrator() -> User:
    return make_user(Role.ADMINISTRATOR)


def test_institution_is_created_with_its_name_per_language(client_of: object, administrator: User) -> None:
    client_of(administrator).post("/admin/institutions/new/", FORM | lines())
    institution = Institution.objects.get()
    assert institution.name == {"az": "Milli Kitabxana", "ru": "Национальная библиотека"}
    assert institution.city == "Bakı"


def test_institution_form_shows_the_stored_names(client_of: object, administrator: User) -> None:
    institution = Institution.objects.create(name={"az": "Ə", "ru": "Я"})
    form = client_of(administrator).get(f"/admin/institutions/edit/{institution.pk}/").context["form"]
    assert [form[f"name_{code}"].value() for code in ("az", "ru", "en")] == ["Ə", "Я", ""]


def test_institution_without_its_name_in_azerbaijani_is_refused(client_of: object, administrator: User) -> None:
    page = client_of(administrator).post("/admin/institutions/new/", FORM | {"name_az": ""} | lines())
    assert list(page.context["form"].errors) == ["name_az"]
    assert not Institution.objects.exists()


def test_institution_speaks_the_language_of_the_page() -> None:
    institution = Institution(name={"az": "Ə", "ru": "Я"})
    spoken = []
    for language in ("az", "ru", "en"):
        with translation.override(language):
            spoken.append(str(institution))
    assert spoken == ["Ə", "Я", "Ə"]


def test_member_is_added_by_address_whatever_the_case(client_of: object, administrator: User) -> None:
    institution, user = make_institution(), make_user(email="nigar@example.org")
    member = line(" Nigar@Example.org", MembershipRole.HR)
    client_of(administrator).post(f"/admin/institutions/edit/{institution.pk}/", FORM | lines(member))
    membership = Membership.objects.get()
    assert (membership.user, membership.institution, membership.role) == (user, institution, MembershipRole.HR)
    assert membership.since == date(2026, 1, 15)


@pytest.mark.parametrize("email", ["nobody@example.org", "", "1"])
def test_member_whom_nobody_knows_is_refused(client_of: object, administrator: User, email: str) -> None:
    institution = make_institution()
    page = client_of(administrator).post(f"/admin/institutions/edit/{institution.pk}/", FORM | lines(line(email)))
    assert list(page.context["form"].formsets["memberships"].errors[0]) == ["user"]
    assert not Membership.objects.exists()


def test_member_twice_in_one_role_is_refused(client_of: object, administrator: User) -> None:
    institution, user = make_institution(), make_user()
    twice = lines(line(user.email), line(user.email))
    page = client_of(administrator).post(f"/admin/institutions/edit/{institution.pk}/", FORM | twice)
    assert page.status_code == 200
    assert not Membership.objects.exists()


def test_member_is_shown_by_address_and_taken_out(client_of: object, administrator: User) -> None:
    institution, user = make_institution(), make_user()
    membership = make_membership(user, institution)
    client = client_of(administrator)
    url = f"/admin/institutions/edit/{institution.pk}/"
    form = client.get(url).context["form"].formsets["memberships"].forms[0]
    assert form["user"].value() == user.email
    assert f'value="{user.email}"' in str(form["user"])
    client.post(url, FORM | lines(line(user.email, id=membership.pk, DELETE="on"), stored=1))
    assert not Membership.objects.exists()


@pytest.mark.parametrize("role", [Role.TRAINER, Role.EDITOR, Role.HR, Role.REGISTRAR, None])
@pytest.mark.parametrize("address", ["", "new/", "edit/{pk}/", "delete/{pk}/", "history/{pk}/"])
def test_institutions_are_closed_to_whoever_is_no_administrator(
    client_of: object, role: Role | None, address: str
) -> None:
    institution, user = make_institution("Köhnə Ad"), make_user(*[role] if role else [])
    client = client_of(user)
    url = "/admin/institutions/" + address.format(pk=institution.pk)
    refusal = 403 if role in {Role.HR, None} else 302
    assert client.get(url).status_code == refusal
    assert client.post(url, FORM | lines(line(user.email, MembershipRole.HR))).status_code == refusal
    assert [stored.name for stored in Institution.objects.all()] == [{"az": "Köhnə Ad"}]
    assert not Membership.objects.exists()
