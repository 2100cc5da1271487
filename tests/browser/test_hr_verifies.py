"""An HR officer checks a certificate: by a code typed with errors, by its QR mark, by its file; and is not deceived."""

import io
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import APIRequestContext, BrowserContext, Page, Playwright, expect

from certification.formats.qr_marks import SIDES
from tests.browser import visitors
from tests.browser.conftest import ARGUMENTS, CHROMIUM, Demo, watch
from tests.certification.services.photographs import printed

#: How the console tells that the address of a slip is none.
REFUSED = "Failed to load resource: the server responded with"
#: Chromium on Linux reads no codes by itself. This reads a picture of the camera with the decoder of the test.
DETECTOR = """
window.BarcodeDetector = class {
  async detect(video) {
    const size = { width: video.videoWidth, height: video.videoHeight };
    const canvas = Object.assign(document.createElement("canvas"), size);
    canvas.getContext("2d").drawImage(video, 0, 0);
    return (await window.decoded(canvas.toDataURL("image/png"))).map((rawValue) => ({ rawValue }));
  }
};
"""


@dataclass(frozen=True)
class Paper:
    """A certificate of the demo: its code, and the file as its holder has it."""

    code: str
    document: bytes


@pytest.fixture(scope="module")
def paper(playwright: Playwright, demo: Demo) -> Paper:
    holder = playwright.request.new_context(base_url=demo.address)
    visitors.log_in(holder, "second-learner")
    code = visitors.code_of_certificate(holder)
    return Paper(code, holder.get(f"/my/certificates/{code}.pdf").body())


@pytest.fixture(scope="module")
def picture(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """The first page, as a printer would print it."""
    return printed(paper.document, tmp_path_factory.mktemp("paper"))


def verdict(page: Page) -> str:
    return page.locator("[data-verdict]").get_attribute("data-verdict")


def mistaken(code: str) -> str:
    """The code as people type it from paper: small letters, spaces, letters for digits."""
    groups = [code[start : start + 5] for start in range(0, 20, 5)]
    return " ".join(groups).translate(str.maketrans("01", "Ol")).lower()


def type_code(page: Page, text: str) -> None:
    page.goto("/verify/?language=en")
    page.locator("main input[name=code]").fill(text)
    page.locator("main input[name=code]").press("Enter")


def test_code_typed_with_errors_is_understood_and_a_slip_is_told(
    paper: Paper, page: Page, complaints: list[str]
) -> None:
    slip = paper.code[:-1] + ("3" if paper.code[-1] != "3" else "4")
    type_code(page, slip)
    assert verdict(page) == "malformed"
    # The console tells the status of the answer, 400.
    assert [complaint.partition("/: ")[2][: len(REFUSED)] for complaint in complaints] == [REFUSED]
    complaints.clear()
    type_code(page, mistaken(paper.code))
    expect(page).to_have_url(re.compile(r"/verify/"))
    assert verdict(page) == "valid"


def bring(page: Page, document: bytes) -> str:
    page.goto("/verify/?language=en")
    file = {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": document}
    form = page.locator("form", has=page.get_by_role("button", name="Check the file", exact=True))
    form.locator("input[type=file]").set_input_files([file])
    with page.expect_navigation():
        form.get_by_role("button", name="Check the file", exact=True).click()
    return verdict(page)


def test_file_is_valid_and_an_edited_one_with_a_valid_code_is_altered(paper: Paper, page: Page) -> None:
    edited = paper.document + b"\n% edited\n"
    assert paper.code.encode() in edited
    assert [bring(page, document) for document in (paper.document, edited)] == ["valid", "altered"]


def test_qr_mark_of_the_paper_leads_to_the_answer(paper: Paper, picture: Image.Image, page: Page, demo: Demo) -> None:
    mark, _scale = mark_in(picture)
    assert mark.text == f"{demo.address}/verify/{paper.code}/"
    page.goto(mark.text)
    assert verdict(page) == "valid"


@pytest.fixture
def camera(picture: Image.Image, playwright: Playwright, demo: Demo, tmp_path: Path) -> Iterator[BrowserContext]:
    """A browser whose camera sees the paper."""
    seen = tmp_path / "camera.mjpeg"
    held = picture.crop(mark_of(picture)).resize((640, 480))
    held.save(seen, "JPEG", quality=95)
    arguments = [
        *ARGUMENTS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={seen}",
    ]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
    context = browser.new_context(base_url=demo.address, permissions=["camera"])
    yield context
    browser.close()


def mark_in(picture: Image.Image) -> tuple[zxingcpp.Barcode, float]:
    """The mark, and by how much the picture is larger than the one it was seen in: not every size shows it."""
    for side in SIDES:
        scale = picture.width / side
        found = zxingcpp.read_barcodes(picture.resize((side, round(picture.height / scale))))
        if found:
            return found[0], scale
    raise AssertionError("no mark is seen")


def mark_of(picture: Image.Image) -> tuple[int, int, int, int]:
    """The part of the page that somebody holds before the camera: the mark, with some paper around it, 4 by 3."""
    mark, scale = mark_in(picture)
    corner, other = mark.position.top_left, mark.position.bottom_right
    half = (other.x - corner.x) * 0.75
    across, down = (corner.x + other.x) / 2, (corner.y + other.y) / 2
    edges = (across - half * 4 / 3, down - half, across + half * 4 / 3, down + half)
    return tuple(round(edge * scale) for edge in edges)


def decoded(address: str) -> list[str]:
    """Read what a picture of the camera shows."""
    picture = Image.open(io.BytesIO(b64decode(address.partition(",")[2])))
    return [mark.text for mark in zxingcpp.read_barcodes(picture)]


def test_camera_that_sees_the_mark_leads_to_the_answer(paper: Paper, camera: BrowserContext) -> None:
    complaints = watch(camera)
    camera.expose_function("decoded", decoded)
    camera.add_init_script(DETECTOR)
    page = camera.new_page()
    page.goto("/verify/?language=en")
    with page.expect_navigation(url=re.compile(rf"/verify/{paper.code}/$")):
        page.locator("[data-scan]").click()
    assert (verdict(page), complaints) == ("valid", [])


#: What the office notes for itself.
NOTE = "A colleague sat the test."


def certificate_in_force(office: APIRequestContext) -> str:
    """The number of the newest certificate in the register that the desk alone shows."""
    register = office.get("/admin/certificates/?q=Açıq").text()
    return re.search(r"/admin/certificates/revoke/(\d+)/", register)[1]


@pytest.fixture
def revoked(playwright: Playwright, demo: Demo) -> str:
    """The code of a certificate that the office has revoked today."""
    office = playwright.request.new_context(base_url=demo.address)
    visitors.log_in(office, "registrar")
    number = certificate_in_force(office)
    visitors.post(office, f"/admin/certificates/revoke/{number}/", reason="rules_violated", note=NOTE)
    page = office.get(f"/admin/certificates/inspect/{number}/").text()
    return re.search(r"[0-9A-Z]{5}(?:-[0-9A-Z]{5}){3}", page)[0]


def test_revoked_certificate_tells_when_and_why_and_nothing_private(revoked: str, page: Page) -> None:
    type_code(page, revoked)
    assert verdict(page) == "revoked"
    told, today = page.locator("main"), timezone.localdate()
    expect(told).to_contain_text(f"{today.day} {today:%B %Y}")
    expect(told).to_contain_text("the rules of the test were violated")
    expect(told).not_to_contain_text(NOTE)
