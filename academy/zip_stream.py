"""A ZIP archive made while it is sent, one file in memory at a time. Nothing is compressed: PDFs are."""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from zipfile import ZipFile, ZipInfo

#: Regular file, readable by its owner: what Unix programs unpack.
MODE = 0o100600 << 16


class _Pipe(io.RawIOBase):
    """What the archive writes, until it is taken out. It cannot be rewound, so sizes are written after the bytes."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Keep a copy."""
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what has gathered, and forget it."""
        parts, self.parts = self.parts, []
        return b"".join(parts)


def zipped(files: Iterable[tuple[str, bytes]], *, moment: datetime) -> Iterator[bytes]:
    """Yield the archive of these names and contents, piece by piece, all of them dated at one moment."""
    pipe = _Pipe()
    with ZipFile(pipe, "w") as archive:
        for name, content in files:
            entry = ZipInfo(name, date_time=moment.timetuple()[:6])
            entry.external_attr = MODE
            archive.writestr(entry, content)
            yield pipe.taken()
    yield pipe.taken()
