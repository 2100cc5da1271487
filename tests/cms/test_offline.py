"""Manifest, service worker, the page without a connection: what they say, in which language, and what they keep out."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

COPY = "data-offline-copy hidden"


@pytest.mark.parametrize(
    ("language", "name"),
    [("az", "Kitabxanaçı Akademiyası"), ("ru", "Академия библиотекаря"), ("en", "Librarian Academy")],
)
def test_manifest_speaks_the_language_of_the_page(client: Client, language: str, name: str) -> None:
    answer = client.get("/manifest.webmanifest", {"language": language})
    manifest = answer.json()
    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["lang"], manifest["name"], manifest["id"]) == (language, name, "/")
    assert f'href="/manifest.webmanifest?language={language}"' in client.get(f"/offline/?language={language}").text


def test_manifest_names_icons_that_exist(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    files = [Path(finders.find(icon["src"].removeprefix("/static/"))) for icon in icons]
    assert [(icon["sizes"], icon["purpose"]) for icon in icons] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    assert [Image.open(BytesIO(file.read_bytes())).size for file in files] == [(192, 192), (512, 512), (512, 512)]


def test_worker_governs_the_whole_site_and_is_asked_for_anew(client: Client) -> None:
    headers = client.get("/service-worker.js").headers
    names = ("Content-Type", "Service-Worker-Allowed", "Cache-Control")
    assert [headers[name] for name in names] == ["text/javascript", "/", "no-cache"]
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_worker_fetches_files_that_exist(client: Client) -> None:
    script = client.get("/service-worker.js").text
    parts = json.loads(script.removeprefix("self.academy = ").partition(";\n")[0])
    missing = [path for path in parts["files"] if finders.find(path.removeprefix("/static/")) is None]
    assert (missing, client.get(parts["offline"]).status_code) == ([], 200)


def test_offline_page_names_nobody(client_of) -> None:
    user = make_user(legal_name="Shelfmark Eleanor")
    pages = [client_of(user).get(path).text for path in (reverse("my"), reverse("offline"))]
    assert ["Shelfmark Eleanor" in page for page in pages] == [True, False]


def test_readers_are_told_apart_and_not_named(client: Client, client_of) -> None:
    users = [make_user(), make_user()]
    pages = [client.get("/verify/"), *(client_of(user).get("/verify/") for user in users)]
    keys = [page.text.partition('data-reader="')[2].partition('"')[0] for page in pages]
    assert (keys[0], [len(key) for key in keys]) == ("", [0, 16, 16])
    assert keys[1] != keys[2]


def test_lesson_offers_itself_as_a_copy_to_the_enrolled_alone(client: Client, client_of) -> None:
    course = make_course(lessons=1)
    enrolment = make_enrolment(course)
    page = course.lessons.get().pages.get(locale__language_code="en")
    readers = (client_of(enrolment.user), client_of(make_user()), client)
    assert [COPY in reader.get(page.url).text for reader in readers] == [True, False, False]


def test_log_out_has_the_browser_clear_what_it_stored(client_of) -> None:
    answer = client_of(make_user()).post(reverse("account_logout"))
    assert (answer.status_code, answer.headers["Clear-Site-Data"]) == (302, '"storage"')


def test_asking_whether_to_log_out_clears_nothing(client_of) -> None:
    assert "Clear-Site-Data" not in client_of(make_user()).get(reverse("account_logout")).headers
