"""Making a backup, and restoring one. The database comes first and the files after it.

A row that names a file is written after the file, so whatever the database of a backup names lies among its files.
"""

import io
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from academy.backup import databases, files, keys
from academy.backup.errors import BackupDamaged, BackupRefused
from academy.backup.manifest import Manifest, damages, part_of, read_manifest, write_manifest, write_part
from academy.house.services import record_backup


def make_backup(folder: Path, *, with_keys: bool) -> tuple[Path, Manifest, str]:
    """Write a backup below `folder`; return where it lies, its list, and the SHA-256 of the list.

    It gets its name when it is complete: what is cut short lies there as `.partial`. Raises BackupRefused.
    """
    now = timezone.now().astimezone(UTC)
    place = folder / f"academy-{now:%Y%m%dT%H%M%SZ}"
    begun = place.with_suffix(".partial")
    begun.mkdir(mode=0o700, parents=True)
    manifest = _filled(begun, made_at=now.isoformat(timespec="seconds"), with_keys=with_keys)
    digest = write_manifest(begun, manifest)
    begun.rename(place)
    record_backup(size=manifest.size, manifest_sha256=digest)
    return place, manifest, digest


def _filled(folder: Path, *, made_at: str, with_keys: bool) -> Manifest:
    present = keys.present_keys() if with_keys else {}
    if with_keys and not present:
        raise BackupRefused("No key can be read here. Make the backup where the keys are, or say --without-keys.")
    parts = [write_part(folder, keys.NAME, io.BytesIO(keys.sealed_keys(present)))] if with_keys else []
    parts += [part_of(folder, databases.dump_database(folder)), *files.dump_files(folder)]
    return Manifest(
        made_at=made_at,
        database=connection.vendor,
        migrations=tuple(sorted(f"{app}.{name}" for app, name in _loader().applied_migrations)),
        keys=tuple(present),
        parts=tuple(parts),
    )


def checked_backup(folder: Path) -> Manifest:
    """Read every byte of a backup and return its list. Raises BackupDamaged with what is wrong."""
    manifest = read_manifest(folder)
    if found := list(damages(folder, manifest)):
        raise BackupDamaged(found)
    return manifest


def restore_backup(folder: Path, *, identity: str) -> Iterator[str]:
    """Restore into an empty installation and tell each step when it is done.

    `identity` opens the keys; empty, they stay sealed. Everything is looked at before anything is written. Raises
    BackupRefused or BackupDamaged.
    """
    manifest = checked_backup(folder)
    yield f"{len(manifest.parts)} parts, {manifest.size} bytes, all as they were on {manifest.made_at}"
    opened = keys.opened_keys((folder / keys.NAME).read_bytes(), identity) if identity and manifest.keys else {}
    _refuse(manifest)
    keys.refuse_other_keys(opened)
    databases.load_database(folder / databases.NAMES[manifest.database])
    call_command("migrate", verbosity=0, interactive=False)
    yield "database restored"
    stored = [part for part in manifest.parts if part.path.startswith(f"{files.FOLDER}/")]
    for part in stored:
        files.load_file(folder, part)
    yield f"{len(stored)} files restored"
    yield from keys.load_keys(opened)


def _refuse(manifest: Manifest) -> None:
    """Refuse what could not be restored whole. Nothing was written yet."""
    if manifest.database != connection.vendor:
        raise BackupRefused(f"This backup is of {manifest.database}, and the database here is {connection.vendor}.")
    if not databases.database_is_empty() or not files.storages_are_empty():
        raise BackupRefused("Something lies here already. Restore into an empty database and empty storages.")
    known = {f"{app}.{name}" for app, name in _loader().disk_migrations}
    if unknown := sorted(set(manifest.migrations) - known):
        raise BackupRefused(f"This backup is of a newer version: {', '.join(unknown)} is unknown here.")


def _loader() -> MigrationLoader:
    return MigrationLoader(connection)
