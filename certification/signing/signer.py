"""Signing: an invisible certifying signature that permits no change, over the whole file (PAdES B-LT)."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from cryptography import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSigningSession,
    PreSignValidationStatus,
    SigDSSPlacementPreference,
)
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from certification.errors import SigningKeyMissing, TimestampMissing
from certification.signing.held import HeldKeySigner, asn1_certificate, signer_of
from certification.signing.material import load_pair
from certification.signing.timestamp import Stamper

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
    pair = load_pair(file, passphrase_file)
    return LoadedKey(signer=signer_of(pair), chain=pair.chain)


def sign(document: bytes, key: LoadedKey, *, contact: str, stamper: Stamper, lists: Sequence[bytes]) -> bytes:
    """Return the document with one certifying signature, its time-stamp, and all that its reader needs in 20 years.

    `stamper` asks a time-stamp authority and raises TimestampMissing; `lists` are the lists of revoked keys, as DER.
    `contact` is where the signature can be verified. It stands in the file uncompressed, so that also a damaged file
    tells which certificate it pretends to be.
    """
    hour = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    evidence, room = _evidence(key, stamper, tuple(lists), hour)
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
    signer = PdfSigner(details, key.signer, timestamper=stamper, new_field_spec=field)
    session = signer.init_signing_session(IncrementalPdfFileWriter(BytesIO(document)))
    return asyncio.run(_signed(session, evidence, room=room))


async def _signed(session: PdfSigningSession, evidence: PreSignValidationStatus, *, room: int) -> bytes:
    """Do what pyHanko's `sign_pdf` does, with evidence that was gathered before."""
    draft = session.prepare_tbs_document(validation_info=evidence, bytes_reserved=room)
    output = BytesIO()
    digest, _output = draft.digest_tbs_document(output=output)
    attributes = PdfCMSSignedAttributes(signing_time=session.system_time)
    await draft.perform_signature(digest.document_digest, attributes)
    return bytes(output.getbuffer())


@lru_cache(maxsize=4)
def _evidence(
    key: LoadedKey, stamper: Stamper, lists: tuple[bytes, ...], _hour: datetime
) -> tuple[PreSignValidationStatus, int]:
    """Prove the chains of signer and time-stamp: the evidence goes into each document of the hour. And measure both.

    Returns the evidence, and how many hexadecimal digits the signature needs. Raises SigningKeyMissing when the
    signer's chain does not hold, and TimestampMissing when that of the time-stamp does not, or none is to be had.
    """
    return asyncio.run(_gathered(key, stamper, _trusted(key, stamper, lists)))


async def _gathered(
    key: LoadedKey, stamper: Stamper, context: ValidationContext
) -> tuple[PreSignValidationStatus, int]:
    signer = CertificateValidator(
        key.signer.signing_cert, intermediate_certs=key.signer.cert_registry, validation_context=context
    )
    try:
        path = await signer.async_validate_usage({"non_repudiation"})
    except (PathError, ValidationError) as error:
        raise SigningKeyMissing(f"its certificate does not verify: {error}") from error
    try:
        stamps = [stamp async for stamp in stamper.validation_paths(context)]
    except (PathError, ValidationError) as error:
        raise TimestampMissing(f"the authority's certificate does not verify: {error}") from error
    evidence = PreSignValidationStatus(
        signer_path=path, validation_paths=[path, *stamps], ts_validation_paths=stamps, crls_to_embed=context.crls
    )
    return evidence, 2 * (await key.signer.longest_signature() + await stamper.longest_stamp())


def _trusted(key: LoadedKey, stamper: Stamper, lists: Sequence[bytes]) -> ValidationContext:
    roots = [asn1_certificate(key.chain[-1]), *stamper.roots]
    return ValidationContext(trust_roots=roots, crls=list(lists), allow_fetching=False)
