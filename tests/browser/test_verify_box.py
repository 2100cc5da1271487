"""HR checks what was sent to them in the one box of /verify/: the badge, its data, a changed copy, a photograph."""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, JSHandle, Page, Playwright, expect

from certification.forms.verification import MAX_FILE_BYTES
from tests.browser.accessibility import violations
from tests.browser.conftest import Demo, watch
from tests.browser.visitors import code_of_certificate, log_in
from tests.certification.services.photographs import as_jpeg, as_png, on_a_desk, printed

PHONE = {"width": 320, "height": 640}
#: How often the page of a list is looked at, twice a second.
PATIENCE = 240


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
    # A file that is too large is refused by its status, which a browser notes.
    assert [text for complaints in found for text in complaints if "status of 413" not in text] == []


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


def hold(page: Page, *files: tuple[str, bytes]) -> JSHandle:
    """What a mouse carries: these files, or some words where there are none."""
    return page.evaluate_handle(
        """files => {
            const held = new DataTransfer();
            files.forEach(([name, bytes]) => held.items.add(new File([Uint8Array.from(bytes)], name)));
            if (!files.length) held.setData("text/plain", "words");
            return held;
        }""",
        [[name, list(content)] for name, content in files],
    )


def test_file_that_is_dropped_anywhere_is_answered(visitor: Callable[..., Page], sent: Sent) -> None:
    page = visitor()
    page.set_viewport_size({"width": 1024, "height": 700})
    held, panel = hold(page, ("attachment.bin", sent.credential)), page.locator("#file")
    page.dispatch_event("h1", "dragover", {"dataTransfer": held})
    expect(panel).to_have_attribute("data-over", "")
    page.dispatch_event("body", "dragleave", {"dataTransfer": held})
    expect(panel).not_to_have_attribute("data-over", "")
    with page.expect_navigation():
        page.dispatch_event("h1", "drop", {"dataTransfer": held})
    assert verdict(page) == "valid"


def test_two_files_and_words_are_not_sent(visitor: Callable[..., Page], sent: Sent) -> None:
    page = visitor()
    status = page.locator("#file [role=status]")
    page.dispatch_event("h1", "drop", {"dataTransfer": hold(page, ("a.json", b"{}"), ("b.json", b"{}"))})
    expect(status).to_have_text("Drop one file at a time, and no folder.")
    assert page.locator("#file input[type=file]").evaluate("field => field.files.length") == 0
    page.dispatch_event("h1", "drop", {"dataTransfer": hold(page)})
    expect(page.locator("#file")).not_to_have_attribute("data-over", "")
    expect(page.locator("[data-verdict]")).to_have_count(0)


def test_file_is_sent_and_nothing_said_of_dropping_without_javascript(visitor: Callable[..., Page], sent: Sent) -> None:
    page = visitor(java_script_enabled=False)
    expect(page.get_by_text("drop the file")).to_be_hidden()
    send(page, "attachment.bin", sent.badge)
    assert verdict(page) == "valid"


def test_list_is_brought_and_answered_without_javascript(visitor: Callable[..., Page], sent: Sent) -> None:
    page = visitor(java_script_enabled=False)
    log_in(page.context.request, "second-learner")
    page.goto("/verify/many/?language=en")
    send(page, "staff.csv", f"Code;Name\n{sent.code};\nnothing;\n".encode(), "Verify")
    for _look in range(PATIENCE):
        if not page.get_by_role("link", name="Look again").count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    assert [rows.nth(place).locator("td[data-kind]").get_attribute("data-kind") for place in (0, 1)] == [
        "valid",
        "malformed",
    ]
