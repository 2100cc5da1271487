"""Signed data (CMS, RFC 5652), put together from parts that are the same in each signature of a key.

pyHanko makes the parts, once; two things change: what is signed, and the signature. pyHanko alone would encode every
part anew for each signature, and again whenever one of them is looked at: the half of the time that signing took.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from asn1crypto import cms, core
from pyhanko.sign import Signer

#: Stands for the hash of what is signed, until there is one.
_BLANK: Final = sha256(b"what is signed").digest()
SEQUENCE, _SET, _OCTETS = 0x30, 0x31, 0x04
#: Those of ContentInfo, EncapsulatedContentInfo and SignerInfo that stand in brackets.
_BRACKET_0, _BRACKET_1 = 0xA0, 0xA1
_SIGNED_DATA: Final = cms.ContentType("signed_data").dump()
#: RFC 3161, appendix A: the time-stamp of a signature.
_STAMP: Final = cms.CMSAttributeType("signature_time_stamp_token").dump()
_LONG_FORM: Final = 0x80


def tlv(tag: int, *parts: bytes) -> bytes:
    """Return the parts under a tag and their length (DER, X.690, 8.1.3 and 10.1)."""
    content = b"".join(parts)
    size = len(content)
    if size < _LONG_FORM:
        return bytes([tag, size]) + content
    digits = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG_FORM | len(digits)]) + digits + content


@dataclass(frozen=True, kw_only=True)
class Form:
    """The parts that stay, as DER, and the hash's place in the signed attributes."""

    version: bytes
    digest_algorithms: bytes
    content_type: bytes
    certificates: bytes
    signer: bytes
    algorithm: bytes
    before_digest: bytes
    after_digest: bytes

    def attributes(self, digest: bytes) -> bytes:
        """Return what is signed: the set of attributes with the hash among them."""
        return self.before_digest + digest + self.after_digest

    def filled(self, attributes: bytes, signature: bytes, *, content: bytes = b"", stamp: bytes = b"") -> bytes:
        """Return the whole. Content stands in it or, for a PDF, elsewhere; the time-stamp is one of the signature."""
        # RFC 5652, 5.4: signed as a set, written as [0].
        signed = bytes([_BRACKET_0]) + attributes[1:]
        stamped = tlv(_BRACKET_1, tlv(SEQUENCE, _STAMP, tlv(_SET, stamp))) if stamp else b""
        signer_info = tlv(SEQUENCE, self.signer, signed, self.algorithm, tlv(_OCTETS, signature), stamped)
        held = tlv(_BRACKET_0, tlv(_OCTETS, content)) if content else b""
        data = tlv(
            SEQUENCE,
            self.version,
            self.digest_algorithms,
            tlv(SEQUENCE, self.content_type, held),
            self.certificates,
            tlv(_SET, signer_info),
        )
        return tlv(SEQUENCE, _SIGNED_DATA, tlv(_BRACKET_0, data))


async def form_of(signer: Signer, content_type: str, *, is_pdf: bool) -> Form:
    """Have pyHanko fill in the blank hash, sign nothing, and take the result apart."""
    held = {"content_type": content_type, "content": core.ParsableOctetString(tlv(SEQUENCE))}
    content = None if is_pdf else cms.EncapsulatedContentInfo(held)
    made = await Signer.async_sign(
        signer, _BLANK, "sha256", dry_run=True, use_pades=is_pdf, is_pdf_sig=is_pdf, encap_content_info=content
    )
    signed = cms.ContentInfo.load(made.dump())["content"]
    (info,) = signed["signer_infos"]
    before, after = (bytes([_SET]) + info["signed_attrs"].dump()[1:]).split(_BLANK)
    return Form(
        version=signed["version"].dump(),
        digest_algorithms=signed["digest_algorithms"].dump(),
        content_type=cms.ContentType(content_type).dump(),
        certificates=signed["certificates"].dump(),
        signer=_joined(info, ("version", "sid", "digest_algorithm")),
        algorithm=info["signature_algorithm"].dump(),
        before_digest=before,
        after_digest=after,
    )


def _joined(info: cms.SignerInfo, names: Iterable[str]) -> bytes:
    return b"".join(info[name].dump() for name in names)
