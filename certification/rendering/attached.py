"""The credential inside a document, as an associated file (ISO 19005-3, 6.8): taken out again, as anybody can."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from academy.later import later

if TYPE_CHECKING:
    import pikepdf
else:
    pikepdf = later("pikepdf")


NAME: Final = "credential.json"


@dataclass(frozen=True, kw_only=True)
class CredentialFile:
    """What is put into a document, and the time that the document tells of it: the same bytes at each try."""

    text: str
    made_at: datetime


def attached_credential(document: bytes) -> str:
    """Return the one file that the document carries. Raises ValueError when there is none, or another beside it."""
    with pikepdf.open(BytesIO(document)) as pdf:
        (name,) = pdf.attachments
        if name != NAME:
            raise ValueError(f"the document carries {name!r}")
        return pdf.attachments[name].get_file().read_bytes().decode()
