"""A course in the real editor: written by a trainer, approved by two reviewers, read by somebody who enrolled."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from academy.accounts.demo import DEMO_PASSWORD, demo_address
from tests.browser.conftest import Demo, serve
from tests.browser.people import log_in, sign_up

RUSSIAN_TITLE = "Бумага и чернила"
#: Russian in the three languages of the CMS.
RUSSIAN = re.compile("rus|рус|Russian", re.IGNORECASE)
COURSE, LESSON, TEXT = "Paper and ink", "Why paper ages", "Acid makes paper brittle."


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo of its own: a course that comes and stays is not what the other tests look at."""
    with serve(tmp_path_factory.mktemp("authoring")) as own:
        yield own


def person(browser: Browser, demo: Demo, key: str) -> Page:
    """A browser of a person's own; the CMS speaks the language of the account."""
    size = {"width": 1280, "height": 900}
    page = browser.new_context(base_url=demo.address, viewport=size, service_workers="block").new_page()
    log_in(page, demo_address(key), DEMO_PASSWORD)
    return page


def test_course_comes_from_the_trainer_to_a_learner(browser: Browser, demo: Demo) -> None:
    trainer = person(browser, demo, "trainer")
    add_course(trainer)
    look_at_the_preview(trainer)
    editor = trainer.url
    add_lesson(trainer)
    act(trainer, "action-submit")
    trainer.goto(editor)
    act(trainer, "action-submit")
    for reviewer in ("methodologist", "language-reviewer"):
        approve_both(person(browser, demo, reviewer))
    read_it(browser, demo)
    translate_title(trainer, editor)
    read_in_russian(browser, demo)


def add_course(page: Page) -> None:
    page.goto("/admin/")
    with page.expect_navigation():
        page.locator(".next-steps-actions a").first.click()
    page.locator("#id_title").fill(COURSE)
    page.locator("#id_code").fill("PAPER-1")
    page.locator("#id_summary").fill("How books live long.")
    save(page)
    for way in ("/admin/course/edit/", "/admin/pages/add/courses/lessonpage/", "/admin/quiz/new/"):
        expect(page.locator(f".messages a[href*='{way}']")).to_be_visible()


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("button.action-save").first.click()


def look_at_the_preview(page: Page) -> None:
    """As somebody enrolled, as a visitor, on each device."""
    toggle = page.locator("button[data-side-panel-toggle=preview]")
    toggle.click()
    expect(page.locator("#id_preview_mode option")).to_have_count(2)
    expect(page.locator("input[name=preview-size]")).to_have_count(3)
    shown = page.frame_locator(".w-preview__iframe").first
    expect(shown.get_by_role("heading", level=1)).to_have_text(COURSE)
    toggle.click()


def add_lesson(page: Page) -> None:
    page.locator(".messages a[href*='/lessonpage/']").click()
    page.locator("#id_title").fill(LESSON)
    add_text(page)
    page.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    page.keyboard.type(TEXT)
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile(re.escape(TEXT)))
    save(page)


def add_text(page: Page) -> None:
    """Choose running text, the second block of the picker, after a look at what the first one is."""
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.locator("button.w-combobox__option-preview").first.click()
    example = page.frame_locator(".w-combobox-preview__iframe")
    expect(example.locator("main h2")).to_be_visible()
    expect(page.locator(".w-combobox-preview__description")).not_to_be_empty()
    page.locator("[role=option].w-combobox__option").nth(1).click()


def act(page: Page, name: str) -> None:
    """Choose from the menu of the editor's actions."""
    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator(f"footer button[name='{name}']").click()
    expect(page.locator(".messages .success")).to_be_visible()


def approve_both(page: Page) -> None:
    approve = "footer button[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"
    for title in (COURSE, LESSON):
        page.goto("/admin/")
        page.get_by_role("link", name=title, exact=True).first.click()
        page.locator("footer .w-dropdown__toggle").click()
        with page.expect_navigation():
            page.locator(approve).first.click()


def read_it(browser: Browser, demo: Demo) -> None:
    page = browser.new_context(base_url=demo.address).new_page()
    sign_up(page, demo, "reader-of-paper@example.org")
    page.goto("/courses/PAPER-1/")
    with page.expect_navigation():
        page.locator("form[action$='/enrol/'] button").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(LESSON)
    expect(page.locator("article")).to_contain_text(TEXT)


def translate_title(page: Page, editor: str) -> None:
    """Begin the translation of the course with its lesson, translate the title, publish: the rest stands in."""
    pk = re.search(r"/pages/(\d+)/", editor)[1]
    page.goto(f"/admin/localize/submit/page/{pk}/")
    page.locator("label", has=page.locator("[name=locales]")).filter(has_text=RUSSIAN).click()
    page.locator("[name=include_subtree]").check()
    with page.expect_navigation():
        page.locator("main form [type=submit]").click()
    title = page.locator("li.incomplete", has=page.locator(".title")).first
    title.get_by_role("button").last.click()
    title.get_by_role("textbox").fill(RUSSIAN_TITLE)
    title.get_by_role("button").last.click()
    expect(page.locator("li.complete", has=page.locator(".title"))).to_contain_text(RUSSIAN_TITLE)
    with page.expect_navigation():
        page.locator("footer button[value=publish]").click()


def read_in_russian(browser: Browser, demo: Demo) -> None:
    page = browser.new_context(base_url=demo.address).new_page()
    page.goto("/courses/PAPER-1/?language=ru")
    expect(page.get_by_role("heading", level=1)).to_have_text(RUSSIAN_TITLE)
    expect(page.locator("html")).to_have_attribute("lang", "ru")
