from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from PIL import Image

from academy.errors import WrittenOnce
from certification.errors import DocumentRefused, PictureRefused
from certification.models import PictureContent
from certification.rendering.pictures import LONGEST_SIDE, MOST_BYTES, printable_picture
from certification.services.pictures import keep_picture, pictures_of
from tests import database
from tests.certification.rendering.test_document import frozen
from tests.factories.pictures import drawing

pytestmark = pytest.mark.django_db


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


@pytest.mark.parametrize(
    ("mode", "kind", "kept"),
    [
        ("RGBA", "PNG", "RGBA"),
        ("RGB", "PNG", "RGB"),
        ("L", "JPEG", "RGB"),
        ("CMYK", "JPEG", "RGB"),
        ("P", "PNG", "RGB"),
    ],
)
def test_picture_of_any_kind_is_drawn_anew(mode: str, kind: str, kept: str) -> None:
    made = printable_picture(drawing(mode=mode, kind=kind))
    with opened(made.png) as picture:
        assert (picture.format, picture.mode, picture.size, picture.info) == ("PNG", kept, (60, 30), {})
    assert made == printable_picture(drawing(mode=mode, kind=kind))


def test_large_picture_is_made_smaller() -> None:
    made = printable_picture(drawing((2000, 1000), "RGB", "JPEG"))
    assert (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_a_camera_adds_is_left_out_and_its_rotation_is_obeyed() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "taken at home"
    made = printable_picture(drawing(mode="RGB", kind="JPEG", exif=exif))
    assert (made.width, made.height, b"home" in made.png) == (30, 60, False)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
REFUSED = {
    "nothing": b"",
    "text": b"not a picture",
    "svg": SVG,
    "gif": drawing(mode="RGB", kind="GIF"),
    "cut off": drawing()[:60],
    "header alone": b"\x89PNG\r\n\x1a\n",
    "too many bytes": b"\x89PNG" + bytes(MOST_BYTES),
    "too many pixels": drawing((6000, 5000), "L"),
}


@pytest.mark.parametrize("upload", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_printable_picture_is_refused(upload: bytes) -> None:
    with pytest.raises(PictureRefused):
        keep_picture(upload)
    assert not PictureContent.objects.exists()


def test_same_picture_is_kept_once_and_for_good() -> None:
    kept = keep_picture(drawing())
    assert (keep_picture(drawing()).pk, PictureContent.objects.count()) == (kept.pk, 1)
    for refused in (kept.save, kept.delete):
        with pytest.raises(WrittenOnce):
            refused()
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM certification_picturecontent")


def test_altered_picture_is_not_printed() -> None:
    kept = keep_picture(drawing())
    snapshot = frozen(issuer_logo={"sha256": kept.pk, "alt": {}})
    assert pictures_of(snapshot) == {kept.pk: bytes(kept.png)}
    with database.triggers_off(connection), connection.cursor() as cursor:
        cursor.execute("UPDATE certification_picturecontent SET png = %s", [drawing((20, 20))])
    with pytest.raises(DocumentRefused) as refusal:
        pictures_of(snapshot)
    assert refusal.value.reason == f"the picture {kept.pk} was altered"
