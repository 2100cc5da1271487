"""The clock of our own processes, which a test sets while they run, by Debian's libfaketime."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.preloaded import build

LIBRARY = max(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), default=None)
#: libfaketime 0.9.10 takes the moment until which Python sleeps for one of the clock that it shifts, and refuses
#: it (https://github.com/wolfcw/libfaketime/issues/426). So that call goes past it.
SLEEP = """
#include <errno.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int clock_nanosleep(clockid_t clock, int flags, const struct timespec *until, struct timespec *left) {
    return syscall(SYS_clock_nanosleep, clock, flags, until, left) ? errno : 0;
}
"""


class Clock:
    """What the time is for every process that was started in these surroundings; the database's own clock is right."""

    def __init__(self, folder: Path) -> None:
        if not LIBRARY:
            pytest.skip("needs libfaketime")
        self.file = folder / "clock"
        self.environment = {
            "LD_PRELOAD": f"{build(SLEEP, folder / 'sleep.so')}:{LIBRARY}",
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            # The file is read each time that somebody asks what the time is.
            "FAKETIME_NO_CACHE": "1",
            # As on a machine whose clock is set: what counts seconds goes on, and files keep their times.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }
        self.put_right()

    def set(self, shift: timedelta) -> None:
        """Let it differ from the right one by so much, from now on. The file is whole whenever it is read."""
        new = self.file.with_suffix(".new")
        new.write_text(f"{shift.total_seconds():+.0f}\n")
        new.replace(self.file)

    def put_right(self) -> None:
        self.set(timedelta())
