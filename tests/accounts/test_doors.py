"""One login door: whatever else takes a password in Django, allauth or Wagtail leads there and looks at nothing."""

import pytest
from django.contrib.auth.views import LoginView, PasswordResetView
from django.core import mail
from django.test import Client
from django.urls import get_resolver
from wagtail.admin.views.account import password_reset_enabled

from tests.accounts.test_signup import code_in
from tests.factories.people import PASSWORD, add_second_factor, make_user, second_factor_code
from tests.routes import routes

pytestmark = pytest.mark.django_db

DOORS = ["/admin/login/", "/az/_util/login/", "/ru/_util/login/", "/en/_util/login/"]


@pytest.mark.parametrize("door", DOORS)
def test_door_sends_everybody_to_the_one_login_page(client: Client, door: str) -> None:
    response = client.get(door, {"next": "/admin/pages/"})
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=%2Fadmin%2Fpages%2F")


@pytest.mark.parametrize("door", DOORS)
def test_door_takes_no_password_of_somebody_with_a_second_factor(client: Client, door: str) -> None:
    user = make_user(is_superuser=True)
    add_second_factor(user)
    response = client.post(door, {"username": user.email, "login": user.email, "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/accounts/login/")
    assert "_auth_user_id" not in client.session


def test_cms_asks_for_the_second_factor(client: Client) -> None:
    user = make_user(is_superuser=True)
    add_second_factor(user)
    door = client.get("/admin/")
    assert door.url == "/accounts/login/?next=/admin/"
    password = client.post(door.url, {"login": user.email, "password": PASSWORD})
    assert password.url.startswith("/accounts/2fa/authenticate/")
    assert client.get("/admin/").status_code == 302
    response = client.post(password.url, {"code": second_factor_code()})
    assert response.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_second_factor_with_wrong_code_stays_outside(client: Client) -> None:
    user = make_user()
    add_second_factor(user)
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session


def test_recovery_code_opens_once(client: Client) -> None:
    user = make_user()
    code = add_second_factor(user)[0]
    for inside in (True, False):
        browser = Client()
        browser.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in browser.session) is inside


def test_code_by_email_does_not_go_round_the_second_factor(client: Client) -> None:
    user = make_user()
    add_second_factor(user)
    client.post("/accounts/login/code/", {"email": user.email})

    response = client.post("/accounts/login/code/confirm/", {"code": code_in(mail.outbox[0])})
    assert response.url.startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in client.session


def test_no_login_or_password_reset_view_of_django_can_be_reached() -> None:
    views = {address: getattr(route.pattern.callback, "view_class", None) for address, route in routes().items()}
    doors = (LoginView, PasswordResetView)
    open_doors = [address for address, view in views.items() if isinstance(view, type) and issubclass(view, doors)]
    assert open_doors == ["admin/password_reset/"]  # and that one is switched off, as the next test shows


def test_password_reset_of_the_cms_is_off(client: Client) -> None:
    assert not password_reset_enabled()
    assert client.get("/admin/password_reset/").status_code == 404
    assert client.post("/admin/password_reset/", {"email": make_user(is_superuser=True).email}).status_code == 404


def test_there_is_no_django_admin() -> None:
    assert "admin" not in get_resolver().app_dict


def test_cms_account_page_has_neither_name_nor_password(client_of: object) -> None:
    user = make_user(is_superuser=True)
    page = client_of(user).get("/admin/account/")
    panels = [panel.name for panels in page.context["panels_by_tab"].values() for panel in panels]
    assert sorted(panels) == ["avatar", "locale", "notifications", "theme"]
