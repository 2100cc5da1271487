"""An authority that works, is down, slow or lying: a certificate waits, says why, and is never issued without."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils import timezone
from pytest_django.fixtures import Settings

from certification import tasks
from certification.enums import Failure, State, Verdict
from certification.models import Certificate
from certification.services import timestamps
from certification.services.file_verification import verify_file
from certification.services.keys import ensure_demo_key
from certification.services.production import LONGEST_WAIT, produce_certificate
from certification.services.timestamps import stamp_roots
from certification.services.verification import verify_code
from certification.signing.material import Maker, Pair, load_pair
from certification.signing.timestamp import respond
from certification.signing.validator import inspect_own
from tests.certification.authority import Answer, honest, serving
from tests.factories.certification import forget_certificates, make_reserved

pytestmark = pytest.mark.django_db


def new_authority(name: str = "Outside") -> tuple[Pair, Pair]:
    """The root and the time-stamping key of another organisation."""
    maker = Maker(organisation=name, key_type="p256", site="https://outside.example", is_demo=False)
    root = maker.root()
    return root, maker.timestamp(maker.issuing(root))


@pytest.fixture(scope="module")
def outside() -> tuple[Pair, Pair]:
    return new_authority()


@pytest.fixture
def stamped_by(
    outside: tuple[Pair, Pair], settings: Settings, tmp_path: Path
) -> Iterator[Callable[[str], Certificate]]:
    """A function that produces a certificate with the authority at an address; its root is believed."""
    ensure_demo_key()
    settings.TIMESTAMP_ROOTS_FILE = tmp_path / "roots.pem"
    settings.TIMESTAMP_ROOTS_FILE.write_bytes(outside[0].certificate.public_bytes(Encoding.PEM))

    def produce(address: str) -> Certificate:
        settings.TIMESTAMP_URL = address
        certificate = make_reserved()
        produce_certificate(certificate.pk)
        certificate.refresh_from_db()
        return certificate

    return produce


def told(certificate: Certificate) -> tuple[str, str, str, str]:
    return certificate.state, certificate.failure, certificate.failure_detail, certificate.document.name


def waiting(reason: str) -> tuple[str, str, str, str]:
    return State.FAILED, Failure.TIMESTAMP, reason, ""


def changed(key: Pair, change: Callable[[tsp.TimeStampReq], None]) -> Answer:
    """An authority that answers to another question than it was asked."""

    def answer(request: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(request)
        change(asked)
        return asyncio.run(respond(asked.dump(force=True), key))

    return answer


def test_outside_authority_gives_the_time(outside: tuple[Pair, Pair], stamped_by: Callable[[str], Certificate]) -> None:
    with serving(honest(outside[1])) as address:
        certificate = stamped_by(address)
    with certificate.document.open() as file:
        (signature,) = inspect_own(file.read(), [outside[0].certificate]).signatures
    assert (certificate.state, certificate.failure) == (State.ISSUED, "")
    assert abs(signature.stamped_at - datetime.now(UTC)) < timedelta(minutes=1)


def test_outside_authority_is_asked_once_for_its_chain_and_once_for_each_certificate(
    outside: tuple[Pair, Pair], stamped_by: Callable[[str], Certificate]
) -> None:
    asked: list[bytes] = []

    def answer(request: bytes) -> bytes:
        asked.append(request)
        return honest(outside[1])(request)

    with serving(answer) as address:
        states = [stamped_by(address).state for _turn in range(2)]
    assert (states, len(asked)) == ([State.ISSUED] * 2, 3)


def test_long_chain_of_an_outside_authority_finds_room(
    outside: tuple[Pair, Pair], stamped_by: Callable[[str], Certificate]
) -> None:
    maker = Maker(organisation="Outside", key_type="p256", site="https://outside.example", is_demo=False)
    more = tuple(maker.issuing(outside[0]).certificate for _ in range(10))
    with serving(honest(replace(outside[1], above=(*outside[1].above, *more)))) as address:
        certificate = stamped_by(address)
    assert (certificate.state, certificate.failure_detail) == (State.ISSUED, "")


def test_own_authority_gives_the_time_where_no_other_is_named() -> None:
    key = ensure_demo_key()
    certificate = make_reserved()
    assert produce_certificate(certificate.pk) == State.ISSUED
    certificate.refresh_from_db()
    with certificate.document.open() as file:
        (signature,) = inspect_own(file.read(), stamp_roots()).signatures
    assert (signature.stamped_at is not None, certificate.signing_key) == (True, key)


def test_time_stamp_below_no_known_root_is_none() -> None:
    ensure_demo_key()
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    with certificate.document.open() as file:
        (signature,) = inspect_own(file.read(), [new_authority()[0].certificate]).signatures
    assert (signature.holds, signature.stamped_at) == (True, None)


def test_authority_that_is_down_leaves_the_certificate_waiting(stamped_by: Callable[[str], Certificate]) -> None:
    with serving(lambda _request: b"") as address:
        pass
    certificate = stamped_by(address)
    assert told(certificate) == waiting("not reached: ConnectionRefusedError")
    assert verify_code(text=certificate.code, address="").verdict == Verdict.UNKNOWN


@pytest.mark.parametrize("pause", [0.02, 1.0])
def test_authority_that_is_slow_is_left_alone(
    pause: float,
    outside: tuple[Pair, Pair],
    stamped_by: Callable[[str], Certificate],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timestamps, "SECONDS", 0.5)
    with serving(lambda request: honest(outside[1])(request)[:40], pause=pause) as address:
        assert told(stamped_by(address)) == waiting("no answer within 0.5 seconds")


@pytest.mark.parametrize("status", [301, 401, 500])
def test_authority_that_refuses_is_quoted(status: int, stamped_by: Callable[[str], Certificate]) -> None:
    with serving(lambda _request: b"no", status=status) as address:
        assert told(stamped_by(address)) == waiting(f"answered {status}")


#: RFC 3161, 2.4.2: a status of 2 and nothing more.
REFUSAL = bytes.fromhex("30053003020102")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"", "the answer cannot be read"),
        (b"<html>", "the answer cannot be read"),
        (b"0" * 70_000, "answered more than 65536 bytes"),
        (REFUSAL, "the authority refuses: rejection"),
    ],
)
def test_answer_that_is_no_time_stamp_is_refused(
    answer: bytes, reason: str, stamped_by: Callable[[str], Certificate]
) -> None:
    with serving(lambda _request: answer) as address:
        assert told(stamped_by(address)) == waiting(reason)


def other_imprint(asked: tsp.TimeStampReq) -> None:
    asked["message_imprint"]["hashed_message"] = b"x" * 32


def other_nonce(asked: tsp.TimeStampReq) -> None:
    asked["nonce"] = 7


def no_nonce(asked: tsp.TimeStampReq) -> None:
    asked["nonce"] = None


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        (other_imprint, "the time-stamp is of another document"),
        (other_nonce, "the answer is to another question"),
        (no_nonce, "the answer is to another question"),
    ],
)
def test_lying_authority_is_refused(
    lie: Callable[[tsp.TimeStampReq], None],
    reason: str,
    outside: tuple[Pair, Pair],
    stamped_by: Callable[[str], Certificate],
) -> None:
    with serving(changed(outside[1], lie)) as address:
        assert told(stamped_by(address)) == waiting(reason)


def test_authority_with_a_wrong_clock_is_refused(
    outside: tuple[Pair, Pair], stamped_by: Callable[[str], Certificate], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("certification.signing.timestamp.TOLERANCE", timedelta(seconds=-1))
    with serving(honest(outside[1])) as address:
        assert told(stamped_by(address)) == waiting("the authority's clock is wrong")


def test_authority_of_the_same_name_below_another_root_is_refused(stamped_by: Callable[[str], Certificate]) -> None:
    with serving(honest(new_authority()[1])) as address:
        assert told(stamped_by(address)) == waiting("the time-stamp is not by an authority that we trust")


def test_key_that_was_not_made_for_time_stamps_is_refused(
    stamped_by: Callable[[str], Certificate], settings: Settings
) -> None:
    ensure_demo_key()
    signer = load_pair(settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSPHRASE_FILE)
    with serving(honest(signer)) as address:
        assert told(stamped_by(address)) == waiting("the time-stamp is not by an authority that we trust")


def test_changed_signature_of_the_authority_is_refused(
    outside: tuple[Pair, Pair], stamped_by: Callable[[str], Certificate]
) -> None:
    def broken(request: bytes) -> bytes:
        answer = honest(outside[1])(request)
        return answer[:-1] + bytes([answer[-1] ^ 1])

    with serving(broken) as address:
        assert told(stamped_by(address)) == waiting("the time-stamp is not by an authority that we trust")


def test_waiting_certificate_is_tried_again_later_each_time_and_issued(
    outside: tuple[Pair, Pair], stamped_by: Callable[[str], Certificate], settings: Settings
) -> None:
    certificate = stamped_by("http://127.0.0.1:9/")
    waits = [certificate.next_attempt_at - timezone.now()]
    with time_machine.travel(timezone.now() + LONGEST_WAIT):
        tasks.sweep_certificates()
        certificate.refresh_from_db()
        waits.append(certificate.next_attempt_at - timezone.now())
    assert [round(wait.total_seconds() / 60) for wait in waits] == [2, 4]
    with serving(honest(outside[1])) as address, time_machine.travel(timezone.now() + 3 * LONGEST_WAIT):
        settings.TIMESTAMP_URL = address
        tasks.sweep_certificates()
    certificate.refresh_from_db()
    assert (certificate.state, certificate.failure, certificate.failure_detail) == (State.ISSUED, "", "")


def test_own_authority_without_its_key_leaves_the_certificate_waiting(own_files: Path, settings: Settings) -> None:
    ensure_demo_key()
    settings.TIMESTAMP_KEY_FILE.unlink()
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert told(certificate) == waiting("the key of our own authority is absent or cannot be read")


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_roots_that_cannot_be_read_leave_the_certificate_waiting(
    content: bytes | None, stamped_by: Callable[[str], Certificate], settings: Settings
) -> None:
    settings.TIMESTAMP_ROOTS_FILE.unlink()
    if content:
        settings.TIMESTAMP_ROOTS_FILE.write_bytes(content)
    assert told(stamped_by("http://127.0.0.1:9/")) == waiting("the file of its roots is absent or cannot be read")


def test_files_are_verified_where_the_roots_of_others_cannot_be_read(settings: Settings, tmp_path: Path) -> None:
    ensure_demo_key()
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    with certificate.document.open() as file:
        document = file.read()
    settings.TIMESTAMP_ROOTS_FILE = tmp_path / "absent.pem"
    forget_certificates()
    assert verify_file(document=document, address="").verdict == Verdict.NOT_ISSUED
