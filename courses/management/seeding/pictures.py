"""The demo's pictures, each stored once."""

from pathlib import Path

from django.core.files import File
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

DEMO = Path(__file__).resolve().parents[1] / "demo"


def picture(folder: str, name: str) -> AbstractImage:
    """Return the picture of a demo folder, stored under the title “folder/name”."""
    model = get_image_model()
    title = f"{folder}/{name}"
    found = model.objects.filter(title=title).first()
    if found:
        return found
    with DEMO.joinpath(folder, "images", name).open("rb") as file:
        return model.objects.create(title=title, file=File(file, name=f"{folder}-{name}"))
