from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.files.storage import storages
from django.utils import timezone
from pytest_django.fixtures import Settings

from certification import tasks
from certification.enums import Failure, State
from certification.errors import DocumentRefused
from certification.models import Certificate, SigningKey
from certification.selectors import certificates_matching
from certification.services import production
from certification.services.keys import ensure_demo_key
from certification.services.production import LEASE, LONGEST_WAIT, produce_certificate
from tests.factories.certification import TITLES, make_issued, make_reserved
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def stored_files() -> set[Path]:
    """What lies in the storage."""
    return set((settings.ACADEMY_HOME / "certificates").rglob("*.pdf"))


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    for file in stored_files():
        file.unlink()


@pytest.fixture
def key() -> SigningKey:
    return ensure_demo_key()


def later(certificate: Certificate, wait: timedelta = LEASE) -> Certificate:
    """Sweep when the lease or the wait is over, and read the row again."""
    with time_machine.travel(timezone.now() + wait + timedelta(seconds=1)):
        tasks.sweep_certificates()
    certificate.refresh_from_db()
    return certificate


def test_production_stores_the_signed_bytes_under_their_hash(key: SigningKey) -> None:
    certificate = make_issued()
    with certificate.document.open() as file:
        digest = sha256(file.read()).hexdigest()
    assert (certificate.state, certificate.sha256, certificate.signing_key) == (State.ISSUED, digest, key)
    assert certificate.document.name == f"{digest[:2]}/{digest}.pdf"


def test_production_twice_changes_nothing() -> None:
    certificate = make_issued()
    before = Certificate.objects.values().get(pk=certificate.pk)
    assert (produce_certificate(certificate.pk), later(certificate).state) == ("not due", State.ISSUED)
    assert (Certificate.objects.values().get(pk=certificate.pk), len(stored_files())) == (before, 1)


def test_holder_is_written_to_once_in_the_language_of_the_certificate() -> None:
    holder = make_user(language="ru")
    certificate = make_issued(holder)
    later(certificate)
    (letter,) = mail.outbox
    said = (TITLES["ru"], certificate.snapshot["url"], certificate.snapshot["holder_name"])
    assert (letter.to, [words in letter.body for words in said]) == ([holder.email], [True] * 3)


def test_reserved_certificate_that_was_never_queued_is_swept_up(key: SigningKey) -> None:
    certificate = make_reserved()
    tasks.sweep_certificates()
    certificate.refresh_from_db()
    assert certificate.state == State.ISSUED


@pytest.mark.usefixtures("key")
def test_second_worker_leaves_a_certificate_alone_that_another_has(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, seen = make_reserved(), []
    original = production._drawn

    def draw(*args: object, **named: object) -> bytes:
        seen.append(produce_certificate(certificate.pk))
        return original(*args, **named)

    monkeypatch.setattr(production, "_drawn", draw)
    assert (produce_certificate(certificate.pk), seen, len(mail.outbox)) == (State.ISSUED, ["not due"], 1)


STEPS = ("_drawn", "refuse_faults", "sign", "inspect_own", "_store", "_issue", "_mail")


class Killed(BaseException):
    """Like kill -9: nothing of ours catches it."""


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("step", STEPS)
def test_worker_killed_before_a_step_is_made_good(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()

    def die(*_args: object, **_named: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(production, step, die)
        with pytest.raises(Killed):
            produce_certificate(certificate.pk)
    assert (later(certificate).state, len(mail.outbox), len(stored_files())) == (State.ISSUED, 1, 1)


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("step", STEPS[:-1])
def test_worker_killed_after_a_step_is_made_good(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()
    original = getattr(production, step)

    def finish_and_die(*args: object, **named: object) -> None:
        original(*args, **named)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(production, step, finish_and_die)
        with pytest.raises(Killed):
            produce_certificate(certificate.pk)
    assert (later(certificate).state, len(mail.outbox), len(stored_files())) == (State.ISSUED, 1, 1)


@pytest.mark.usefixtures("key")
def test_fault_is_recorded_raised_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()

    def fail(*_args: object, **_named: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(storages["certificates"], "save", fail)
        with pytest.raises(OSError, match="disk full"):
            produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    recorded = (certificate.state, certificate.failure, certificate.failure_detail)
    assert recorded == (State.FAILED, Failure.FAULT, "OSError('disk full')")
    assert (later(certificate, LONGEST_WAIT).state, certificate.failure) == (State.ISSUED, "")


def test_certificate_waits_for_its_key() -> None:
    certificate = make_reserved()
    SigningKey.objects.all().delete()
    assert produce_certificate(certificate.pk) == State.FAILED
    certificate.refresh_from_db()
    assert (certificate.failure, stored_files()) == (Failure.KEY, set())
    ensure_demo_key()
    assert later(certificate, LONGEST_WAIT).state == State.ISSUED


@pytest.mark.usefixtures("key")
def test_demo_key_does_not_sign_in_production(settings: Settings) -> None:
    settings.PRODUCTION = True
    certificate = make_reserved()
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.failure) == (State.FAILED, Failure.KEY)


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("change", [{"code": "0" * 20}, {"url": "https://elsewhere.example/"}])
def test_snapshot_that_differs_from_its_row_is_never_signed(change: dict[str, str]) -> None:
    certificate = make_reserved()
    Certificate.objects.filter(pk=certificate.pk).update(snapshot=certificate.snapshot | change)
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.failure, stored_files()) == (State.FAILED, Failure.DOCUMENT, set())


@pytest.mark.usefixtures("key")
def test_signature_that_does_not_verify_is_never_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()
    original = production.sign
    monkeypatch.setattr(production, "sign", lambda *args, **named: original(*args, **named) + b"\n")
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.failure, certificate.failure_detail) == (Failure.DOCUMENT, "the signature does not verify")


@pytest.mark.usefixtures("key")
def test_letter_that_cannot_be_sent_is_sent_later(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()

    def refuse(*_args: object, **_named: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(production, "send_letter", refuse)
        with pytest.raises(ConnectionRefusedError):
            produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.mailed_at) == (State.ISSUED, None)
    later(certificate, LONGEST_WAIT)
    assert (certificate.mailed_at is not None, len(mail.outbox)) == (True, 1)


@pytest.mark.usefixtures("key")
def test_corrected_name_is_read_again_and_the_certificate_made() -> None:
    holder = make_user(legal_name="\u200bƏliyeva")
    certificate = make_reserved(holder)
    assert later(certificate).state == State.FAILED
    holder.legal_name = "Əliyeva Günay"
    holder.save(update_fields=["legal_name"])
    assert (later(certificate).state, certificate.snapshot["holder_name"]) == (State.ISSUED, "Əliyeva Günay")
    assert list(certificates_matching("gunay", Certificate.objects.all())) == [certificate]


def test_name_changed_after_the_decision_is_not_read_again(key: SigningKey) -> None:
    holder = make_user(legal_name="Əliyeva Günay")
    certificate = make_reserved(holder)
    holder.legal_name = "Another Person"
    holder.save(update_fields=["legal_name"])
    assert (later(certificate).state, certificate.snapshot["holder_name"]) == (State.ISSUED, "Əliyeva Günay")


def test_refused_document_waits_longer_after_each_attempt(key: SigningKey, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()

    def refuse(*_args: object) -> None:
        raise DocumentRefused("2 pages")

    monkeypatch.setattr(production, "refuse_faults", refuse)
    waits = []
    for waited in (LONGEST_WAIT, 2 * LONGEST_WAIT):
        later(certificate, waited)
        waits.append(round((certificate.next_attempt_at - timezone.now() - waited).total_seconds() / 60))
    assert waits == [2, 4]
