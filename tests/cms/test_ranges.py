"""A recording comes in the parts that a player asks for."""

from pathlib import Path

import pytest
from django.test import RequestFactory

from academy.cms.ranges import LONGEST_PART, serve_in_parts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("film.mp4").write_bytes(b"0123456789")
    tmp_path.joinpath("long.mp4").write_bytes(bytes(LONGEST_PART + 5))
    return tmp_path


def ask(folder: Path, asked: str, name: str = "film.mp4") -> tuple[int, str, bytes]:
    request = RequestFactory().get("/", headers={"Range": asked} if asked else {})
    response = serve_in_parts(request, name, folder)
    content = b"".join(response) if response.streaming else response.content
    response.close()
    return response.status_code, response.headers.get("Content-Range", ""), content


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("", (200, "", b"0123456789")),
        ("bytes=0-", (206, "bytes 0-9/10", b"0123456789")),
        ("bytes=3-5", (206, "bytes 3-5/10", b"345")),
        ("bytes=8-99", (206, "bytes 8-9/10", b"89")),
        ("bytes=10-", (416, "bytes */10", b"")),
        ("bytes=5-3", (416, "bytes */10", b"")),
        ("bytes=0-1,4-5", (200, "", b"0123456789")),
        ("pages=1-2", (200, "", b"0123456789")),
    ],
)
def test_part_is_what_was_asked_for(asked: str, answer: tuple[int, str, bytes], folder: Path) -> None:
    assert ask(folder, asked) == answer


def test_long_part_is_cut(folder: Path) -> None:
    status, where, content = ask(folder, "bytes=2-", "long.mp4")
    assert (status, where, len(content)) == (206, f"bytes 2-{LONGEST_PART + 1}/{LONGEST_PART + 5}", LONGEST_PART)
