"""What the signatures in a PDF say. Runs in this process for our own files and as a program of its own for others'.

As a program (`academy.confined`) it reads one line of JSON, the roots of time-stamps, then the file from standard
input, and writes JSON; it imports nothing of ours. A file is parsed here, never rendered.
"""

import base64
import hashlib
import json
import sys
from datetime import datetime
from functools import lru_cache
from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext


def read_signatures(document: bytes, roots: list[str]) -> list[dict[str, object]]:
    """Return for each signature the fingerprints of its certificates, and whether it holds and covers the whole file.

    Trust is not judged here: the register's pinned keys decide who may have signed. Of its time-stamp the moment is
    told if it was made below one of the roots (DER in base 64). Raises whatever pyHanko raises.
    """
    anchors = [_anchor(root) for root in roots]
    return [_read(signature, anchors) for signature in PdfFileReader(BytesIO(document)).embedded_signatures]


@lru_cache(maxsize=16)
def _anchor(root: str) -> x509.Certificate:
    return x509.Certificate.load(base64.b64decode(root))


def _read(signature: EmbeddedPdfSignature, anchors: list[x509.Certificate]) -> dict[str, object]:
    # Those that stand beside the signature: no signature covers them.
    certificate, others, moment = signature.signer_cert, signature.other_embedded_certs, _stamped_at(signature)
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False)
    # An authority's certificate runs out long before a certificate does: it must have held at the moment itself.
    stamps = ValidationContext(trust_roots=anchors, allow_fetching=False, moment=moment)
    status = validate_pdf_signature(signature, context, ts_validation_context=stamps, skip_diff=True)
    stamp = status.timestamp_validity
    stamped = moment is not None and stamp is not None and stamp.intact and stamp.valid and stamp.trusted
    return {
        "stamped_at": moment.isoformat() if moment and stamped else None,
        "fingerprint": hashlib.sha256(certificate.dump()).hexdigest(),
        "holds": bool(status.intact and status.valid),
        "certificates": sorted(hashlib.sha256(one.dump()).hexdigest() for one in (certificate, *others)),
        "covers_all": status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _fills_its_gap(signature),
    }


def _stamped_at(signature: EmbeddedPdfSignature) -> datetime | None:
    """Return what the one time-stamp says, unproven."""
    stamps = list(extract_tst_data_iter(signature.signer_info, signed=False))
    moments = [stamp["encap_content_info"]["content"].parsed["gen_time"].native for stamp in stamps]
    return moments[0] if len(moments) == 1 else None


def _fills_its_gap(signature: EmbeddedPdfSignature) -> bool:
    """Nothing but zeros may stand beside the signature in the gap that it cannot cover itself."""
    gap = bytes(signature.pkcs7_content)
    return not gap[len(cms.ContentInfo.load(gap).dump()) :].strip(b"\0")


if __name__ == "__main__":
    known = json.loads(sys.stdin.buffer.readline())
    json.dump(read_signatures(sys.stdin.buffer.read(), known), sys.stdout)
