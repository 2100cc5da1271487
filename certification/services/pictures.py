"""Pictures are kept under their hashes, so that a version shows what it showed whatever becomes of them."""

import hashlib
from collections.abc import Iterator

from certification.data import PictureText, Snapshot
from certification.errors import DocumentRefused
from certification.models import PictureContent
from certification.rendering.pictures import printable_picture


def keep_picture(upload: bytes) -> PictureContent:
    """Keep what was uploaded as it is printed; the same picture is kept once. Raises PictureRefused."""
    png, width, height = printable_picture(upload)
    fields = {"png": png, "width": width, "height": height}
    kept, _made = PictureContent.objects.get_or_create(sha256=hashlib.sha256(png).hexdigest(), defaults=fields)
    return kept


def pictures_of(snapshot: Snapshot) -> dict[str, bytes]:
    """Return, by their hashes, the pictures that the certificate shows. Raises DocumentRefused when one was altered."""
    wanted = {picture["sha256"] for picture in _named(snapshot) if picture}
    if not wanted:
        return {}
    kept = PictureContent.objects.filter(pk__in=wanted).values_list("sha256", "png")
    pictures = {sha256: bytes(png) for sha256, png in kept}
    for sha256, png in pictures.items():
        if hashlib.sha256(png).hexdigest() != sha256:
            raise DocumentRefused(f"the picture {sha256} was altered")
    return pictures


def _named(snapshot: Snapshot) -> Iterator[PictureText | None]:
    yield snapshot["issuer_logo"]
    yield from (one["logo"] for one in snapshot["co_issuers"])
    yield from (person["signature"] for person in snapshot["signatories"])
