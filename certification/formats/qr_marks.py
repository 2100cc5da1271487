"""What the QR marks in a photograph or a scan say.

As a program of its own (`academy.confined`) it reads the picture from standard input and writes JSON; it imports
nothing of ours.
"""

import json
import math
import sys
from io import BytesIO
from itertools import product
from typing import Final, cast

import zxingcpp
from PIL import Image

FORMATS: Final = ("PNG", "JPEG", "WEBP")
#: A page scanned at 800 dots an inch.
MOST_PIXELS: Final = 64_000_000
#: Longest sides at which the picture is looked at, the likely ones first. The stars in the frame of our certificates
#: look like the corners of a QR mark, so the mark is seen at some sizes and missed at others.
SIDES: Final = (1600, 2000, 1000, 2800, 1300, 4000, 700)
KINDS: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
BINARIZERS: Final = (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram)
LONGEST_TEXT: Final = 500


def read_marks(picture: bytes) -> list[str]:
    """Return what the marks say, cut where it is long; none where none is found.

    Raises ValueError or what Pillow raises.
    """
    grey = _grey(picture)
    for size, binarizer in product(_sizes(grey), BINARIZERS):
        smaller = grey.resize(size, Image.Resampling.BILINEAR)
        found = zxingcpp.read_barcodes(smaller, formats=KINDS, binarizer=binarizer)
        if found:
            return [mark.text[:LONGEST_TEXT] for mark in found]
    return []


def _sizes(grey: Image.Image) -> list[tuple[int, int]]:
    """Return the sizes, none larger than the picture, each once."""
    longest = max(grey.size)
    sizes = [tuple(math.ceil(length * min(1, side / longest)) for length in grey.size) for side in SIDES]
    return list(dict.fromkeys(cast("list[tuple[int, int]]", sizes)))


def _grey(picture: bytes) -> Image.Image:
    """Return the picture without its colours, on white paper."""
    with Image.open(BytesIO(picture), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        # JPEG alone: it need not be drawn larger than it is looked at.
        opened.draft("L", (max(SIDES), max(SIDES)))
        opened.thumbnail((max(SIDES), max(SIDES)))
        if "transparency" not in opened.info and "A" not in opened.getbands():
            return opened.convert("L")
        grey, alpha = opened.convert("LA").split()
        return Image.composite(grey, Image.new("L", grey.size, "white"), alpha)


if __name__ == "__main__":
    json.dump(read_marks(sys.stdin.buffer.read()), sys.stdout)
