"""What a page may cost: bytes as they travel, requests, elements, shifts, long tasks. Counts and sizes, never times."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.conftest import Demo
from tests.browser.people import enrol, read_all, sign_up, start_attempt
from tests.browser.visitors import code_of_certificate, log_in

#: Everything but pictures, recordings and films.
MOST_BYTES = 150 * 1024
#: A lesson is longer and uses italics in two alphabets; the next one finds all but its text in the worker's store.
MOST_BYTES_INSIDE = 230 * 1024
MOST_REQUESTS = 24
MOST_REQUESTS_INSIDE = 30
MOST_SHIFT = 0.1
#: Scripts alone, as they travel; htmx is 14 KB of them.
MOST_SCRIPT_BYTES = 26 * 1024
MOST_ELEMENTS = 1_200
#: What keeps the page from answering for more than 50 ms. A slow machine makes one of parsing and one of layout.
MOST_LONG_TASKS = 3
MEDIA = {"Image", "Media"}
PHONE = {"width": 390, "height": 844}
OBSERVE = """
  window.shift = 0;
  window.longTasks = 0;
  new PerformanceObserver((list) => { window.longTasks += list.getEntries().length; })
    .observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) { if (!entry.hadRecentInput) { window.shift += entry.value; } }
  }).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Cost:
    """What one page load took, by request."""

    addresses: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    def responded(self, event: dict) -> None:
        response = event["response"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        self.kinds[event["requestId"]] = event["type"]
        self.encodings[response["url"]] = headers.get("content-encoding", "")

    def without_media(self) -> int:
        return sum(size for request, size in self.sizes.items() if self.kinds.get(request) not in MEDIA)

    def of_scripts(self) -> int:
        return sum(size for request, size in self.sizes.items() if self.kinds.get(request) == "Script")

    def hosts(self) -> set[str]:
        addresses = [urlsplit(address) for address in self.addresses.values()]
        return {parts.netloc for parts in addresses if parts.scheme != "data"}


def load(page: Page, path: str) -> Cost:
    """Open a page as on a first visit, with nothing in the browser's cache."""
    cost, session = Cost(), page.context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", lambda e: cost.addresses.update({e["requestId"]: e["request"]["url"]}))
    session.on("Network.responseReceived", cost.responded)
    session.on("Network.loadingFinished", lambda e: cost.sizes.update({e["requestId"]: e["encodedDataLength"]}))
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path, wait_until="networkidle")
    session.detach()
    return cost


def faults(page: Page, path: str, host: str, most: int = MOST_BYTES, requests: int = MOST_REQUESTS) -> list[str]:
    """Open a page and return which budgets it breaks."""
    cost = load(page, path)
    shift, long_tasks = page.evaluate("[window.shift, window.longTasks]")
    elements = page.locator("*").count()
    checks = {
        f"{path}: {cost.without_media()} bytes": cost.without_media() <= most,
        f"{path}: {len(cost.addresses)} requests": len(cost.addresses) <= requests,
        f"{path}: {cost.of_scripts()} bytes of scripts": cost.of_scripts() <= MOST_SCRIPT_BYTES,
        f"{path}: {elements} elements": elements <= MOST_ELEMENTS,
        f"{path}: layout shift {shift}": shift < MOST_SHIFT,
        f"{path}: {long_tasks} long tasks": long_tasks <= MOST_LONG_TASKS,
        f"{path}: asks {cost.hosts()}": cost.hosts() == {host},
    }
    return [text for text, holds in checks.items() if not holds]


@pytest.fixture
def context(open_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A phone on its first visit."""
    context = open_context(viewport=PHONE, service_workers="block")
    context.add_init_script(OBSERVE)
    return context


@pytest.fixture
def code(demo: Demo, playwright: Playwright) -> str:
    """The public code of a certificate that the demo has issued."""
    holder = playwright.request.new_context(base_url=demo.address)
    log_in(holder, "second-learner")
    return code_of_certificate(holder)


@pytest.mark.parametrize("language", ["az", "ru", "en"])
def test_public_pages_keep_their_budgets(language: str, context: BrowserContext, demo: Demo, code: str) -> None:
    page = context.new_page()
    paths = [f"/{language}/", "/verify/", f"/verify/{code}/", "/accounts/login/", "/offline/"]
    page.goto(f"/{language}/")
    menu = page.locator(".site-nav a").evaluate_all("links => links.map((link) => link.pathname)")
    page.goto("/courses/MARC-201/")
    course = page.evaluate("location.pathname")
    host = urlsplit(demo.address).netloc
    assert [fault for path in [*paths, *menu, course] for fault in faults(page, path, host)] == []


def test_pages_of_a_learner_keep_their_budgets(context: BrowserContext, demo: Demo) -> None:
    page = context.new_page()
    sign_up(page, demo, "budgets@example.org", "ru")
    lesson = enrol(page)
    read_all(page)
    start_attempt(page)
    attempt = page.evaluate("location.pathname")
    paths = ["/courses/MARC-201/", lesson, "/my/courses/MARC-201/quiz/", attempt, "/my/"]
    host = urlsplit(demo.address).netloc
    most = (MOST_BYTES_INSIDE, MOST_REQUESTS_INSIDE)
    assert [fault for path in paths for fault in faults(page, path, host, *most)] == []


def test_own_text_files_are_compressed_and_pages_are_not(context: BrowserContext) -> None:
    """A page holds a secret beside what a stranger may put into its address: compressed, it would tell (BREACH)."""
    cost = load(context.new_page(), "/en/")
    encodings = {urlsplit(address).path: encoding for address, encoding in cost.encodings.items()}
    text = {encoding for path, encoding in encodings.items() if path.endswith((".css", ".js", ".svg"))}
    assert (text, encodings["/en/"]) == ({"gzip"}, "")
