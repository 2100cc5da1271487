import gzip
import json
import struct
import zlib
from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib import baking
from openbadgeslib.ob3.status import decode_encoded_list, set_indices

from certification.formats.open_badges.baking import baked_png, baked_svg
from certification.formats.open_badges.credential import identity_hash
from certification.formats.open_badges.did import did_web
from certification.formats.open_badges.moments import written_moment
from certification.formats.open_badges.multikey import (
    base58,
    base58_bytes,
    public_bytes,
    public_multikey,
    secret_bytes,
    secret_multikey,
)
from certification.formats.open_badges.status_list import BITS, encoded_list
from certification.views.credentials import BADGES

KEY = bytes(range(32))


@given(st.binary(max_size=40))
def test_base58_is_read_back(raw: bytes) -> None:
    assert base58_bytes(base58(raw)) == raw


def test_base58_of_a_known_text() -> None:
    assert base58(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"


def test_keys_say_what_they_are() -> None:
    public, secret = public_multikey(KEY), secret_multikey(KEY)
    assert (public[:4], secret[:4]) == ("z6Mk", "z3u2")
    assert (public_bytes(public), secret_bytes(secret)) == (KEY, KEY)


@pytest.mark.parametrize("text", ["", "6Mk", "z0", "z" + "1" * 200, secret_multikey(KEY), public_multikey(KEY[:31])])
def test_what_is_no_public_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no |substring"):
        public_bytes(text)


@pytest.mark.parametrize(
    ("site", "did"),
    [("https://academy.example", "did:web:academy.example"), ("http://localhost:8000", "did:web:localhost%3A8000")],
)
def test_issuer_is_named_by_the_site(site: str, did: str) -> None:
    assert did_web(site) == did


def test_moments_are_written_in_utc() -> None:
    moment = datetime.fromisoformat("2026-09-05T00:00:00.9+04:00")
    assert written_moment(moment) == "2026-09-04T20:00:00Z"
    assert written_moment(datetime(2026, 9, 5, tzinfo=UTC)) == "2026-09-05T00:00:00Z"


def test_salt_follows_the_identity() -> None:
    assert identity_hash("a@example.org", "salt") == "sha256$" + sha256(b"a@example.orgsalt").hexdigest()


@given(st.sets(st.integers(0, BITS - 1), max_size=50))
def test_list_is_read_back_by_others(revoked: set[int]) -> None:
    bits = decode_encoded_list(encoded_list(revoked))
    assert (len(bits) * 8, set(set_indices(bits))) == (BITS, revoked)


def test_same_bits_give_the_same_list() -> None:
    packed = encoded_list([5])
    header = urlsafe_b64decode(packed[1:] + "==")[:10]
    assert (packed, packed[0], header[4:8]) == (encoded_list([5]), "u", bytes(4))
    assert gzip.decompress(urlsafe_b64decode(encoded_list([0, 8])[1:] + "=="))[:2] == b"\x80\x80"


@pytest.mark.parametrize("kind", ["competence", "attendance", "programme"])
def test_baked_picture_is_read_back_by_others(kind: str) -> None:
    credential = json.dumps({"name": "Dərs ]]> <b>&amp;"}, ensure_ascii=False)
    picture = baked_png((BADGES / f"{kind}.png").read_bytes(), credential)
    assert baking.extract_png(picture, keyword=baking.ITXT_KEYWORD_OB3) == credential
    drawing = ElementTree.fromstring(baked_svg((BADGES / f"{kind}.svg").read_text(), credential))
    first = drawing[0]
    assert (first.tag, first.text) == ("{https://purl.imsglobal.org/ob/v3p0}credential", credential)


def test_each_chunk_of_a_baked_picture_is_whole_and_the_credential_is_the_last_but_one() -> None:
    picture, place, names = baked_png((BADGES / "competence.png").read_bytes(), "{}"), 8, []
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        named = picture[place + 4 : place + 8 + length]
        assert picture[place + 8 + length : place + 12 + length] == struct.pack(">I", zlib.crc32(named))
        names.append(named[:4])
        place += 12 + length
    assert names[-2:] == [b"iTXt", b"IEND"]


def test_what_is_no_picture_is_not_baked() -> None:
    with pytest.raises(ValueError, match="no PNG"):
        baked_png(b"GIF89a", "{}")
    with pytest.raises(ValueError, match="no SVG"):
        baked_svg("<html>", "{}")
