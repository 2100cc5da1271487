"""What may be put into the CMS: each kind by its list and its size, and nothing that a browser would run."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from academy.accounts.enums import Role
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def trainer(client_of) -> Client:
    return client_of(make_user(Role.TRAINER))


def png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    return out.getvalue()


def upload(client: Client, view: str, field: str, name: str, content: bytes) -> dict:
    file = SimpleUploadedFile(name, content)
    data = {field: file, "title": name, "collection": "1"}
    answer = client.post(reverse(view), data, headers={"x-requested-with": "XMLHttpRequest"})
    return json.loads(answer.content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.html", SCRIPT),
        ("a.png", SVG),
        ("a.png", SCRIPT),
        ("a.exe", b"MZ"),
        ("a", png()),
        ("a.php", png()),
    ],
    ids=["svg", "html", "svg as png", "html as png", "program", "no ending", "php"],
)
def test_picture_of_another_kind_is_refused(name: str, content: bytes, trainer: Client) -> None:
    assert upload(trainer, "wagtailimages:add_multiple", "files[]", name, content)["success"] is False
    assert get_image_model().objects.count() == 0


def test_picture_is_taken(trainer: Client) -> None:
    assert upload(trainer, "wagtailimages:add_multiple", "files[]", "a.png", png())["success"] is True


def test_picture_that_is_too_large_is_refused(trainer: Client, settings) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = len(png()) - 1
    assert upload(trainer, "wagtailimages:add_multiple", "files[]", "a.png", png())["success"] is False


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.js", "a.exe", "a.xhtml", "a.htm", "a", "a.pdf.html", "a.shtml"])
def test_document_of_another_kind_is_refused(name: str, trainer: Client) -> None:
    assert upload(trainer, "wagtaildocs:add_multiple", "files[]", name, SCRIPT)["success"] is False
    assert get_document_model().objects.count() == 0


def test_document_is_taken_and_handed_out_as_a_file(trainer: Client) -> None:
    assert upload(trainer, "wagtaildocs:add_multiple", "files[]", "a.xml", SCRIPT)["success"] is True
    answer = trainer.get(get_document_model().objects.get().url)
    answer.close()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_document_that_is_too_large_is_refused(trainer: Client, settings) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 1
    assert upload(trainer, "wagtaildocs:add_multiple", "files[]", "a.txt", b"ab")["success"] is False


@pytest.mark.parametrize(
    ("kind", "name"), [("audio", "a.html"), ("audio", "a.mp4"), ("video", "a.svg"), ("video", "a.mp3")]
)
def test_recording_of_another_kind_is_refused(kind: str, name: str, trainer: Client) -> None:
    file = SimpleUploadedFile(name, SCRIPT)
    answer = trainer.post(reverse("wagtailmedia:add", args=[kind]), {"title": "A", "file": file, "duration": "1"})
    assert (answer.status_code, get_media_model().objects.count()) == (200, 0)
