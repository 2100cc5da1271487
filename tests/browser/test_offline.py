"""Without a connection: what was opened can be read, what was answered arrives later, and nobody finds another's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from academy.accounts.demo import DEMO_PASSWORD
from tests.browser.conftest import Demo
from tests.browser.people import QUESTIONS, choose, enrol, log_in, log_out, read_all, sign_up, start_attempt

READER = "offline-reader@example.org"
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const requests = await (await caches.open(name)).keys();
    kept.push(...requests.map((request) => new URL(request.url).pathname));
  }
  return kept.filter((path) => !path.startsWith("/static/") && !path.startsWith("/media/")).sort();
}"""
#: The page for “no connection” in three languages, and which of them was read last.
ALWAYS = ["/language", "/offline/", "/offline/", "/offline/"]
NO_CONNECTION = "[data-without-connection]"
COPY = "[data-offline-copy]"


@pytest.fixture(scope="module")
def lesson(browser: Browser, demo: Demo) -> str:
    """Path of the first lesson of a course on which the reader has enrolled."""
    context = browser.new_context(base_url=demo.address, service_workers="block")
    page = context.new_page()
    sign_up(page, demo, READER)
    path = enrol(page)
    context.close()
    return path


@pytest.fixture
def context(open_context: Callable[..., BrowserContext]) -> BrowserContext:
    return open_context()


@pytest.fixture
def page(context: BrowserContext, lesson: str) -> Page:
    """A page of the reader, logged in, with the worker in charge."""
    page = context.new_page()
    log_in(page, READER)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def expect_kept(page: Page, *paths: str) -> None:
    """Wait until exactly these pages lie on the device, beside what always does."""
    for _try in range(50):
        if page.evaluate(KEPT) == sorted([*ALWAYS, *paths]):
            return
        page.wait_for_timeout(100)
    assert page.evaluate(KEPT) == sorted([*ALWAYS, *paths])


def open_lesson(page: Page, lesson: str) -> None:
    page.goto(lesson)
    expect_kept(page, lesson)


def another_lesson(page: Page, lesson: str) -> str:
    page.goto("/courses/MARC-201/")
    links = page.locator(".lessons a").evaluate_all("links => links.map((link) => link.pathname)")
    return next(path for path in links if path != lesson)


def test_opened_lesson_is_readable_offline_and_says_so(page: Page, context: BrowserContext, lesson: str) -> None:
    open_lesson(page, lesson)
    expect(page.locator(COPY)).to_be_hidden()
    title, text = page.locator("h1").inner_text(), page.locator("article").inner_text()
    context.set_offline(offline=True)
    page.reload()
    expect(page.locator(COPY)).to_contain_text("This is the copy that was stored on this device on ")
    assert (page.locator("h1").inner_text(), page.locator("article").inner_text()) == (title, text)
    assert page.evaluate("document.fonts.size > 0 && getComputedStyle(document.body).fontFamily.includes('Onest')")


def test_what_was_not_opened_shows_the_offline_page(page: Page, context: BrowserContext, lesson: str) -> None:
    other = another_lesson(page, lesson)
    open_lesson(page, lesson)
    context.set_offline(offline=True)
    for path in (other, "/my/", "/verify/", "/"):
        page.goto(path)
        expect(page.locator(f"{NO_CONNECTION} h1")).to_have_text("No connection")
    assert page.locator("[data-stored-lessons] a").evaluate_all("links => links.map((l) => l.pathname)") == [lesson]


def test_offline_page_speaks_the_language_of_the_address(page: Page, context: BrowserContext) -> None:
    context.set_offline(offline=True)
    seen = []
    for language in ("az", "ru", "en"):
        page.goto(f"/{language}/")
        seen.append((page.locator("html").get_attribute("lang"), page.locator(NO_CONNECTION).count()))
    assert seen == [("az", 1), ("ru", 1), ("en", 1)]


def test_page_comes_by_itself_when_the_connection_is_back(page: Page, context: BrowserContext) -> None:
    context.set_offline(offline=True)
    page.goto("/verify/")
    expect(page.locator(NO_CONNECTION)).to_be_visible()
    context.set_offline(offline=False)
    expect(page.locator("main input[name=code]")).to_be_visible()


def test_nothing_else_that_is_personal_is_kept(page: Page, lesson: str) -> None:
    open_lesson(page, lesson)
    for path in ("/my/", "/my/courses/MARC-201/quiz/", "/verify/", "/accounts/profile/", "/accounts/email/", "/en/"):
        page.goto(path)
    page.goto("/courses/MARC-201/")
    expect_kept(page, lesson)


def test_log_out_takes_everything_off_the_device(page: Page, context: BrowserContext, lesson: str) -> None:
    open_lesson(page, lesson)
    page.evaluate("localStorage.setItem('answers:0', '{}')")
    log_out(page)
    assert page.evaluate("localStorage.getItem('answers:0')") is None
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    expect_kept(page)
    context.set_offline(offline=True)
    page.goto(lesson)
    expect(page.locator(NO_CONNECTION)).to_be_visible()


def test_another_person_finds_nothing_on_the_device(page: Page, context: BrowserContext, lesson: str) -> None:
    open_lesson(page, lesson)
    page.evaluate("localStorage.setItem('answers:0', '{}')")
    context.clear_cookies()
    log_in(page, "learner@example.org", DEMO_PASSWORD)
    expect_kept(page)
    assert page.evaluate("localStorage.getItem('answers:0')") is None


def test_same_person_keeps_lessons_after_the_session_ended(page: Page, context: BrowserContext, lesson: str) -> None:
    open_lesson(page, lesson)
    context.clear_cookies()
    page.goto("/en/")
    log_in(page, READER)
    expect_kept(page, lesson)


def test_answers_given_offline_arrive_and_count(
    open_context: Callable[..., BrowserContext], demo: Demo, lesson: str
) -> None:
    context = open_context()
    page = context.new_page()
    sign_up(page, demo, "offline-answers@example.org")
    enrol(page)
    read_all(page)
    start_attempt(page)
    expect_answers_to_wait(page, context)
    expect_an_end_to_the_session_to_lose_nothing(page, context)
    with page.expect_navigation():
        page.locator("form[action$='/submit/'] button").click()
    expect(page.get_by_text("100%").first).to_be_visible()


def expect_answers_to_wait(page: Page, context: BrowserContext) -> None:
    """Answer the first question without a connection, find it kept, and see it arrive."""
    status = page.locator("#status-1")
    context.set_offline(offline=True)
    choose(page, QUESTIONS[0])
    expect(status).to_have_text("Stored on this device")
    expect(page.locator("[data-connection]")).to_contain_text("Your answers are stored on this device")
    page.locator("form[action$='/submit/'] button").click()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('answers:')).length") == 1
    context.set_offline(offline=False)
    expect(status).to_have_text("Saved")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('answers:')).length") == 0


def expect_an_end_to_the_session_to_lose_nothing(page: Page, context: BrowserContext) -> None:
    """Answer the others after the session has ended; after the login they are on the page again, and are sent."""
    attempt = page.url
    context.clear_cookies(name="sessionid")
    for question in QUESTIONS[1:]:
        choose(page, question)
    expect(page.locator("[data-connection]")).to_contain_text("Your session has expired")
    log_in(page, "offline-answers@example.org")
    page.goto(attempt)
    expect(page.locator(".question-status", has_text="Saved")).to_have_count(len(QUESTIONS))
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('answers:')).length") == 0
