"""What was issued, as bytes: read from the storage and compared with the hash in the register."""

import hashlib

from certification.errors import DocumentRefused
from certification.models import Certificate
from certification.rendering.attached import attached_credential


def issued_document(certificate: Certificate) -> bytes:
    """Return the issued PDF. Raises DocumentRefused when the stored file is another."""
    with certificate.document.open("rb") as file:
        document: bytes = file.read()
    if hashlib.sha256(document).hexdigest() != certificate.sha256:
        raise DocumentRefused(f"the stored file of {certificate.code} has changed")
    return document


def issued_credential(certificate: Certificate) -> str:
    """Return the credential as it lies in the issued PDF. Raises DocumentRefused when the stored file is another."""
    return attached_credential(issued_document(certificate))
