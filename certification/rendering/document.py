"""The page: a design, filled with a snapshot, as PDF/A-3a and PDF/UA-1. The same snapshot gives the same bytes."""

import hashlib
import json
import logging
from collections.abc import Mapping
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import Final

import pydyf
from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration

from certification.data import Snapshot
from certification.rendering.attached import NAME, CredentialFile
from certification.rendering.context import page_context
from certification.rendering.designs import DESIGNS
from certification.rendering.fetcher import OurFiles
from certification.rendering.tags import mend_tags
from certification.rendering.xmp import declare_pdf_ua

# Eight lines a certificate about its own progress.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)

NO_PICTURES: Final[Mapping[str, bytes]] = MappingProxyType({})
VARIANT: Final = "pdf/a-3a"
#: What readers of PDF show beside the name of the attached file.
DESCRIPTION: Final = "Open Badges 3.0"
#: Threads of a process draw one after the other. Two that began at once would load the fonts twice, and those of the
#: stylesheet would be gone with the first: every page of the process would be set in a font of the host.
_PEN: Final = Lock()


def render(
    snapshot: Snapshot,
    *,
    pictures: Mapping[str, bytes] = NO_PICTURES,
    credential: CredentialFile | None = None,
    is_demo: bool,
    is_specimen: bool = False,
) -> bytes:
    """Draw the certificate with its credential inside. The page says when a demo key signs, and what is a specimen.

    `pictures` holds, by their hashes, those that the snapshot names.
    """
    context = page_context(snapshot, pictures=pictures, is_demo=is_demo, is_specimen=is_specimen)
    page = render_to_string(f"certification/designs/{snapshot['design']}.html", context)
    html = HTML(string=page, base_url=f"{DESIGNS.as_uri()}/", url_fetcher=OurFiles())
    identifier = hashlib.sha256(json.dumps(snapshot, sort_keys=True).encode()).digest()[:16]
    attached = [_attachment(credential)] if credential else None
    with _PEN:
        document = html.render(stylesheets=[_stylesheet(snapshot["design"])], font_config=_fonts())
        pdf: bytes = document.write_pdf(
            finisher=_finish, pdf_variant=VARIANT, pdf_identifier=identifier, attachments=attached
        )
    return pdf


def _attachment(credential: CredentialFile) -> Attachment:
    return Attachment(
        string=credential.text,
        name=NAME,
        description=DESCRIPTION,
        created=credential.made_at,
        modified=credential.made_at,
        relationship="Alternative",
    )


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    mend_tags(document, pdf)
    declare_pdf_ua(pdf)
    if "AF" in pdf.catalog:
        # WeasyPrint 70 names the file twice, once for each way in which it finds it.
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _stylesheet(design: str) -> CSS:
    """Parse once a process: a third of the time of a certificate."""
    return CSS(filename=DESIGNS / f"{design}.css", font_config=_fonts(), url_fetcher=OurFiles())
