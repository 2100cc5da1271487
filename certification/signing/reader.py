"""What the signatures in a PDF say. Runs in this process for our own files and as a program of its own for others'.

As a program it reads the file from standard input and writes JSON; it imports nothing of ours, and the operating system
holds it to its memory and its processor time. A file is parsed here, never rendered.
"""

import hashlib
import json
import sys
from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

MEMORY_BYTES = 1024**3
PROCESSOR_SECONDS = 10


def read_signatures(document: bytes) -> list[dict[str, object]]:
    """Return for each signature the fingerprints of its certificates, and whether it holds and covers the whole file.

    Trust is not judged here: the register's pinned keys decide who may have signed. Raises whatever pyHanko raises.
    """
    return [_read(signature) for signature in PdfFileReader(BytesIO(document)).embedded_signatures]


def _read(signature: EmbeddedPdfSignature) -> dict[str, object]:
    certificate = signature.signer_cert
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    status = validate_pdf_signature(signature, context, skip_diff=True)
    return {
        "fingerprint": hashlib.sha256(certificate.dump()).hexdigest(),
        "holds": bool(status.intact and status.valid),
        "certificates": sorted(hashlib.sha256(one.dump()).hexdigest() for one in _embedded(signature)),
        "covers_all": status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _fills_its_gap(signature),
    }


def _embedded(signature: EmbeddedPdfSignature) -> list[x509.Certificate]:
    """Return the certificates that stand beside the signature: no signature covers them."""
    return [signature.signer_cert, *signature.other_embedded_certs]


def _fills_its_gap(signature: EmbeddedPdfSignature) -> bool:
    """Nothing but zeros may stand beside the signature in the gap that it cannot cover itself."""
    gap = bytes(signature.pkcs7_content)
    return not gap[len(cms.ContentInfo.load(gap).dump()) :].strip(b"\0")


def _limit_resources() -> None:
    import resource  # noqa: PLC0415 - exists on Unix alone, and only the program needs it

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    _limit_resources()
    json.dump(read_signatures(sys.stdin.buffer.read()), sys.stdout)
