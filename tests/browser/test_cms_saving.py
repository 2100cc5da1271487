"""Saving by hand in the CMS while the editor saves by itself: one page, and no complaint."""

import re

from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Demo
from tests.browser.test_authoring import person

ADDING = re.compile(r"/admin/pages/add/courses/coursepage/\d+/$")


def begin_course(page: Page) -> None:
    page.goto("/admin/")
    with page.expect_navigation():
        page.locator(".next-steps-actions a").first.click()


def press_save_while_it_saves(page: Page, code: str) -> None:
    """Press when the server has made the page, and the editor does not know it yet."""

    def press_before_the_answer(route: Route) -> None:
        answer = route.fetch()
        page.locator("button.action-save").first.click(no_wait_after=True)
        route.fulfill(response=answer)

    page.route(ADDING, press_before_the_answer, times=1)
    page.locator("#id_code").fill(code)
    page.locator("#id_title").press_sequentially(f"{code}: typed by a person", delay=150)


def test_new_page_comes_once(browser: Browser, demo: Demo) -> None:
    page = person(browser, demo, "trainer")
    begin_course(page)
    press_save_while_it_saves(page, "ONCE")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/$"))
    expect(page.locator(".messages .success")).to_be_visible()
    expect(page.locator("#id_title")).to_have_value("ONCE: typed by a person")


def test_without_the_script_the_second_is_refused(browser: Browser, demo: Demo) -> None:
    """The control: what the script is there for."""
    page = person(browser, demo, "trainer")
    page.route(re.compile("cms-saving"), lambda route: route.fulfill(body="", content_type="text/javascript"))
    begin_course(page)
    press_save_while_it_saves(page, "TWICE")
    expect(page.locator("#id_code[aria-invalid=true]")).to_be_visible()
