"""Pictures as people upload them."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw


def drawing(size: tuple[int, int] = (60, 30), mode: str = "RGBA", kind: str = "PNG", **options: Any) -> bytes:
    """A disc on a transparent, or a white, ground."""
    picture = Image.new(mode, size, (0, 0, 0, 0) if mode == "RGBA" else "white")
    ImageDraw.Draw(picture).ellipse((5, 5, size[0] - 5, size[1] - 5), fill=(148, 33, 58) if mode[:3] == "RGB" else 90)
    written = BytesIO()
    picture.save(written, kind, **options)
    return written.getvalue()
