"""Runs a program that reads a stranger's file: in a process of its own, with little memory and time, reaching nobody.

As a program it takes on the limits, then runs the program that is named. Started with `-I`, it imports nothing of ours.
"""

import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from time import monotonic
from typing import Any, Final

#: By the clock, for all programs that see one upload together, unless more is named: it is answered in less than
#: three seconds.
SECONDS = 2.5
MEMORY_BYTES: Final = 1024**3
#: A genuine document takes half a second, most of it for starting. Of two programs for one file the first has less.
PROCESSOR_SECONDS = 2
#: What a file could be made to fetch, send, load or start if a reader had a fault; whole families of events (PEP 578).
REFUSED_EVENTS: Final = (
    "ctypes.",
    "ftplib.",
    "http.",
    "imaplib.",
    "nntplib.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
    "poplib.",
    "pty.",
    "smtplib.",
    "socket.",
    "subprocess.",
    "telnetlib.",
    "urllib.",
    "webbrowser.",
)
#: Making a socket reaches nobody, and an event loop talks to itself by a pair of local ones.
LOCAL_SOCKET: Final = "socket.__new__"
#: AF_UNIX, by its number: this module reaches nobody, so it imports no sockets.
LOCAL_FAMILY: Final = 1


class ProgramFailed(Exception):  # noqa: N818 - errors are named for the state (conventions, 17)
    """The program ended badly, took too much, or could not be started: the file is to blame, as far as we know."""


#: When the programs of this upload have to have ended.
_ENDS: ContextVar[float | None] = ContextVar("_ENDS", default=None)


@contextmanager
def one_clock() -> Iterator[None]:
    """Let all programs that are run within this take `SECONDS` together."""
    token = _ENDS.set(monotonic() + SECONDS)
    try:
        yield
    finally:
        _ENDS.reset(token)


def run_confined(
    program: Path, given: bytes, *, processor_seconds: int | None = None, seconds: float | None = None
) -> bytes:
    """Give the bytes to the program and return what it writes. Raises ProgramFailed.

    It has `processor_seconds`, or else PROCESSOR_SECONDS, and `seconds` by the clock, or else what is left of the clock
    of its upload.
    """
    left = seconds or (SECONDS if (ends := _ENDS.get()) is None else ends - monotonic())
    command = [sys.executable, "-I", str(Path(__file__)), str(program), str(processor_seconds or PROCESSOR_SECONDS)]
    try:
        return subprocess.run(command, input=given, capture_output=True, timeout=left, check=True, env={}).stdout  # noqa: S603 - our own program and no argument of the file's
    except (OSError, subprocess.SubprocessError) as error:
        raise ProgramFailed from error


def _limit_resources(processor_seconds: int) -> None:
    import resource  # noqa: PLC0415 - exists on Unix alone, and only the program needs it

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (processor_seconds, processor_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    runpy.run_path(str(Path(__file__).with_name("system_calls.py")))["refuse_system_calls"]()
    sys.addaudithook(_refuse_the_world)


def _refuse_the_world(event: str, arguments: tuple[Any, ...]) -> None:
    """Let nothing be reached, started or written (PEP 578): a file is read, and nothing that it names."""
    writes = event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR)
    is_local = event == LOCAL_SOCKET and arguments[1] == LOCAL_FAMILY
    if writes or (event.startswith(REFUSED_EVENTS) and not is_local):
        raise PermissionError(event)


if __name__ == "__main__":
    _limit_resources(int(sys.argv[2]))
    runpy.run_path(sys.argv[1], run_name="__main__")
