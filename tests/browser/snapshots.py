"""Pictures that are kept, and how far a new one may be from them.

A picture is kept at half its size as WebP. Two are alike when no small square of them differs much in the mean: another
Chromium may smooth the edges of letters otherwise, while a component that changed fills squares.
"""

import io
import os
from pathlib import Path

from PIL import Image, ImageChops

from tests.browser.conftest import ROOT

FOLDER = Path(__file__).parent / "snapshots"
DIFFERENCES = ROOT / "var" / "differences"
RENEW = bool(os.environ.get("RENEW_SNAPSHOTS"))
#: Side of a square, and how far its mean may be from the mean of the kept one, of 255.
SQUARE, FAR = 16, 12


def keep(screenshot: bytes) -> bytes:
    """Return a screenshot as it is kept."""
    picture = Image.open(io.BytesIO(screenshot)).convert("RGB")
    small, buffer = picture.reduce(2), io.BytesIO()
    small.save(buffer, "WEBP", quality=70, method=6)
    return buffer.getvalue()


def difference(one: bytes, other: bytes) -> Image.Image | None:
    """Return what differs between two kept pictures, or None when they are alike."""
    first, second = (Image.open(io.BytesIO(kept)).convert("RGB") for kept in (one, other))
    size = (max(first.width, second.width), max(first.height, second.height))
    found = ImageChops.difference(_on_canvas(first, size), _on_canvas(second, size))
    _least, most = found.convert("L").reduce(SQUARE).getextrema()
    return found if first.size != second.size or most > FAR else None


def _on_canvas(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    canvas = Image.new("RGB", size, "magenta")
    canvas.paste(picture)
    return canvas


def fault_of(name: str, screenshot: bytes) -> str:
    """Compare a screenshot with the kept picture of that name; leave what differs as a file, and say where."""
    new, path = keep(screenshot), FOLDER / f"{name}.webp"
    if RENEW:
        path.write_bytes(new)
        return ""
    if not path.exists():
        return f"{name} has no picture yet: make snapshots"
    found = difference(path.read_bytes(), new)
    if found is None:
        return ""
    DIFFERENCES.mkdir(parents=True, exist_ok=True)
    found.save(DIFFERENCES / f"{name}.png")
    return f"{name} looks otherwise: see {DIFFERENCES / name}.png"
