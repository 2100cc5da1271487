"""The office without its key or its time-stamps: certificates wait, the office sees why, and they are made later.

An authority that is down, hangs or stamps another document is asked by a real worker in `test_authority.py`.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from asn1crypto import cms, tsp
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from academy.accounts.enums import Role
from certification.enums import Failure, State
from certification.models import Certificate, SigningKey
from certification.services import timestamps
from certification.services.keys import ensure_demo_key, rotate_signing_key
from certification.services.production import produce_certificate
from certification.signing.material import Pair
from certification.signing.timestamp import Stamper, respond
from certification.tasks import sweep_certificates
from tests.certification.authority import honest, serving
from tests.certification.services.test_timestamps import (
    changed,
    new_authority,
    no_nonce,
    other_imprint,
    other_nonce,
)
from tests.factories.certification import make_reserved
from tests.factories.people import make_user
from tests.faults.report import Case

pytestmark = pytest.mark.django_db

Down = Callable[[], object]


@pytest.fixture
def office(client_of) -> Client:
    """Somebody who looks after the house."""
    return client_of(make_user(Role.ADMINISTRATOR, language="en"))


@pytest.fixture(autouse=True)
def _keys(own_files: Path) -> None:
    """Keys in a folder of this test alone."""
    ensure_demo_key()


def decided() -> Certificate:
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    return certificate


def told(office: Client, certificate: Certificate, failure: Failure) -> str:
    """Return the reason that stands in the row; the page for the office says which kind it is."""
    assert (certificate.state, certificate.failure, certificate.document.name) == (State.FAILED, failure, "")
    page = office.get(reverse("state_of_the_house")).text
    assert f"Certificates that wait: {failure.label}" in page
    assert certificate.code not in page
    return certificate.failure_detail


def issued_after_the_next_sweep(certificate: Certificate) -> bool:
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        sweep_certificates()
    certificate.refresh_from_db()
    return (certificate.state, certificate.failure, certificate.failure_detail) == (State.ISSUED, "", "")


@pytest.fixture
def outside(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """The key of an authority that the settings believe; workers wait for it for a second."""
    monkeypatch.setattr(timestamps, "SECONDS", 1)
    root, key = new_authority()
    settings.TIMESTAMP_ROOTS_FILE = tmp_path / "roots.pem"
    settings.TIMESTAMP_ROOTS_FILE.write_bytes(root.certificate.public_bytes(Encoding.PEM))
    return key


@contextmanager
def dripping(key: Pair) -> Iterator[str]:
    with serving(honest(key), pause=1.0) as address:
        yield address


@contextmanager
def failing(key: Pair) -> Iterator[str]:
    with serving(honest(key), status=500) as address:
        yield address


@contextmanager
def wrong_key(_key: Pair) -> Iterator[str]:
    with serving(honest(new_authority("Stranger")[1])) as address:
        yield address


@contextmanager
def wrong_clock(key: Pair) -> Iterator[str]:
    def answer(request: bytes) -> bytes:
        # Whoever asked waits meanwhile, and sees nothing of it.
        with time_machine.travel(timezone.now() + timedelta(days=2)):
            return asyncio.run(respond(request, key))

    with serving(answer) as address:
        yield address


def lying(lie: Callable[[tsp.TimeStampReq], None]) -> Callable[[Pair], object]:
    return lambda key: serving(changed(key, lie))


AUTHORITIES = {
    "answers a byte a second": dripping,
    "answers 500": failing,
    "answers to another nonce": lying(other_nonce),
    "leaves the nonce out": lying(no_nonce),
    "has a key of a stranger": wrong_key,
    "has a clock two days ahead": wrong_clock,
}


@pytest.mark.parametrize("fault", AUTHORITIES)
def test_time_stamp_authority(fault: str, outside: Pair, office: Client, settings: Settings, case: Case) -> None:
    case.broke(f"the time-stamp authority {fault}")
    with AUTHORITIES[fault](outside) as settings.TIMESTAMP_URL:
        certificate = decided()
    reason = told(office, certificate, Failure.TIMESTAMP)
    with serving(honest(outside)) as settings.TIMESTAMP_URL, case.healing():
        assert issued_after_the_next_sweep(certificate)
    case.saw(f"the certificate waited, “{reason}”; the next sweep made it")


def test_lie_that_was_believed_is_found_when_the_document_is_read_back(
    outside: Pair, office: Client, settings: Settings, monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    case.broke("control: whoever asks the authority looks at nothing, and it stamps another document")

    async def believe(_stamper: Stamper, token: cms.ContentInfo, *_asked: object) -> cms.ContentInfo:
        return token

    with monkeypatch.context() as unguarded, serving(changed(outside, other_imprint)) as settings.TIMESTAMP_URL:
        unguarded.setattr(Stamper, "_proven", believe)
        certificate = decided()
    reason = told(office, certificate, Failure.DOCUMENT)
    assert reason == "the signature does not verify"
    with serving(honest(outside)) as settings.TIMESTAMP_URL, case.healing():
        assert issued_after_the_next_sweep(certificate)
    case.saw(f"the time-stamp was taken, but nothing was issued: “{reason}”; the next sweep made it")


def missing(file: Path) -> Down:
    content = file.read_bytes()
    file.unlink()
    return lambda: file.write_bytes(content)


def unreadable(file: Path) -> Down:
    content = file.read_bytes()
    file.write_bytes(b"no key")
    return lambda: file.write_bytes(content)


@pytest.mark.parametrize(("file", "failure"), [("SIGNING_KEY_FILE", "key"), ("TIMESTAMP_KEY_FILE", "timestamp")])
@pytest.mark.parametrize("fault", [missing, unreadable])
def test_key_file(fault: Callable[[Path], Down], file: str, failure: str, office: Client, case: Case) -> None:
    case.broke(f"{file} is {fault.__name__}, and put back")
    put_back = fault(getattr(django_settings, file))
    certificate = decided()
    reason = told(office, certificate, Failure(failure))
    put_back()
    with case.healing():
        assert issued_after_the_next_sweep(certificate)
    case.saw(f"the certificate waited, “{reason}”; the next sweep made it")


def test_signing_key_has_run_out(office: Client, case: Case) -> None:
    case.broke("the certificate of the signing key has run out, and the key is changed")
    SigningKey.objects.update(valid_until=timezone.now())
    certificate = decided()
    reason = told(office, certificate, Failure.KEY)
    rotate_signing_key()
    with case.healing():
        assert issued_after_the_next_sweep(certificate)
    case.saw(f"the certificate waited, “{reason}”; the next sweep made it with the next key")
