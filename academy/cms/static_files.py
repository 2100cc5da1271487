"""Static files without a collecting step, as the laptop and the tests serve them: compressed, and named by content.

Production collects them instead: its storage compresses once and writes the hash into the name.
"""

import gzip
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, StaticFilesStorage
from whitenoise.compress import Compressor
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

WORTH_COMPRESSING = Compressor(quiet=True).should_compress


@lru_cache(maxsize=512)
def _digest(path: str, changed: int) -> str:  # noqa: ARG001 - a file that changed is read again
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]


def _version(path: str) -> str:
    return _digest(path, Path(path).stat().st_mtime_ns)


class VersionedStaticFilesStorage(StaticFilesStorage):
    """Adds `?v=` and a hash of the content, so that a browser may keep a file for good and yet never shows an old one.

    Fonts are named by style sheets, where nothing can be added: a preload must ask for the very same address.
    """

    def url(self, name: str | None) -> str:
        """Return the address; that of an unknown file stays as it is."""
        url = super().url(name)
        path = finders.find(name) if name and not name.endswith(".woff2") else None
        return f"{url}?v={_version(path)}" if path and Path(path).is_file() else url


class RememberedAddresses(ManifestStaticFilesStorage):
    """An address of what was collected never changes while a process lives, so each is put together once."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Remember no address yet."""
        super().__init__(*arguments, **named)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's signature
        """Return the address; pages name some files, above all the drawings, dozens of times."""
        key = f"{name}:{force}"
        if key not in self._addresses:
            self._addresses[key] = super().url(name, force)  # type: ignore[arg-type]  # as Django passes it on
        return self._addresses[key]


class CollectedStaticFilesStorage(RememberedAddresses, CompressedManifestStaticFilesStorage):
    """What production serves."""


class CompressingWhiteNoiseMiddleware(WhiteNoiseMiddleware):
    """Compresses a text file when it is first asked for, and keeps the result in the home folder."""

    def get_static_file(self, path: str, url: str, stat_cache: dict[str, Any] | None = None) -> StaticFile:
        """Return WhiteNoise's own file with a compressed alternative of ours."""
        found = super().get_static_file(path, url, stat_cache)
        if not Path(path).is_file() or not WORTH_COMPRESSING(path):
            return found
        encodings = {"gzip": str(_compressed(path))}
        return StaticFile(path, found.alternatives[-1][2], encodings=encodings)


def _compressed(path: str) -> Path:
    target = settings.ACADEMY_HOME / "compressed" / f"{_version(path)}.gz"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(f".{id(target)}.part")
        part.write_bytes(gzip.compress(Path(path).read_bytes(), mtime=0))
        part.replace(target)
    return target
