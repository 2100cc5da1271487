"""The audit of the stored files: each issued certificate has its document, byte by byte as it was issued."""

from collections.abc import Iterator

from certification.errors import DocumentRefused
from certification.models import Certificate
from certification.services.issued_files import issued_document


def audit_documents() -> Iterator[str]:
    """Tell, one sentence each, which documents are missing or changed. Those of erased holders were deleted."""
    for certificate in Certificate.objects.exclude(document="").order_by("pk").iterator():
        try:
            issued_document(certificate)
        except FileNotFoundError:
            yield f"The document of {certificate.code} is missing."
        except DocumentRefused:
            yield f"The document of {certificate.code} was changed."
