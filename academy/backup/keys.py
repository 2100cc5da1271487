"""The keys, sealed to a recipient whose private half is not on this host (age, age-encryption.org/v1, X25519).

The bundle is a tar file of the key files, each named by its setting, and SECRET_KEY, without which second factors and
secrets of webhooks could not be opened. Any `age` program opens it: `age --decrypt --identity FILE keys.age | tar -x`.
"""

import io
import os
import tarfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from django.conf import settings
from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519

from academy.backup.errors import BackupRefused

NAME: Final = "keys.age"
SECRET: Final = "SECRET_KEY"  # noqa: S105 - the name of the setting


def make_identity() -> tuple[str, str]:
    """Return a new identity, which is secret, and its recipient, which is not."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def present_keys() -> dict[str, Path]:
    """Return the key files that this process can read, by the setting that names each."""
    named = {name: Path(getattr(settings, name)) for name in settings.BACKUP_KEY_FILES}
    return {name: path for name, path in named.items() if os.access(path, os.R_OK)}


def sealed_keys(keys: Mapping[str, Path]) -> bytes:
    """Return the bundle. Raises BackupRefused when the recipient is none."""
    try:
        recipient = x25519.Recipient.from_str(settings.BACKUP_RECIPIENT)
    except RecipientError as error:
        raise BackupRefused("BACKUP_RECIPIENT is no recipient: run manage.py make_backup_identity.") from error
    bundle = {name: path.read_bytes() for name, path in keys.items()} | {SECRET: settings.SECRET_KEY.encode()}
    return encrypt(_packed(bundle), [recipient])


def opened_keys(sealed: bytes, identity: str) -> dict[str, bytes]:
    """Return what the bundle holds, by setting. Raises BackupRefused when this identity does not open it."""
    try:
        packed = decrypt(sealed, [x25519.Identity.from_str(identity.strip())])
    except (DecryptError, IdentityError) as error:
        raise BackupRefused("This identity does not open the keys of this backup.") from error
    with tarfile.open(fileobj=io.BytesIO(packed)) as bundle:
        return {member.name: bundle.extractfile(member).read() for member in bundle.getmembers()}  # type: ignore[union-attr]


def refuse_other_keys(opened: Mapping[str, bytes]) -> None:
    """Raise BackupRefused where another key lies than the one of the backup, or none can be written."""
    for path, content in _places(opened).items():
        there = _content(path)
        if there not in {None, content}:
            raise BackupRefused(
                f"{path} holds another key than this backup. Move it away, or restore without --identity."
            )
        if there is None and not os.access(_nearest_folder(path), os.W_OK | os.X_OK):
            raise BackupRefused(f"{path} cannot be written. Make its folder writable, or restore without --identity.")


def load_keys(opened: Mapping[str, bytes]) -> Iterator[str]:
    """Write each key to where its setting points, readable by nobody else; tell of each. Equal ones stay."""
    for path, content in _places(opened).items():
        if _content(path) == content:
            yield f"key kept, for it is the same: {path}"
            continue
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        yield f"key restored: {path}"


def _places(opened: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Return what belongs where: keys to where their settings point, SECRET_KEY into a file in ACADEMY_HOME."""
    secret = settings.ACADEMY_HOME / "restored-secret-key"
    return {secret if name == SECRET else Path(getattr(settings, name)): content for name, content in opened.items()}


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _nearest_folder(path: Path) -> Path:
    """Return the folder of the file, or the one in which it will be made."""
    return next(folder for folder in path.parents if folder.exists())


def _packed(bundle: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as file:
        for name, content in bundle.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(content), 0o600
            file.addfile(member, io.BytesIO(content))
    return packed.getvalue()
