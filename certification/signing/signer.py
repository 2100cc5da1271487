"""Signing: an invisible certifying signature that permits no change, over the whole file (PAdES B-B)."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, Signer, sign_pdf
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certification.signing.material import Pair, load_pair

#: Room for the signature in the file. A known size saves pyHanko a rehearsal.
BYTES_RESERVED: Final = 16_384
FIELD: Final = "Signature"


class HeldKeySigner(Signer):
    """Holds the loaded key. pyHanko's own SimpleSigner parses and validates the key at each signature."""

    def __init__(self, pair: Pair) -> None:
        """Take the key with its certificates."""
        self._key = pair.key
        own, *above = [asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER)) for certificate in pair.chain]
        # The root is not embedded: nobody trusts it for standing there, and its bytes would be covered by nothing.
        super().__init__(cert_registry=SimpleCertificateStore.from_certs(above), signing_cert=own, embed_roots=False)

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 - pyHanko's signature
        """Sign with SHA-256, the only digest that `sign` below asks for."""
        if isinstance(self._key, ec.EllipticCurvePrivateKey):
            return self._key.sign(data, ec.ECDSA(hashes.SHA256()))
        return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@dataclass(frozen=True, kw_only=True)
class LoadedKey:
    """A key that can sign, with its certificates, the signer's own first."""

    signer: HeldKeySigner
    chain: tuple[x509.Certificate, ...]


def load_key(file: Path, passphrase_file: Path) -> LoadedKey:
    """Load the key that signs, once a process and version of the file. Raises OSError or ValueError."""
    return _held(load_pair(file, passphrase_file))


@lru_cache(maxsize=4)
def _held(pair: Pair) -> LoadedKey:
    return LoadedKey(signer=HeldKeySigner(pair), chain=pair.chain)


def sign(document: bytes, key: LoadedKey, *, contact: str) -> bytes:
    """Return the document with one certifying signature.

    `contact` is where the signature can be verified. It stands in the file uncompressed, so that also a damaged file
    tells which certificate it pretends to be.
    """
    details = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        contact_info=contact,
    )
    writer = IncrementalPdfFileWriter(BytesIO(document))
    return bytes(sign_pdf(writer, details, key.signer, bytes_reserved=BYTES_RESERVED).getbuffer())
