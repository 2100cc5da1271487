import io
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from zipfile import ZIP_STORED, ZipFile

from hypothesis import given
from hypothesis import strategies as st

from academy.zip_stream import zipped

MOMENT = datetime(2026, 9, 5, 12, 30, 10, tzinfo=UTC)
names = st.text("abƏж-_ 0", min_size=1, max_size=20)


@given(st.dictionaries(names, st.binary(max_size=500), max_size=5))
def test_archive_gives_back_what_was_put_in(files: dict[str, bytes]) -> None:
    archive = ZipFile(io.BytesIO(b"".join(zipped(files.items(), moment=MOMENT))))
    assert (archive.testzip(), {name: archive.read(name) for name in archive.namelist()}) == (None, files)


def test_entries_are_dated_and_not_compressed() -> None:
    archive = ZipFile(io.BytesIO(b"".join(zipped([("a.pdf", b"x" * 1000)], moment=MOMENT))))
    (entry,) = archive.infolist()
    assert (entry.date_time, entry.compress_type) == ((2026, 9, 5, 12, 30, 10), ZIP_STORED)


def test_each_file_is_sent_before_the_next_is_read() -> None:
    read = []

    def files() -> Iterator[tuple[str, bytes]]:
        for number in range(3):
            read.append(number)
            yield f"{number}.pdf", b"x" * 100

    pieces = zipped(files(), moment=MOMENT)
    assert (len(next(pieces)) > 100, read) == (True, [0])


def test_memory_does_not_grow_with_the_number_of_files() -> None:
    files = ((f"{number}.pdf", b"x" * 1_000_000) for number in range(50))
    tracemalloc.start()
    total = sum(len(piece) for piece in zipped(files, moment=MOMENT))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (total > 50_000_000, peak < 8_000_000) == (True, True)
