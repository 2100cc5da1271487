"""HR checks what was sent to them in the one box of /verify/: the badge, its data, a changed copy, a photograph."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from certification.forms.verification import MAX_FILE_BYTES
from tests.browser.accessibility import violations
from tests.browser.conftest import Demo, watch
from tests.browser.visitors import code_of_certificate, log_in
from tests.certification.services.photographs import as_jpeg, as_png, on_a_desk, printed

PHONE = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Sent:
    """What a holder has of one certificate."""

    code: str
    badge: bytes
    credential: bytes
    paper: Image.Image


@pytest.fixture(scope="module")
def sent(demo: Demo, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    holder = playwright.request.new_context(base_url=demo.address)
    log_in(holder, "second-learner")
    code = code_of_certificate(holder)
    badge, credential, document = (
        holder.get(f"/my/certificates/{code}.{form}").body() for form in ("png", "json", "pdf")
    )
    return Sent(code, badge, credential, printed(document, tmp_path_factory.mktemp("paper")))


@pytest.fixture
def visitor(open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Return a function that opens /verify/ on a phone; the test fails when a browser complains."""
    found: list[list[str]] = []

    def open_verify(**options: object) -> Page:
        context = open_context(viewport=PHONE, service_workers="block", **options)
        found.append(watch(context))
        page = context.new_page()
        page.goto("/verify/?language=en")
        return page

    yield open_verify
    assert [complaint for complaints in found for complaint in complaints] == []


def send(page: Page, name: str, content: bytes, button: str = "Check the file") -> None:
    """Choose a file in the form of this button, and send it."""
    form = page.locator("form", has=page.get_by_role("button", name=button, exact=True))
    form.locator("input[type=file]").set_input_files({"name": name, "mimeType": "", "buffer": content})
    with page.expect_navigation():
        form.get_by_role("button", name=button, exact=True).click()


def verdict(page: Page) -> str | None:
    return page.locator("[data-verdict]").get_attribute("data-verdict")


def edited(credential: bytes) -> bytes:
    said = json.loads(credential)
    said["name"] = "Another course"
    return json.dumps(said).encode()


def test_what_a_holder_sends_is_told_apart(visitor: Callable[..., Page], sent: Sent) -> None:
    """The names of the files say nothing, as they do not in letters to an HR department."""
    page = visitor()
    told = []
    for content in (sent.badge, sent.credential, edited(sent.credential), as_jpeg(on_a_desk(sent.paper))):
        page.goto("/verify/?language=en#file")
        send(page, "attachment.bin", content)
        checks = page.locator("[data-check='unaltered']").get_attribute("data-outcome")
        told.append((verdict(page), checks, page.get_by_text("A photograph tells which").count()))
        assert violations(page) == []
    assert told == [
        ("valid", "passed", 0),
        ("valid", "passed", 0),
        ("altered", "failed", 0),
        ("valid", "open", 1),
    ]


def test_photograph_is_taken_and_sent_where_no_browser_reads_codes(visitor: Callable[..., Page], sent: Sent) -> None:
    """Without JavaScript too; the phone is asked for its camera."""
    for has_script in (True, False):
        page = visitor(java_script_enabled=has_script)
        field = page.get_by_label("Photograph of the QR code")
        expect(field).to_have_attribute("capture", "environment")
        send(page, "photograph.jpg", as_jpeg(sent.paper), "Send the photograph")
        assert verdict(page) == "valid"
        expect(page.locator(".shelfmark").filter(has_text=sent.code[:5]).first).to_be_visible()


def test_photograph_that_is_too_large_is_drawn_smaller(visitor: Callable[..., Page], sent: Sent) -> None:
    """Phones take pictures of more than five megabytes; the box for files refuses them in words."""
    noise = Image.frombytes("RGB", (1500, 1500), random.Random(5).randbytes(1500 * 1500 * 3))
    noise.paste(sent.paper.resize((1400, 990)), (50, 250))
    large = as_png(noise)
    assert len(large) > 1_000_000
    page = visitor()
    field = page.get_by_label("Photograph of the QR code")
    field.set_input_files({"name": "p.png", "mimeType": "image/png", "buffer": large + bytes(MAX_FILE_BYTES)})
    expect(page.get_by_role("button", name="Send the photograph")).to_be_enabled()
    page.wait_for_function("document.querySelector('[data-scanner-photograph] input[type=file]').files[0].size < 5e6")
    with page.expect_navigation():
        page.get_by_role("button", name="Send the photograph").click()
    assert verdict(page) == "valid"
    page.goto("/verify/?language=en")
    send(page, "p.png", large + bytes(MAX_FILE_BYTES))
    expect(page.locator("#form-errors")).to_contain_text("larger than 5 MB")


def test_photograph_is_not_asked_for_where_the_browser_reads_codes(visitor: Callable[..., Page]) -> None:
    page = visitor()
    page.context.add_init_script("window.BarcodeDetector = class { detect() { return Promise.resolve([]); } };")
    page.reload()
    expect(page.get_by_role("button", name="Open the camera here")).to_be_visible()
    expect(page.get_by_label("Photograph of the QR code")).to_be_hidden()


def test_box_is_accessible_and_narrow(visitor: Callable[..., Page]) -> None:
    for scheme in ("light", "dark"):
        page = visitor(color_scheme=scheme)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
