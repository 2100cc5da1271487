"""Our own two fonts for ReportLab, which reads no WOFF2: the files that certificates are set in."""

from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER: Final = Path(settings.BASE_DIR) / "static" / "fonts" / "certificate"
REGULAR: Final = "AcademySans"
BOLD: Final = "AcademySans-Bold"


@cache
def register() -> None:
    """Make both fonts known, once in a process."""
    pdfmetrics.registerFont(TTFont(REGULAR, FOLDER / "NotoSans_400Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, FOLDER / "NotoSans_700Bold.ttf"))
