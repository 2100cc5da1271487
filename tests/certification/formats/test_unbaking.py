"""The way back of baking, with badges of our own, of others, and broken ones."""

import json
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib import baking

from certification.formats.open_badges.baking import baked_png, baked_svg
from certification.formats.open_badges.unbaking import KEYWORD, MOST_BYTES, SIGNATURE, unbaked_png, unbaked_svg
from certification.views.credentials import BADGES

PICTURE = (BADGES / "competence.png").read_bytes()
DRAWING = (BADGES / "competence.svg").read_text()
CREDENTIAL = json.dumps({"name": "Dərs ]]> <b>&amp;"}, ensure_ascii=False)
PLAIN = b"\0\0\0\0"
PACKED = b"\1\0\0\0"


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_texts(*contents: bytes) -> bytes:
    """A PNG of nothing but texts."""
    return SIGNATURE + b"".join(chunk(b"iTXt", KEYWORD + b"\0" + content) for content in contents) + chunk(b"IEND", b"")


@given(st.text(max_size=200))
def test_what_was_baked_is_taken_out(credential: str) -> None:
    assert unbaked_png(baked_png(PICTURE, credential)) == credential


def test_drawing_of_our_own_and_of_others_is_read() -> None:
    named = {"element": baking.SVG_ELEMENT_OB3, "namespace": baking.SVG_NS_OB3}
    others = baking.bake_svg(DRAWING.encode(), CREDENTIAL, as_text=True, **named)
    assert unbaked_svg(baked_svg(DRAWING, CREDENTIAL).encode()) == CREDENTIAL
    assert unbaked_svg(others) == CREDENTIAL


def test_picture_of_others_is_read_packed_too() -> None:
    packed = with_texts(PACKED + zlib.compress(CREDENTIAL.encode()))
    assert unbaked_png(baking.bake_png(PICTURE, CREDENTIAL, keyword=baking.ITXT_KEYWORD_OB3)) == CREDENTIAL
    assert unbaked_png(packed) == CREDENTIAL
    assert baking.extract_png(packed, keyword=baking.ITXT_KEYWORD_OB3) == CREDENTIAL


def test_what_is_no_badge_holds_nothing() -> None:
    other_keyword = baking.bake_png(PICTURE, CREDENTIAL, keyword=baking.ITXT_KEYWORD)
    assert [unbaked_png(PICTURE), unbaked_png(other_keyword), unbaked_svg(DRAWING.encode())] == [None] * 3


@pytest.mark.parametrize(
    "broken",
    [
        b"GIF89a",
        SIGNATURE,
        PICTURE[:-1],
        PICTURE.replace(b"IDAT", b"IDAX"),
        with_texts(PLAIN + b"{}", PLAIN + b"{}"),
        with_texts(b""),
        with_texts(b"\2\0\0\0{}"),
        with_texts(PLAIN + b"\xff"),
        with_texts(PACKED + b"no zlib"),
        with_texts(PACKED + zlib.compress(b"{}")[:-1]),
        with_texts(PACKED + zlib.compress(bytes(MOST_BYTES + 1))),
    ],
)
def test_broken_picture_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unbaked_png(broken)


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"<svg>",
        b"\xff",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        baked_svg(baked_svg(DRAWING, "{}"), "{}").replace(' xmlns:openbadges="https://', ' x:y="', 1).encode(),
    ],
)
def test_broken_drawing_is_refused(broken: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unbaked_svg(broken)


def test_two_credentials_in_a_drawing_are_none() -> None:
    one = baked_svg(DRAWING, "{}")
    start, end = one.index("<openbadges:credential>"), one.index("</openbadges:credential>") + 24
    with pytest.raises(ValueError, match="too many"):
        unbaked_svg((one[:end] + one[start:end] + one[end:]).encode())
