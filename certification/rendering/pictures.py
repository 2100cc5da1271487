"""A picture as it is printed: one frame of an uploaded PNG or JPEG, drawn anew in sRGB, alone."""

import io
import warnings
from typing import Final, NamedTuple

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from certification.errors import PictureRefused

#: Formats that are read. SVG is none: it is a program, with links and fonts of its own.
FORMATS: Final = ("PNG", "JPEG")
MOST_BYTES: Final = 5 * 1024 * 1024
MOST_PIXELS: Final = 25_000_000
#: Longest side as it is kept: 42 mm at 480 dots an inch.
LONGEST_SIDE: Final = 800


class Printable(NamedTuple):
    """The bytes of a PNG, and its size in pixels."""

    png: bytes
    width: int
    height: int


def printable_picture(upload: bytes) -> Printable:
    """Return the picture as it is kept; the same upload gives the same bytes. Raises PictureRefused."""
    if len(upload) > MOST_BYTES:
        raise PictureRefused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _drawn_anew(upload)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        raise PictureRefused from fault
    except (Image.DecompressionBombWarning, ImageCms.PyCMSError) as fault:
        raise PictureRefused from fault


def _drawn_anew(upload: bytes) -> Printable:
    # WeasyPrint tells Pillow, for the whole process, to draw what is cut off: so it is looked for beforehand.
    with Image.open(io.BytesIO(upload), formats=FORMATS) as whole:
        whole.verify()
    with Image.open(io.BytesIO(upload), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise PictureRefused
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return Printable(written.getvalue(), *picture.size)


def _in_srgb(opened: Image.Image) -> Image.Image:
    """Turn every kind of pixel into red, green, blue, with transparency where there is some; drop everything else."""
    profile = opened.info.get("icc_profile")
    has_alpha = opened.mode in {"RGBA", "LA", "PA"} or "transparency" in opened.info
    if profile and opened.mode in {"RGB", "CMYK", "L"} and not has_alpha:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(opened, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        opened = converted or opened
    plain = opened.convert("RGBA" if has_alpha else "RGB")
    plain.info.clear()
    return plain
