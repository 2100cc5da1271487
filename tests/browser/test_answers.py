"""Sending answers: what breaks off leaves no error behind."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo
from tests.browser.people import QUESTIONS, choose, enrol, read_all, sign_up, start_attempt

#: Every answer to a saved question begins and never ends, until the page breaks it off.
ENDLESS_RESPONSES = """() => {
  const real = window.fetch;
  const endless = (signal) => new ReadableStream({
    start: (stream) => signal.addEventListener("abort", () => stream.error(signal.reason)),
  });
  window.fetch = (address, options) => options?.method === "POST"
    ? Promise.resolve(new Response(endless(options.signal)))
    : real(address, options);
}"""
STAY = "document.querySelector('[data-answers]').addEventListener('submit', (event) => event.preventDefault())"


def test_submitting_breaks_off_a_saving_without_an_error(page: Page, demo: Demo, complaints: list[str]) -> None:
    sign_up(page, demo, "broken-off@example.org")
    enrol(page)
    read_all(page)
    start_attempt(page)
    page.evaluate(ENDLESS_RESPONSES)
    page.evaluate(STAY)
    choose(page, QUESTIONS[0])
    expect(page.locator("#status-1")).to_have_attribute("data-shown", "saving")
    page.locator("form[action$='/submit/'] button").click()
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert complaints == []
