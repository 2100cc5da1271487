"""A key that is held, ready to sign: loaded and validated once a process."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Final, Literal

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign import Signer
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification.signing.material import Pair, PrivateKey
from certification.signing.signed_data import Form, form_of

DIGEST_BYTES: Final = 32
#: That of an RSA key of 4096 bits; those that we make are shorter.
LONGEST_RAW: Final = 512
#: Takes what is to be signed and returns the signature: with SHA-256, ECDSA as DER or RSA as PKCS#1 1.5.
Sign = Callable[[bytes], bytes]


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """Return the certificate in the shape that pyHanko takes."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


class HeldKeySigner(Signer):
    """Holds the loaded key, and the form of its signatures. pyHanko's own signer makes both anew each time."""

    def __init__(self, chain: Sequence[x509.Certificate], sign: Sign) -> None:
        """Take the certificates, the key's own first and the root last, and the way to sign."""
        self._sign = sign
        self._forms: dict[str, Form] = {}
        own, *above = [asn1_certificate(certificate) for certificate in chain]
        # The root is not embedded: nobody trusts it for standing there, and its bytes would be covered by nothing.
        super().__init__(cert_registry=SimpleCertificateStore.from_certs(above), signing_cert=own, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
        """Sign with SHA-256, the only digest that we ask for."""
        return b"" if dry_run else self._sign(data)

    async def async_sign(  # type: ignore[override] # as pyHanko calls it for a PDF; with anything else it fails
        self,
        data_digest: bytes,
        digest_algorithm: str,  # noqa: ARG002 - it is SHA-256
        *,
        use_pades: Literal[True],  # noqa: ARG002 - as the form is
        timestamper: TimeStamper,
        signed_attr_settings: object,  # noqa: ARG002 - PAdES has the signing time in the dictionary of the signature
    ) -> cms.ContentInfo:
        """Sign the hash of a PDF, and have the signature time-stamped (PAdES B-T)."""
        form = await self._form("data")
        attributes = form.attributes(data_digest)
        signature = self._sign(attributes)
        stamp = await timestamper.async_timestamp(sha256(signature).digest(), "sha256")
        return cms.ContentInfo.load(form.filled(attributes, signature, stamp=stamp.dump()))

    async def sign_content(self, content: bytes, content_type: str) -> bytes:
        """Return the content with a signature around it, as DER."""
        form = await self._form(content_type)
        attributes = form.attributes(sha256(content).digest())
        return form.filled(attributes, self._sign(attributes), content=content)

    async def longest_signature(self) -> int:
        """Return how many bytes the signature of a PDF has at most, without its time-stamp."""
        form = await self._form("data")
        return len(form.filled(form.attributes(bytes(DIGEST_BYTES)), bytes(LONGEST_RAW)))

    async def _form(self, content_type: str) -> Form:
        if content_type not in self._forms:
            self._forms[content_type] = await form_of(self, content_type, is_pdf=content_type == "data")
        return self._forms[content_type]


@lru_cache(maxsize=4)
def signer_of(pair: Pair) -> HeldKeySigner:
    """Return what signs with a key of this process's memory, the same each time."""
    return HeldKeySigner(pair.chain, lambda data: _signed(pair.key, data))


def _signed(key: PrivateKey, data: bytes) -> bytes:
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(data, ec.ECDSA(hashes.SHA256()))
    return key.sign(data, padding.PKCS1v15(), hashes.SHA256())
