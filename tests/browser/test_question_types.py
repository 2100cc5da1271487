"""Every type of question is answered by keyboard alone, in each language, and shown again as it was answered."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import violations
from tests.browser.conftest import Demo
from tests.browser.every_type import enrol_on_an_essay, enrol_on_every_type
from tests.browser.keyboard import choose, fill, follow, reach, tick
from tests.browser.people import sign_up
from tests.factories.questions import SAMPLES

AWAITS = {"az": "Qiymətləndirilməsi gözlənilir", "ru": "Ожидает проверки", "en": "Awaits marking"}
PLACES = dict(enumerate(SAMPLES, start=1))


def pick(page: Page, target: Locator, value: str) -> None:
    """Go to a list and move with the arrow until it shows the value."""
    reach(page, target)
    for _press in range(target.locator("option").count()):
        if target.input_value() == value:
            return
        page.keyboard.press("ArrowDown")
    expect(target).to_have_value(value)


def answer(page: Page, box: Locator, name: str, value: str) -> None:
    """Answer one input in the way of its kind."""
    inputs = box.locator(f"[name='{name}']")
    kind = inputs.first.evaluate("input => input.type")
    if kind in {"radio", "checkbox"}:
        option = box.locator(f"[name='{name}'][value='{value}']")
        tick(page, option) if kind == "checkbox" else choose(page, box, option)
    elif kind == "select-one":
        pick(page, inputs, value)
    else:
        fill(page, inputs, value)


def shown(page: Page) -> str:
    """What the page would send, without what the script and the form add."""
    return page.evaluate(
        "() => JSON.stringify([...new FormData(document.querySelector('[data-answers]'))]"
        ".filter(([name]) => name.startsWith('question-')).sort())"
    )


def answer_all(page: Page) -> None:
    for position, key in PLACES.items():
        box = page.locator(f"#question-{position}")
        for name, values in SAMPLES[key].sent.items():
            for value in sorted(values) if isinstance(values, list) else [values]:
                answer(page, box, name.replace("q", f"question-{position}", 1), value)
        page.keyboard.press("Tab")
        expect(page.locator(f"#status-{position} svg")).to_be_visible()


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_every_type_is_answered_by_keyboard(language: str, page: Page, demo: Demo, complaints: list[str]) -> None:
    email = f"every-type-{language}@example.org"
    sign_up(page, demo, email, language)
    page.goto(enrol_on_every_type(demo, email))
    follow(page, page.locator("form[action$='/start/'] button"))
    assert violations(page) == []
    answer_all(page)
    given = shown(page)
    page.reload()
    assert shown(page) == given
    follow(page, page.locator("form[action$='/submit/'] button").last)
    follow(page, page.locator("form[action$='/submit/'] button").last)
    outcomes = page.locator(".review").evaluate_all("all => all.map((one) => one.dataset.outcome)")
    assert outcomes == ["correct"] * len(PLACES) + ["incorrect"]
    assert violations(page) == []
    assert complaints == []


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_essay_is_written_by_keyboard_and_awaits_marking(
    language: str, page: Page, demo: Demo, complaints: list[str]
) -> None:
    email = f"essay-{language}@example.org"
    sign_up(page, demo, email, language)
    page.goto(enrol_on_an_essay(demo, email))
    follow(page, page.locator("form[action$='/start/'] button"))
    rubric = page.locator("#question-1 summary")
    reach(page, rubric)
    page.keyboard.press("Enter")
    expect(page.locator("#question-1 dl")).to_be_visible()
    assert violations(page) == []
    fill(page, page.locator("#question-1 textarea"), "Acid makes paper brittle.")
    page.keyboard.press("Tab")
    expect(page.locator("#status-1 svg")).to_be_visible()
    page.reload()
    expect(page.locator("#question-1 textarea")).to_have_value("Acid makes paper brittle.")
    follow(page, page.locator("form[action$='/submit/'] button").last)
    expect(page.get_by_role("heading", level=1)).to_have_text(AWAITS[language])
    assert violations(page) == []
    assert complaints == []
