"""A question written by keyboard alone in the real CMS: type, texts, rows added, moved and removed, preview."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Demo
from tests.browser.keyboard import fill, follow, reach
from tests.browser.test_authoring import person

WORDS = ("Order", "Receive", "Catalogue")


def row(page: Page, place: int):
    return page.locator("[data-rows=items] [data-row]:not([hidden])").nth(place)


def write(page: Page, place: int, text: str) -> None:
    fill(page, row(page, place).locator("input[name$='-text_az']"), text)


def press(page: Page, button) -> None:
    reach(page, button)
    page.keyboard.press("Enter")


def shown(page: Page) -> list[str]:
    inputs = page.locator("[data-rows=items] [data-row]:not([hidden]) input[name$='-text_az']")
    return inputs.evaluate_all("all => all.map((input) => input.value)")


def test_ordering_is_written_by_keyboard(browser: Browser, demo: Demo) -> None:
    page = person(browser, demo, "trainer")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/admin/question/new/")
    follow(page, page.locator("a[href='?type=ordering']"))
    expect(page.locator("[data-row]:not([hidden])")).to_have_count(3)
    assert "\n".join(violations(page)) == ""

    stem = page.locator("[role=textbox]").first
    fill(page, stem, "What comes first?")
    write(page, 0, WORDS[1])
    write(page, 1, WORDS[0])
    write(page, 2, "Burn")
    press(page, page.locator("[data-rows=items] [data-add]"))
    write(page, 3, WORDS[2])
    press(page, row(page, 1).locator("[data-up]"))
    press(page, row(page, 2).locator("[data-remove]"))
    assert shown(page) == list(WORDS)
    assert "\n".join(violations(page)) == ""

    save = page.locator("footer button.button-longrunning")
    follow(page, save)
    expect(page).to_have_url(re.compile(r"/admin/question/edit/\d+/"))
    expect(page.locator(".messages .success")).to_be_visible()
    assert shown(page)[:3] == list(WORDS)

    follow(page, page.locator("a[href*='/admin/question/preview/']").first)
    expect(page.locator(".stem, legend").first).to_contain_text("What comes first?")
    assert "\n".join(violations(page)) == ""
    assert complaints == []


def test_pages_about_questions_are_accessible_and_narrow(browser: Browser, demo: Demo) -> None:
    page = person(browser, demo, "trainer")
    page.goto("/admin/question/?q=MARC")
    addresses = ["/admin/question/new/"]
    addresses += page.locator("a[href*='/question/edit/'], a[href*='/question/preview/']").evaluate_all(
        "all => all.map((link) => link.getAttribute('href'))"
    )[:2]
    number = re.search(r"/question/(?:edit|preview)/(\d+)/", addresses[1])[1]
    page.goto("/admin/questionbank/")
    bank = re.search(r"/questionbank/edit/(\d+)/", page.content())[1]
    ways = [f"/admin/question/preview/{number}/", f"/admin/question/versions/{number}/"]
    for address in [
        *addresses[:1],
        *ways,
        f"/admin/questionbank/categories/{bank}/",
        f"/admin/question/edit/{number}/",
    ]:
        page.goto(address)
        assert (address, violations(page)) == (address, [])
        page.set_viewport_size({"width": 320, "height": 700})
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert (address, wide <= 320) == (address, True)
        page.set_viewport_size({"width": 1280, "height": 900})
