"""Where files lie: whether something can be written there."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from academy.house.data import Condition, Part

#: Storage of the settings -> what lies there.
LABELS: dict[str, str | Promise] = {
    "default": _("Storage of pictures and documents"),
    "certificates": _("Storage of certificates"),
    "registers": _("Storage of copies of the register"),
    "receipts": _("Storage of verification receipts"),
}


def look_at_storages() -> Iterator[Part]:
    """Write into each place."""
    for alias, label in LABELS.items():
        is_well = can_be_written(storages[alias])
        yield Part(
            name=f"storage:{alias}",
            condition=Condition.OK if is_well else Condition.DEGRADED,
            label=label,
            told=_("It can be written.") if is_well else _("It cannot be written."),
            advice=_("See whether the disk is full or read-only, or the object storage away."),
        )


def can_be_written(storage: Storage) -> bool:
    """Write a file without a name, which is gone when it is closed; a storage elsewhere is asked whether it answers."""
    try:
        if isinstance(storage, FileSystemStorage):
            _write_into(Path(storage.location))
        else:
            storage.exists("readyz")
    except Exception:  # noqa: BLE001 - what a storage elsewhere raises is its library's matter; each means the same
        return False
    return True


def _write_into(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"readyz")
