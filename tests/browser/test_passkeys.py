"""A passkey in a real browser, whose device is Chromium's own virtual one: made, used to log in, and to sign up."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo
from tests.browser.people import PASSWORD, confirmation_code, log_out, sign_up

#: A device that keeps passkeys and knows its owner.
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
NAME = "Ofis telefonu"


@pytest.fixture
def forget(page: Page) -> Callable[[], object]:
    """Give the page the device, and return a function that takes all passkeys from it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return lambda: tools.send("WebAuthn.clearCredentials", {"authenticatorId": made["authenticatorId"]})


def make_passkey(page: Page) -> None:
    """Whoever has just signed up confirms the password first."""
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("input[name=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("input[name=password]").press("Enter")
    page.locator("input[name=name]").fill(NAME)
    page.locator("input[name=passwordless]").check()
    with page.expect_navigation():
        page.locator("#mfa_webauthn_add").click()


def log_in_by_passkey(page: Page) -> None:
    page.goto("/accounts/login/?language=en")
    with page.expect_navigation(url=re.compile(r"/my/$")):
        page.locator("#passkey_login").click()


@pytest.mark.usefixtures("forget")
def test_passkey_is_made_and_logs_in_without_a_password(page: Page, demo: Demo) -> None:
    sign_up(page, demo, "passkey@example.org")
    make_passkey(page)
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_role("cell", name=NAME)).to_be_visible()
    log_out(page)
    log_in_by_passkey(page)
    expect(page.locator(".menu-name", has_text="Shelfmark")).to_have_count(1)


def test_device_that_knows_no_passkey_of_the_site_opens_nothing(
    page: Page, demo: Demo, forget: Callable[[], object]
) -> None:
    sign_up(page, demo, "other-passkey@example.org")
    make_passkey(page)
    log_out(page)
    forget()
    page.goto("/accounts/login/?language=en")
    page.locator("#passkey_login").click()
    expect(page.locator(".messages")).to_contain_text("No passkey came from this device")
    page.goto("/my/")
    expect(page).to_have_url(re.compile(r"/accounts/login/"))


@pytest.mark.usefixtures("forget")
def test_account_is_made_by_a_passkey_alone(page: Page, demo: Demo) -> None:
    email = "by-passkey@example.org"
    page.goto("/accounts/signup/?language=en")
    with page.expect_navigation():
        page.locator("a[href*='passkey']").click()
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=legal_name]").fill("Shelfmark Eleanor Anne")
    with page.expect_navigation():
        page.locator("input[name=email]").press("Enter")
    page.locator("input[name=code]").fill(confirmation_code(demo.newest_letter_to(email)))
    with page.expect_navigation():
        page.locator("input[name=code]").press("Enter")
    page.locator("input[name=name]").fill(NAME)
    with page.expect_navigation(url=re.compile(r"/my/$")):
        page.locator("#mfa_webauthn_signup").click()
    log_out(page)
    log_in_by_passkey(page)
