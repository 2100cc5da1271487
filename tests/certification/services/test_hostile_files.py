"""Hostile files: each is answered, by a process that can burn no more than its two seconds and reach nobody."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from academy import confined, system_calls
from academy.confined import ProgramFailed, one_clock, run_confined
from certification.enums import Verdict
from certification.forms.verification import MAX_FILE_BYTES
from certification.models import CredentialKey
from certification.services import strangers_files, verification
from certification.services.file_verification import verify_file
from tests.certification.services.hostile_files import BADGES, FILES, tangled
from tests.clock import CLOCK_LIMIT, PROCESSOR_LIMIT
from tests.factories.certification import make_issued

pytestmark = [pytest.mark.django_db, pytest.mark.static]

ADDRESS = "203.0.113.77"
NOT_OURS = {Verdict.UNREADABLE, Verdict.FOREIGN}


@pytest.fixture(autouse=True)
def _no_limit_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "NETWORK_FILE_LIMIT", 1000)


@pytest.fixture(autouse=True)
def _limit_of_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "PROCESSOR_SECONDS", PROCESSOR_LIMIT)


@pytest.mark.parametrize("name", [*FILES, *BADGES])
def test_hostile_file_is_answered(name: str) -> None:
    document = (FILES | BADGES)[name]()
    assert len(document) <= MAX_FILE_BYTES
    assert verify_file(document=document, address=ADDRESS).verdict in NOT_OURS


@pytest.mark.parametrize("name", ["garbage", "deep arrays", "flate bomb in the table", "tables in a circle"])
def test_hostile_file_with_the_address_of_a_certificate_is_altered(name: str) -> None:
    carried = FILES[name]() + b"\n% " + make_issued().snapshot["url"].encode()
    assert verify_file(document=carried, address=ADDRESS).verdict == Verdict.ALTERED


def test_badge_of_a_tangle_costs_no_more_than_two_seconds() -> None:
    """Named by a key of ours, it is put in order, which takes for ever; named by another, it is not looked into."""
    make_issued()
    multikey = CredentialKey.objects.get().multikey
    verdicts = [verify_file(document=tangled(key), address=ADDRESS).verdict for key in (multikey, "z6MkX")]
    assert verdicts == [Verdict.UNREADABLE, Verdict.FOREIGN]


@pytest.mark.parametrize("name", ["deep lists", "file of the server", "text without end alone", "drawing without end"])
def test_hostile_badge_with_the_id_of_a_certificate_is_altered(name: str) -> None:
    carried = BADGES[name]() + make_issued().credential_id.urn.encode()
    assert verify_file(document=carried, address=ADDRESS).verdict == Verdict.ALTERED


def test_two_programs_share_three_seconds(monkeypatch: pytest.MonkeyPatch, program: Path) -> None:
    """Of a badge two programs see something: the first may burn one second, the second two."""
    program.write_text("import resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0])")
    monkeypatch.setattr(strangers_files.unbaking, "__file__", str(program))
    assert (strangers_files.unbaked(b""), run_confined(program, b"")) == (b"1\n", b"2\n")


def test_page_answers_hostile_files_in_words() -> None:
    answers = [
        Client().post("/verify/", {"document": SimpleUploadedFile("a.pdf", FILES[name]())}).status_code
        for name in ("header alone", "garbage", "deep arrays", "signature of garbage", "table before itself")
    ]
    badges = [
        Client().post("/verify/", {"document": SimpleUploadedFile("a.pdf", BADGES[name]())}).status_code
        for name in ("picture that is cut off", "a thousand million laughs", "deep lists", "JPEG of garbage", "GIF")
    ]
    assert (answers, badges) == ([200] * 5, [200] * 5)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    return tmp_path / "program.py"


@pytest.mark.parametrize("burning", ["while True: pass", "bytes(2 * 1024**3)", "raise ValueError"])
def test_program_that_takes_too_much_is_stopped(burning: str, program: Path) -> None:
    program.write_text(burning)
    with pytest.raises(ProgramFailed):
        run_confined(program, b"")


def test_program_that_takes_little_is_not_stopped(program: Path) -> None:
    program.write_text("import sys; print(sys.stdin.read().upper(), end='')")
    assert run_confined(program, b"read") == b"READ"


REACHING = (
    "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "import socket; socket.getaddrinfo('example.org', 80)",
    "import socket; socket.getnameinfo(('127.0.0.1', 9), 0)",
    "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendmsg([b''], [], 0, ('127.0.0.1', 9))",
    "import socket; socket.socketpair()[0].sendmsg([b'out'])",
    "import ctypes; ctypes.CDLL(None)",
    "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "import os; os.execv('/bin/true', ['true'])",
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    "import subprocess; subprocess.run(['true'])",
    "import os; os.system('true')",
    "import os; os.fork()",
    "open('hostile', 'w')",
    "open(0, 'wb')",
)


@pytest.mark.parametrize("reaching", REACHING)
def test_program_reaches_starts_and_writes_nothing(reaching: str, program: Path) -> None:
    program.write_text(f"try:\n    {reaching}\nexcept PermissionError:\n    print('refused')")
    assert run_confined(program, b"") == b"refused\n"


NATIVE = (
    "library.socket(2, 2, 0)",
    "library.connect(library.socket(1, 1, 0), b'\\1\\0/x', 4)",
    "library.fork()",
    "library.execv(b'/bin/true', None)",
)


@pytest.mark.skipif(sys.platform != "linux", reason="The kernel of Linux alone is asked.")
@pytest.mark.parametrize("reaching", NATIVE)
def test_native_code_reaches_and_starts_nothing(reaching: str) -> None:
    """Without what Python refuses: a fault in native code goes around that. The control: it succeeds, or fails else."""
    asked = f"import ctypes, errno, os\nlibrary = ctypes.CDLL(None, use_errno=True)\nsaid = {reaching}\n"
    tell = "print(said, errno.errorcode.get(ctypes.get_errno())) if os.getpid() == own else os._exit(0)\n"
    refuse = f"import runpy\nrunpy.run_path({system_calls.__file__!r})['refuse_system_calls']()\n"
    told = [_said(f"import os\nown = os.getpid()\n{before}{asked}{tell}") for before in (refuse, "")]
    assert (told[0], told[0] != told[1]) == ("-1 EPERM\n", True)


def _said(program: str) -> str:
    return subprocess.run([sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False).stdout


def test_event_loop_of_a_program_works(program: Path) -> None:
    program.write_text(
        "import asyncio, threading\nasyncio.run(asyncio.sleep(0))\n"
        "one = threading.Thread(target=print, args=['ran'])\none.start()\none.join()"
    )
    assert run_confined(program, b"") == b"ran\n"


def test_upload_has_less_than_three_seconds_for_all_its_programs() -> None:
    assert CLOCK_LIMIT < 3


def test_program_that_sleeps_for_ever_is_ended_by_the_clock(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write_text("import time; time.sleep(1_000_000)")
    monkeypatch.setattr(strangers_files.unbaking, "__file__", str(program))
    monkeypatch.setattr(confined, "SECONDS", 0.1)
    badge = BADGES["deep lists"]()
    assert verify_file(document=badge, address=ADDRESS).verdict == Verdict.UNREADABLE


def test_program_that_is_late_is_answered_where_the_limit_is_higher(
    program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: nothing but the clock ends such a program, for it burns nothing."""
    program.write_text("import threading; threading.Event().wait(0.2); print('late')")
    with one_clock():
        assert run_confined(program, b"") == b"late\n"
    monkeypatch.setattr(confined, "SECONDS", 0.1)
    with pytest.raises(ProgramFailed):
        run_confined(program, b"")


def test_programs_of_one_upload_share_the_clock(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program.write_text("print('read')")
    with monkeypatch.context() as patch:
        patch.setattr(confined, "SECONDS", 0)
        clock = one_clock()
        clock.__enter__()
    with pytest.raises(ProgramFailed):
        run_confined(program, b"")
    clock.__exit__(None, None, None)
    assert run_confined(program, b"") == b"read\n"


def test_program_knows_nothing_of_ours(program: Path) -> None:
    program.write_text(
        "import os\nprint(dict(os.environ))\ntry:\n    import certification\nexcept ImportError:\n    print('none')"
    )
    assert run_confined(program, b"").splitlines()[-1] == b"none"
