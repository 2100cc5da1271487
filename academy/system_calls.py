"""Has the kernel refuse what a reader of strangers' files never needs, in native code too (seccomp, Linux alone).

`confined.py` loads it by its path before anything else; it imports nothing of ours. What it refuses fails with EPERM:
sockets but local ones, connections, other programs, other processes. Where the kernel does not know how, or where the
machine is of another kind, the refusals of Python stand alone.
"""

import ctypes
import errno
import os
import struct
import sys
from typing import Final

_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _SET, _AT_LEAST, _RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS
#: Where the number of the call, the kind of machine and the first argument stand.
_NUMBER, _MACHINE, _FIRST = 0, 4, 16
_LOCAL, _THREAD = 1, 0x00010000
#: What a program for 32 bits on this machine begins its numbers with.
_OTHER_NUMBERS: Final = 0x40000000
_CLONE3: Final = 435
#: By machine: its number, then those of socket and clone, and of what is refused whatever its arguments: connect,
#: execve, execveat, ptrace, io_uring_setup, and fork and vfork where they are calls of their own.
_MACHINES: Final = {
    "x86_64": (0xC000003E, 41, 56, (42, 59, 322, 101, 425, 57, 58)),
    "aarch64": (0xC00000B7, 198, 220, (203, 221, 281, 117, 425)),
}


def refuse_system_calls() -> None:
    """Refuse for the rest of this process, and for good."""
    if sys.platform != "linux" or os.uname().machine not in _MACHINES:
        return
    steps = _steps(*_MACHINES[os.uname().machine])
    program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(steps), ctypes.addressof(program)))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    prctl(_SECCOMP, _FILTER, ctypes.addressof(described), 0, 0)


def _steps(machine: int, socket: int, clone: int, refused: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Return the filter: what is done, how far to go on if so and if not, and with what."""
    return [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        (_RETURN, 0, 0, _REFUSE),
        *(step for call in refused for step in ((_EQUAL, 0, 1, call), (_RETURN, 0, 0, _REFUSE))),
        # Its arguments cannot be seen; told that there is none, the library takes the older one.
        (_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _UNKNOWN),
        (_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, _FIRST),
        (_EQUAL, 5, 0, _LOCAL),
        (_RETURN, 0, 0, _REFUSE),
        (_EQUAL, 0, 3, clone),
        (_LOAD, 0, 0, _FIRST),
        (_SET, 1, 0, _THREAD),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
