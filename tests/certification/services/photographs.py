"""Photographs of a certificate, as phones take them: drawn by poppler, then turned, bent, blurred and pressed."""

import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image


def printed(document: bytes, folder: Path, dots: int = 200) -> Image.Image:
    """The first page at so many dots an inch."""
    (folder / "printed.pdf").write_bytes(document)
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", "-singlefile", "printed.pdf", "page"], cwd=folder, check=True)
    with Image.open(folder / "page.png") as page:
        return page.convert("RGB")


def as_png(picture: Image.Image) -> bytes:
    return _written(picture, "PNG")


def as_jpeg(picture: Image.Image, quality: int = 40) -> bytes:
    return _written(picture, "JPEG", quality=quality)


def as_webp(picture: Image.Image) -> bytes:
    return _written(picture, "WEBP", quality=50)


def turned(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="grey")


def scaled(picture: Image.Image, share: float) -> Image.Image:
    return picture.resize((round(picture.width * share), round(picture.height * share)), Image.Resampling.LANCZOS)


def on_a_desk(picture: Image.Image) -> Image.Image:
    """Held at an angle, on a rough desk, in bad light."""
    width, height = picture.size
    # Left above, left below, right below, right above.
    corners = (-0.01, -0.01, 0.02, 1.04, 1.05, 1.1, 1.03, -0.02)
    quad = [share * length for share, length in zip(corners, (width, height) * 4, strict=True)]
    bent = picture.transform(picture.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC, fillcolor="grey")
    desk = Image.effect_noise((width * 3 // 2, height * 3 // 2), 60).convert("RGB")
    desk.paste(turned(bent, 4), (width // 5, height // 5))
    return Image.blend(desk, Image.effect_noise(desk.size, 25).convert("RGB"), 0.15)


def _written(picture: Image.Image, form: str, **options: int) -> bytes:
    output = BytesIO()
    picture.save(output, form, **options)
    return output.getvalue()
