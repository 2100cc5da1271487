"""Static files as the laptop serves them: compressed for whoever understands it, and named by their content."""

import gzip
import os
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from academy.cms.static_files import CompressingWhiteNoiseMiddleware, VersionedStaticFilesStorage

SOURCE = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"


def serve(path: str, encoding: str) -> HttpResponse:
    middleware = CompressingWhiteNoiseMiddleware(lambda _request: HttpResponse("a page"))
    return middleware(RequestFactory().get(path, headers={"accept-encoding": encoding}))


def body(answer: HttpResponse) -> bytes:
    content = answer.getvalue()
    answer.file_to_stream.close()
    return content


def test_text_file_is_compressed() -> None:
    answer = serve("/static/css/tokens.css", "gzip, br")
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(body(answer)) == SOURCE.read_bytes()


def test_text_file_stays_whole_for_a_browser_that_does_not_ask() -> None:
    answer = serve("/static/css/tokens.css", "identity")
    assert (answer.headers.get("Content-Encoding"), body(answer)) == (None, SOURCE.read_bytes())


@pytest.mark.parametrize("name", ["fonts/onest/onest-latin-wght-normal.woff2", "icons/app/icon-192.png"])
def test_compressed_formats_are_not_compressed_again(name: str) -> None:
    answer = serve(f"/static/{name}", "gzip")
    assert (answer.headers.get("Content-Encoding"), body(answer)) == (None, (SOURCE.parents[1] / name).read_bytes())


def test_what_is_no_file_is_left_to_the_views() -> None:
    assert serve("/static/none.css", "gzip").content == b"a page"


def test_address_changes_with_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.css"
    monkeypatch.setattr("academy.cms.static_files.finders.find", lambda _name: str(file))
    addresses = []
    for number, text in enumerate(("a", "b", "a")):
        file.write_text(text)
        os.utime(file, (number, number))
        addresses.append(VersionedStaticFilesStorage(base_url="/static/").url("own.css"))
    assert addresses[0] == addresses[2] != addresses[1]
    assert re.fullmatch(r"/static/own\.css\?v=[0-9a-f]{12}", addresses[0])


def test_font_keeps_the_address_that_style_sheets_use() -> None:
    name = "fonts/onest/onest-latin-wght-normal.woff2"
    assert VersionedStaticFilesStorage(base_url="/static/").url(name) == f"/static/{name}"


def test_unknown_file_keeps_its_plain_address() -> None:
    assert VersionedStaticFilesStorage(base_url="/static/").url("none.css") == "/static/none.css"
