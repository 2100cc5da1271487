"""Signatures are put together from parts: byte for byte what pyHanko makes, whose way is slower."""

import asyncio
from hashlib import sha256

import pytest
from asn1crypto import cms, core
from pyhanko.sign import Signer

from certification.signing.held import HeldKeySigner, signer_of
from certification.signing.material import Maker
from certification.signing.signed_data import tlv
from certification.signing.timestamp import Stamper, respond

DIGEST = sha256(b"a document").digest()


@pytest.fixture(scope="module")
def maker() -> Maker:
    """RSA, whose signatures are the same each time."""
    return Maker(organisation="Library", key_type="rsa3072", site="https://library.example", is_demo=False)


@pytest.fixture(scope="module")
def signer(maker: Maker) -> HeldKeySigner:
    return signer_of(maker.signer(maker.issuing(maker.root())))


class OneStamp(Stamper):
    """Gives one and the same time-stamp."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        if not hasattr(self, "given"):
            self.given = await super().async_timestamp(message_digest, md_algorithm)
        return self.given


def test_signature_of_a_pdf_is_what_pyhanko_makes(maker: Maker, signer: HeldKeySigner) -> None:
    root = maker.root()
    clock = maker.timestamp(maker.issuing(root))
    given = {"use_pades": True, "timestamper": OneStamp(lambda request: respond(request, clock), [root.certificate])}
    ours = asyncio.run(signer.async_sign(DIGEST, "sha256", **given, signed_attr_settings=None))
    theirs = asyncio.run(Signer.async_sign(signer, DIGEST, "sha256", **given))
    assert ours.dump() == theirs.dump()


def test_signed_content_is_what_pyhanko_makes(signer: HeldKeySigner) -> None:
    content = tlv(0x30, b"\x02\x01\x01")
    held = {"content_type": "tst_info", "content": core.ParsableOctetString(content)}
    digest = sha256(content).digest()
    ours = asyncio.run(signer.sign_content(content, "tst_info"))
    made = Signer.async_sign(
        signer, digest, "sha256", is_pdf_sig=False, encap_content_info=cms.EncapsulatedContentInfo(held)
    )
    assert ours == asyncio.run(made).dump()


@pytest.mark.parametrize("length", [0, 1, 127, 128, 255, 256, 65_535, 65_536])
def test_length_is_written_as_der_has_it(length: int) -> None:
    content = bytes(length)
    assert tlv(0x04, content) == core.OctetString(content).dump()
