"""The list of what a backup holds: each part with its size and SHA-256, so that one flipped bit is found.

`manifest.json` names the parts, `manifest.sha256` holds its own hash, in the form that `sha256sum --check` reads.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, Final

from academy.backup.errors import BackupDamaged, BackupRefused

#: Number of the shape of the manifest.
FORMAT: Final = 1
NAME: Final = "manifest.json"
SEAL: Final = "manifest.sha256"
CHUNK: Final = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Part:
    """One file of a backup. `path` is told from the backup's folder, with slashes; `size` is in bytes."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup holds. `made_at` is RFC 3339 in UTC, `migrations` are “app.name”, `keys` names of settings."""

    made_at: str
    database: str
    migrations: tuple[str, ...]
    keys: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(part.size for part in self.parts)


def write_part(folder: Path, path: str, content: IO[bytes]) -> Part:
    """Copy a stream into the backup in chunks and return what it is."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        while chunk := content.read(CHUNK):
            file.write(chunk)
    return part_of(folder, path)


def part_of(folder: Path, path: str) -> Part:
    """Return what lies at `path`, read back from the disk."""
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return Part(path=path, size=(folder / path).stat().st_size, sha256=digest.hexdigest())


def write_manifest(folder: Path, manifest: Manifest) -> str:
    """Write the list and its hash; return the hash."""
    content = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, ensure_ascii=False).encode()
    (folder / NAME).write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    (folder / SEAL).write_text(f"{digest}  {NAME}\n")
    return digest


def read_manifest(folder: Path) -> Manifest:
    """Read the list. Raises BackupRefused where there is none, or another format; BackupDamaged for another hash."""
    try:
        content, seal = (folder / NAME).read_bytes(), (folder / SEAL).read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupRefused(f"{folder} is no backup: {NAME} or {SEAL} cannot be read.") from error
    if seal != f"{hashlib.sha256(content).hexdigest()}  {NAME}\n":
        raise BackupDamaged([f"{NAME} is not the list that was written: its hash is another than {SEAL} says."])
    told = json.loads(content)
    if told.pop("format") != FORMAT:
        raise BackupRefused(f"{folder} was made by another version: its format is not {FORMAT}.")
    return _manifest(told)


def _manifest(told: dict[str, Any]) -> Manifest:
    lists = {name: tuple(told[name]) for name in ("migrations", "keys")}
    return Manifest(**{**told, **lists, "parts": tuple(Part(**part) for part in told["parts"])})


def damages(folder: Path, manifest: Manifest) -> Iterator[str]:
    """Tell, one sentence each, what is missing, changed, or was not put there."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for part in manifest.parts:
        if part.path not in found:
            yield f"{part.path} is missing."
        elif part_of(folder, part.path) != part:
            yield f"{part.path} was changed: its size or hash is another than when the backup was made."
    for path in sorted(found - {part.path for part in manifest.parts} - {NAME, SEAL}):
        yield f"{path} is not in the list."
