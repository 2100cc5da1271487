"""Signing: an invisible certifying signature that permits no change, over the whole file (PAdES B-LT)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from cryptography import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, sign_pdf
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko_certvalidator import ValidationContext

from certification.signing.held import HeldKeySigner, asn1_certificate, signer_of
from certification.signing.material import Pair, load_pair
from certification.signing.timestamp import Stamper

#: Room for the signature in the file. A known size saves pyHanko a rehearsal.
BYTES_RESERVED: Final = 16_384
FIELD: Final = "Signature"
#: ISO 14289-1, 7.18.1: a field is told in words.
READABLE_FIELD: Final = "Digital signature"


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
    return LoadedKey(signer=signer_of(pair), chain=pair.chain)


def sign(document: bytes, key: LoadedKey, *, contact: str, stamper: Stamper, lists: Sequence[bytes]) -> bytes:
    """Return the document with one certifying signature, its time-stamp, and all that its reader needs in 20 years.

    `stamper` asks a time-stamp authority and raises TimestampMissing; `lists` are the lists of revoked keys, as DER.
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
        embed_validation_info=True,
        validation_context=_trusted(key, stamper, lists),
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )
    field = SigFieldSpec(FIELD, readable_field_name=READABLE_FIELD)
    writer = IncrementalPdfFileWriter(BytesIO(document))
    done = sign_pdf(
        writer,
        details,
        key.signer,
        timestamper=stamper,
        new_field_spec=field,
        bytes_reserved=BYTES_RESERVED + stamper.room,
    )
    return bytes(done.getbuffer())


def _trusted(key: LoadedKey, stamper: Stamper, lists: Sequence[bytes]) -> ValidationContext:
    """Return what the chain of signer and time-stamp is proven with; the evidence is put into the document."""
    roots = [asn1_certificate(key.chain[-1]), *stamper.roots]
    return ValidationContext(trust_roots=roots, crls=list(lists), allow_fetching=False)
