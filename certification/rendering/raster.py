"""A document as pictures, for those who edit its template. PDFium draws our own documents here, never a stranger's."""

import io
from threading import Lock
from typing import TYPE_CHECKING, Final

from academy.later import later

if TYPE_CHECKING:
    import pypdfium2
else:
    pypdfium2 = later("pypdfium2")


#: Pixels in a point: the page is 1,263 wide.
SCALE: Final = 1.5
#: PDFium serves one thread at a time.
_ALONE: Final = Lock()


def page_images(document: bytes) -> list[bytes]:
    """Return each page as PNG."""
    with _ALONE, pypdfium2.PdfDocument(document) as pdf:
        return [_image(page) for page in pdf]


def _image(page: "pypdfium2.PdfPage") -> bytes:
    written = io.BytesIO()
    page.render(scale=SCALE).to_pil().save(written, "PNG")
    page.close()
    return written.getvalue()
