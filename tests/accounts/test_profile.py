import pytest
from django.test import Client

from academy.accounts.enums import MembershipRole
from academy.accounts.models import User
from tests.factories.people import make_institution, make_membership, make_user

pytestmark = pytest.mark.django_db

#: Session, user, memberships with institutions, and what the frame of every page asks.
PROFILE_QUERIES = 5

FORM = {"legal_name": "Əliyeva Nigar", "language": "ru"}


def stored() -> list[tuple[str, str]]:
    return list(User.objects.order_by("pk").values_list("legal_name", "language"))


def test_profile_stores_name_and_language_of_its_owner_alone(client_of: object) -> None:
    user = make_user(legal_name="Köhnə Ad")
    make_user(legal_name="Başqa Adam")
    response = client_of(user).post("/accounts/profile/", FORM)
    assert response.url == "/accounts/profile/"
    assert stored() == [("Əliyeva Nigar", "ru"), ("Başqa Adam", "az")]


def test_profile_sets_the_cookie_and_speaks_the_new_language(client_of: object) -> None:
    client = client_of(make_user())
    client.cookies["language"] = "az"
    client.post("/accounts/profile/", FORM)
    assert client.cookies["language"].value == "ru"
    assert client.get("/accounts/profile/")["Content-Language"] == "ru"


def test_profile_saved_twice_is_saved_once(client_of: object) -> None:
    client = client_of(make_user())
    for _time in range(2):
        client.post("/accounts/profile/", FORM)
    assert stored() == [("Əliyeva Nigar", "ru")]


@pytest.mark.parametrize(
    "change", [{"legal_name": ""}, {"legal_name": "A\u202eB"}, {"language": "de"}, {"language": ""}]
)
def test_profile_refuses_what_is_wrong_and_shows_it(client_of: object, change: dict[str, str]) -> None:
    page = client_of(make_user(legal_name="Köhnə Ad")).post("/accounts/profile/", FORM | change)
    assert list(page.context["form"].errors) == list(change)
    assert stored() == [("Köhnə Ad", "az")]


def test_profile_gives_no_rights_by_extra_fields(client_of: object) -> None:
    user = make_user()
    institution = make_institution()
    extra = {"is_superuser": "on", "groups": "1", "email": "new@example.org", "institution": institution.pk}
    client_of(user).post("/accounts/profile/", FORM | extra)
    changed = User.objects.get()
    assert (changed.is_superuser, changed.groups.count(), changed.email) == (False, 0, user.email)
    assert not changed.memberships.exists()


def test_profile_shows_the_memberships_of_its_owner_alone(client_of: object) -> None:
    user, institution = make_user(), make_institution()
    mine = make_membership(user, institution, role=MembershipRole.HR)
    make_membership(make_user(), institution)
    page = client_of(user).get("/accounts/profile/")
    assert list(page.context["memberships"]) == [mine]


@pytest.mark.parametrize("count", [1, 3])
def test_profile_asks_the_same_number_of_queries(
    client_of: object, count: int, django_assert_num_queries: object
) -> None:
    user = make_user()
    for _number in range(count):
        make_membership(user, make_institution())
    client = client_of(user)
    client.get("/accounts/profile/")
    with django_assert_num_queries(PROFILE_QUERIES):
        client.get("/accounts/profile/")


def test_profile_is_for_people_who_logged_in(client: Client) -> None:
    assert client.get("/accounts/profile/").url == "/accounts/login/?next=/accounts/profile/"
    assert client.post("/accounts/profile/", FORM).status_code == 302


def test_profile_wants_a_csrf_token() -> None:
    user = make_user(legal_name="Köhnə Ad")
    client = Client(enforce_csrf_checks=True)
    client.force_login(user, backend="academy.accounts.backends.PersonBackend")
    assert client.post("/accounts/profile/", FORM).status_code == 403
    assert stored() == [("Köhnə Ad", "az")]


def test_profile_is_kept_by_no_cache(client_of: object) -> None:
    assert "no-store" in client_of(make_user()).get("/accounts/profile/")["Cache-Control"]
