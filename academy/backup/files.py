"""The files of all storages but the static ones, wherever they lie: a folder or an object storage."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, storages

from academy.backup.errors import BackupRefused
from academy.backup.manifest import Part, write_part

FOLDER = "files"


def kept_storages() -> dict[str, Storage]:
    """Return the storages by their alias."""
    return {alias: storages[alias] for alias in sorted(settings.STORAGES) if alias != "staticfiles"}


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Name everything that lies in a storage, in a fixed order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (prefix + name for name in sorted(files))
    for name in sorted(folders):
        yield from names_in(storage, prefix + name)


def dump_files(folder: Path) -> Iterator[Part]:
    """Copy all files. Those that go while this runs are left out: whoever deleted them meant it."""
    for alias, storage in kept_storages().items():
        for name in names_in(storage):
            try:
                with storage.open(name, "rb") as file:
                    yield write_part(folder, f"{FOLDER}/{alias}/{name}", file)
            except FileNotFoundError:
                continue


def load_file(folder: Path, part: Part) -> None:
    """Put one file into its storage, under its old name. Raises BackupRefused where that name is taken or unknown."""
    _folder, alias, name = part.path.split("/", 2)
    if alias not in settings.STORAGES:
        raise BackupRefused(f"There is no storage “{alias}” here: {part.path} cannot be put back.")
    with (folder / part.path).open("rb") as file:
        stored = storages[alias].save(name, File(file))
    if stored != name:
        raise BackupRefused(f"{name} lies in the storage “{alias}” already.")


def storages_are_empty() -> bool:
    """Say whether no file lies in any of them."""
    return not any(next(names_in(storage), None) for storage in kept_storages().values())
