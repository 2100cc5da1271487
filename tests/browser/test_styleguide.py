"""The style guide in a real browser: accessible in both schemes on phone and desk, and its native elements at work."""

import pytest
from playwright.sync_api import Page, expect

from academy.accounts.demo import DEMO_PASSWORD
from tests.browser.accessibility import violations

PAGES = ["/styleguide/", "/styleguide/seminar/", "/styleguide/desk/", "/styleguide/statistics/"]
VIEWS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)]


@pytest.fixture
def editor(page: Page) -> Page:
    """A page of somebody who may enter the CMS; logged in without a page, so that nothing is still loading."""
    requests = page.context.request
    requests.get("/accounts/login/")
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrftoken")
    form = {"login": "editor@example.org", "password": DEMO_PASSWORD, "csrfmiddlewaretoken": token}
    assert requests.post("/accounts/login/", form=form).url.endswith("/my/")
    return page


@pytest.mark.parametrize("path", PAGES)
def test_styleguide_is_accessible_in_every_view(path: str, editor: Page) -> None:
    editor.goto(path)
    faults = []
    for scheme, width in VIEWS:
        editor.emulate_media(color_scheme=scheme)
        editor.set_viewport_size({"width": width, "height": 900})
        faults += [f"{scheme}, {width}: {fault}" for fault in violations(editor)]
        if editor.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            faults.append(f"{path} scrolls sideways at {width}")
    assert faults == []


def test_dialog_takes_the_focus_and_gives_it_back(editor: Page) -> None:
    editor.goto("/styleguide/desk/?language=en")
    opener = editor.get_by_role("button", name="Remind who is late")
    opener.press("Enter")
    dialog = editor.get_by_role("dialog", name="Remind three people?")
    expect(dialog).to_be_visible()
    assert violations(editor) == []
    editor.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_dialog_closes_by_its_button(editor: Page) -> None:
    editor.goto("/styleguide/?language=en")
    editor.get_by_role("button", name="How places are given").click()
    dialog = editor.get_by_role("dialog", name="How places are given")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_menu_closes_by_escape_and_gives_the_focus_back(editor: Page) -> None:
    editor.goto("/styleguide/desk/?language=en")
    summary = editor.locator("main details.menu > summary")
    summary.press("Enter")
    expect(editor.get_by_role("link", name="As a table (CSV)")).to_be_visible()
    editor.keyboard.press("Escape")
    expect(editor.get_by_role("link", name="As a table (CSV)")).to_be_hidden()
    expect(summary).to_be_focused()


def test_toast_closes_and_hands_the_focus_on(editor: Page) -> None:
    editor.goto("/styleguide/?language=en")
    toasts = editor.locator(".toast")
    count = toasts.count()
    toasts.first.get_by_role("button").press("Enter")
    expect(toasts).to_have_count(count - 1)
    expect(toasts.first.get_by_role("button")).to_be_focused()


def test_table_is_sorted_by_the_keyboard(editor: Page) -> None:
    editor.goto("/styleguide/desk/?language=en", wait_until="networkidle")
    with editor.expect_navigation():
        editor.get_by_role("link", name="Academic hours").press("Enter")
    expect(editor.get_by_role("columnheader", name="Academic hours")).to_have_attribute("aria-sort", "ascending")


def test_summary_of_errors_leads_to_the_field(editor: Page) -> None:
    editor.goto("/styleguide/?language=en")
    editor.locator("#wrong-errors").get_by_role("link", name="E-mail address").press("Enter")
    expect(editor.locator("[name=wrong-email]")).to_be_focused()
