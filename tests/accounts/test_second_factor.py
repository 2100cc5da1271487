"""A second factor is required of whoever decides for others or sees them, and offered to everybody."""

from collections.abc import Callable

import pytest
from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth.models import Permission
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.http import HttpRequest
from django.test import Client, RequestFactory

from academy.accounts.enums import MembershipRole, Role
from academy.accounts.models import User
from academy.accounts.second_factor import count_first_factor, factors_of, proved_second_factor
from tests.accounts.test_login import log_in
from tests.accounts.test_security_pages import reauthenticate
from tests.accounts.test_signup import code_in
from tests.factories.people import (
    TOTP_SECRET,
    add_second_factor,
    make_institution,
    make_membership,
    make_security_key,
    make_user,
    second_factor_code,
)

pytestmark = pytest.mark.django_db

SETTING_UP = "/accounts/2fa/"


@pytest.fixture(autouse=True)
def _required(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def officer(role: MembershipRole) -> User:
    return make_membership(make_user(), make_institution(), role=role).user


def with_a_right() -> User:
    user = make_user()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


STAFF: dict[str, Callable[[], User]] = {
    **{role.name.lower(): lambda role=role: make_user(role) for role in Role},
    "superuser": lambda: make_user(is_superuser=True),
    "hr officer": lambda: officer(MembershipRole.HR),
    "organiser": lambda: officer(MembershipRole.ORGANISER),
    "own right": with_a_right,
}


def opened(client: Client, address: str = "/my/") -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize("who", STAFF)
def test_second_factor_is_required_of(who: str, client: Client) -> None:
    log_in(client, STAFF[who]().email)
    assert [opened(client, address) for address in ("/my/", "/", "/accounts/profile/")] == [(302, SETTING_UP)] * 3


@pytest.mark.parametrize("who", ["administrator", "hr", "superuser"])
def test_second_factor_is_not_required_where_it_is_switched_off(who: str, client: Client, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    log_in(client, STAFF[who]().email)
    assert opened(client) == (200, "")


def test_second_factor_is_not_required_of_learners_nor_of_members(client: Client) -> None:
    member = make_membership(make_user(), make_institution()).user
    for user in (make_user(), member):
        log_in(client, user.email)
        assert opened(client) == (200, "")


@pytest.mark.parametrize("address", ["/studio/", "/desk/"])
def test_work_for_others_needs_one_even_without_a_role(address: str, client: Client) -> None:
    log_in(client, make_user().email)
    assert opened(client, address) == (302, SETTING_UP)


def test_nobody_who_is_logged_out_is_led_to_set_it_up(client: Client) -> None:
    assert opened(client, "/studio/") == (302, "/accounts/login/?next=/studio/")


@pytest.fixture
def trainer() -> User:
    return make_user(Role.TRAINER, language="en")


@pytest.fixture
def inside(client: Client, trainer: User) -> Client:
    """A trainer's browser after the password alone."""
    log_in(client, trainer.email)
    return client


def test_setting_up_says_why(inside: Client) -> None:
    assert inside.get(SETTING_UP, {"language": "en"}).text.count("Set up a second factor first") == 1


@pytest.mark.parametrize("address", ["/accounts/email/", "/accounts/sessions/", "/accounts/logout/", "/offline/"])
def test_own_security_pages_stay_open(address: str, inside: Client) -> None:
    assert opened(inside, address) == (200, "")


def test_logging_out_stays_possible(inside: Client) -> None:
    inside.post("/accounts/logout/")
    assert "_auth_user_id" not in inside.session


@pytest.mark.parametrize(
    "headers", [{"accept": "application/json"}, {"x-requested-with": "XMLHttpRequest"}], ids=["json", "script"]
)
def test_programs_are_refused_with_a_sentence(headers: dict[str, str], inside: Client) -> None:
    answer = inside.get("/my/", headers={**headers, "accept-language": "en"})
    sentence = "Your role needs a second factor. Open the site in a browser and set it up there."
    assert (answer.status_code, answer.json()) == (403, {"detail": sentence})


def test_fragments_of_pages_lead_the_whole_page(inside: Client) -> None:
    answer = inside.get("/my/", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (403, SETTING_UP)


def test_form_is_not_taken_before(inside: Client, trainer: User) -> None:
    inside.post("/accounts/profile/", {"legal_name": "Başqa Ad", "language": "en"})
    trainer.refresh_from_db()
    assert trainer.legal_name == "Əliyeva Günay Şahin qızı"


def set_up_an_app(client: Client) -> object:
    reauthenticate(client)
    client.get("/accounts/2fa/totp/activate/")
    session = client.session
    session[SECRET_SESSION_KEY] = TOTP_SECRET
    session.save()
    return client.post("/accounts/2fa/totp/activate/", {"code": second_factor_code()})


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_first_login_sets_up_an_app_shows_recovery_codes_and_goes_on(inside: Client, trainer: User) -> None:
    assert set_up_an_app(inside).url == "/accounts/2fa/recovery-codes/"
    codes = Authenticator.objects.get(user=trainer, type="recovery_codes").wrap().get_unused_codes()
    page = inside.get("/accounts/2fa/recovery-codes/").text
    assert [code for code in codes if code not in page] == []
    assert opened(inside, "/studio/") == (200, "")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_second_factor_set_up_elsewhere_is_not_proved_here(inside: Client, trainer: User) -> None:
    other = Client()
    log_in(other, trainer.email)
    set_up_an_app(other)
    assert opened(inside, "/studio/") == (302, "/accounts/2fa/reauthenticate/?next=%2Fstudio%2F")


def test_session_opened_before_the_role_has_to_prove_it(client: Client) -> None:
    user = make_user()
    log_in(client, user.email)
    add_second_factor(user)
    assert opened(client) == (200, "")
    make_membership(user, make_institution(), role=MembershipRole.HR)
    assert opened(client, "/my/") == (302, "/accounts/2fa/reauthenticate/?next=%2Fmy%2F")
    proof = client.post("/accounts/2fa/reauthenticate/", {"code": second_factor_code(), "next": "/my/"})
    assert (proof.url, opened(client)) == ("/my/", (200, ""))


def test_password_proves_no_second_factor(inside: Client, trainer: User) -> None:
    add_second_factor(trainer)
    reauthenticate(inside)
    assert opened(inside, "/studio/")[0] == 302


def test_wrong_code_proves_no_second_factor(inside: Client, trainer: User) -> None:
    add_second_factor(trainer)
    inside.post("/accounts/2fa/reauthenticate/", {"code": "000000"})
    assert opened(inside, "/studio/")[0] == 302


def test_no_other_factor_is_added_before_the_one_that_is_there_is_proved(inside: Client, trainer: User) -> None:
    add_second_factor(trainer)
    reauthenticate(inside)
    assert opened(inside, "/accounts/2fa/webauthn/add/")[0] == 302


def test_key_alone_is_asked_for_as_a_key(inside: Client, trainer: User) -> None:
    Authenticator.objects.create(user=trainer, type="webauthn", data={"name": "Ə", "credential": {}})
    assert opened(inside)[1] == "/accounts/2fa/webauthn/reauthenticate/?next=%2Fmy%2F"


def log_in_twice_over(client: Client, user: User) -> None:
    """Log in with password and code, as somebody who has an app."""
    add_second_factor(user)
    log_in(client, user.email)
    client.post("/accounts/2fa/authenticate/", {"code": second_factor_code()})


def prove_again(client: Client, recovery_code: str) -> None:
    client.post("/accounts/2fa/reauthenticate/", {"code": recovery_code})


def recovery_code(user: User) -> str:
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]


def test_login_with_password_and_code_opens_the_studio(client: Client, trainer: User) -> None:
    log_in_twice_over(client, trainer)
    assert opened(client, "/studio/") == (200, "")


def test_login_with_a_recovery_code_opens_the_studio(client: Client, trainer: User) -> None:
    code = add_second_factor(trainer)[0]
    log_in(client, trainer.email)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    assert opened(client, "/studio/") == (200, "")


def remaining(user: User) -> list[str]:
    return sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def test_last_app_is_not_removed_while_the_role_needs_it(client: Client, trainer: User) -> None:
    log_in_twice_over(client, trainer)
    prove_again(client, recovery_code(trainer))
    page = client.post("/accounts/2fa/totp/deactivate/")
    assert page.context["form"].non_field_errors() == [
        "Your role needs a second factor. Add another one before you remove this one."
    ]
    assert remaining(trainer) == ["recovery_codes", "totp"]


def add_key(user: User) -> Authenticator:
    return Authenticator.objects.create(user=user, type="webauthn", data={"name": "Ə", "credential": {}})


def test_app_is_removed_where_a_key_stays(client: Client, trainer: User) -> None:
    log_in_twice_over(client, trainer)
    add_key(trainer)
    prove_again(client, recovery_code(trainer))
    client.post("/accounts/2fa/totp/deactivate/")
    assert remaining(trainer) == ["recovery_codes", "webauthn"]


def test_last_key_is_not_removed_while_the_role_needs_it(client: Client, trainer: User) -> None:
    log_in_twice_over(client, trainer)
    prove_again(client, recovery_code(trainer))
    Authenticator.objects.filter(user=trainer, type="totp").delete()
    key = add_key(trainer)
    answer = client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert (answer.url, remaining(trainer)) == ("/accounts/2fa/webauthn/", ["recovery_codes", "webauthn"])


def test_learner_removes_the_last_factor(client: Client) -> None:
    user = make_user()
    log_in_twice_over(client, user)
    prove_again(client, recovery_code(user))
    client.post("/accounts/2fa/totp/deactivate/")
    assert remaining(user) == []


def test_login_by_code_of_the_letter_is_one_factor(client: Client, trainer: User) -> None:
    client.post("/accounts/login/code/", {"email": trainer.email})
    client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert opened(client, "/studio/") == (302, SETTING_UP)


def test_login_page_of_the_demo_says_that_staff_need_a_password_alone(client: Client, settings) -> None:
    said = "A real academy asks them for a second factor."
    settings.SECOND_FACTOR_REQUIRED = False
    assert client.get("/accounts/login/", {"language": "en"}).text.count(said) == 1
    settings.DEMO = False
    assert client.get("/accounts/login/", {"language": "en"}).text.count(said) == 0


def test_factors_are_those_of_the_person_and_recovery_codes_are_none(trainer: User) -> None:
    add_second_factor(trainer)
    add_second_factor(make_user())
    assert [(one.user, one.type) for one in factors_of(trainer)] == [(trainer, "totp")]


def session_of(user: User) -> HttpRequest:
    """A request of somebody who has just logged in with a password alone."""
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    return request


def test_first_factor_counts_as_its_own_proof_and_a_second_one_does_not(trainer: User) -> None:
    add_second_factor(trainer)
    app, codes = (Authenticator.objects.get(user=trainer, type=kind) for kind in ("totp", "recovery_codes"))
    key = make_security_key(make_user())
    outcomes = []
    for authenticator in (codes, app):
        request = session_of(trainer)
        count_first_factor(request=request, authenticator=authenticator)
        outcomes.append(proved_second_factor(request))
    (record,) = get_authentication_records(request, trainer)
    assert (outcomes, record["method"], record["id"], record["type"]) == ([False, True], "mfa", app.pk, "totp")
    Authenticator.objects.filter(pk=key.pk).update(user=trainer)
    request = session_of(trainer)
    count_first_factor(request=request, authenticator=app)
    assert proved_second_factor(request) is False


def test_person_goes_on_where_she_was_after_a_page_and_at_the_start_after_a_form(client: Client) -> None:
    user = make_user(Role.TRAINER)
    add_second_factor(user)
    client.force_login(user, backend="academy.accounts.backends.PersonBackend")
    asked = client.get("/my/?page=2").headers["Location"]
    sent = client.post("/accounts/profile/", {"legal_name": "Başqa Ad"}).headers["Location"]
    assert asked == "/accounts/2fa/reauthenticate/?next=%2Fmy%2F%3Fpage%3D2"
    assert sent == "/accounts/2fa/reauthenticate/?next=%2Fmy%2F"


def test_api_answers_with_data_whatever_was_asked_for(inside: Client) -> None:
    assert inside.get("/api/v1/certificates").status_code == 403
