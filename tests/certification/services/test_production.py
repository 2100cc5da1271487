from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from pytest_django.fixtures import Settings

from certification import tasks
from certification.codes import grouped
from certification.enums import EventKind, Failure, State
from certification.errors import DocumentRefused
from certification.models import Certificate, Event, SigningKey
from certification.selectors.search import certificates_matching
from certification.services import production_steps as steps
from certification.services.keys import ensure_demo_key
from certification.services.production import LEASE, LONGEST_WAIT, produce_certificate
from certification.signing import signer
from tests.factories.certification import TITLES, make_issued, make_replaced, make_reserved
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
    original = steps.draw

    def draw(*args: object) -> bytes:
        seen.append(produce_certificate(certificate.pk))
        return original(*args)

    monkeypatch.setattr(steps, "draw", draw)
    assert (produce_certificate(certificate.pk), seen, len(mail.outbox)) == (State.ISSUED, ["not due"], 1)


STEPS = ("draw", "lint", "sign", "read_back", "store", "issue", "mail")
#: Where a worker is killed, and the state in which it leaves the certificate.
BEFORE = dict(zip(STEPS, ("reserved", "rendered", "linted", "signed", "signed", "stored", "issued"), strict=True))
AFTER = dict(zip(STEPS, ("rendered", "linted", "signed", "signed", "stored", "issued", "issued"), strict=True))


class Killed(BaseException):
    """Like kill -9: nothing of ours catches it."""


def state_after_being_killed(certificate: Certificate) -> str:
    """Return the state in which the worker that dies there leaves the certificate."""
    with pytest.raises(Killed):
        produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    return certificate.state


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("step", STEPS)
def test_worker_killed_before_a_step_is_made_good(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()
    with monkeypatch.context() as patch:
        patch.setattr(steps, step, Mock(side_effect=Killed))
        assert state_after_being_killed(certificate) == BEFORE[step]
    assert (later(certificate).state, len(mail.outbox), len(stored_files())) == (State.ISSUED, 1, 1)


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("step", STEPS)
def test_worker_killed_after_a_step_is_made_good(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()
    original = getattr(steps, step)

    def finish_and_die(*args: object) -> None:
        original(*args)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(steps, step, finish_and_die)
        assert state_after_being_killed(certificate) == AFTER[step]
    assert (later(certificate).state, len(mail.outbox), len(stored_files())) == (State.ISSUED, 1, 1)


def killed_while_storing(certificate: Certificate, kept: int | None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Die when so many bytes of the file are written, all of them if None; return the file."""
    original = storages["certificates"].save

    def write_and_die(name: str, content: ContentFile) -> None:
        original(name, ContentFile(content.read()[:kept]))
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(storages["certificates"], "save", write_and_die)
        state_after_being_killed(certificate)
    (file,) = stored_files()
    return file


@pytest.mark.usefixtures("key")
def test_file_of_a_worker_that_died_is_not_signed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()
    file = killed_while_storing(certificate, None, monkeypatch)
    monkeypatch.setattr(steps, "sign", Mock(side_effect=AssertionError))
    assert (later(certificate).state, stored_files()) == (State.ISSUED, {file})
    assert certificate.document.path == str(file)


@pytest.mark.usefixtures("key")
def test_file_that_was_cut_short_is_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()
    cut = killed_while_storing(certificate, 1000, monkeypatch)
    assert (later(certificate).state, stored_files()) == (State.ISSUED, {Path(certificate.document.path)})
    assert cut not in stored_files()


@pytest.mark.usefixtures("key")
def test_worker_that_was_taken_over_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, original = make_reserved(), steps.store

    def store_late(*args: object) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(steps, "store", original)
            later(certificate)
        original(*args)

    monkeypatch.setattr(steps, "store", store_late)
    assert produce_certificate(certificate.pk) == State.ISSUED
    certificate.refresh_from_db()
    assert (certificate.failure_detail, len(mail.outbox)) == ("", 1)
    assert stored_files() == {Path(certificate.document.path)}


@pytest.mark.usefixtures("key")
def test_hash_of_the_drawing_stands_before_it_is_signed(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate, seen = make_reserved(), []
    original = signer.sign

    def sign(drawn: bytes, *args: object, **named: object) -> bytes:
        recorded = Certificate.objects.values_list("state", "drawn_sha256").get(pk=certificate.pk)
        seen.append(recorded == (State.LINTED, sha256(drawn).hexdigest()))
        return original(drawn, *args, **named)

    monkeypatch.setattr(signer, "sign", sign)
    assert (produce_certificate(certificate.pk), seen) == (State.ISSUED, [True])


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
    original = signer.sign
    monkeypatch.setattr(signer, "sign", lambda *args, **named: original(*args, **named) + b"\n")
    produce_certificate(certificate.pk)
    certificate.refresh_from_db()
    assert (certificate.failure, certificate.failure_detail) == (Failure.DOCUMENT, "the signature does not verify")


@pytest.mark.usefixtures("key")
def test_letter_that_cannot_be_sent_is_sent_later(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()

    def refuse(*_args: object, **_named: object) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(steps, "send_letter", refuse)
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

    monkeypatch.setattr(steps, "refuse_faults", refuse)
    waits = []
    for waited in (LONGEST_WAIT, 2 * LONGEST_WAIT, 3 * LONGEST_WAIT):
        later(certificate, waited)
        waits.append(round((certificate.next_attempt_at - timezone.now() - waited).total_seconds() / 60))
    assert waits == [2, 4, 8]


def test_replacement_is_told_by_letter_and_in_the_history() -> None:
    old, newer = make_replaced()
    letter = mail.outbox[-1]
    assert [grouped(code) in letter.body for code in (old.code, newer.code)] == [True, True]
    event = Event.objects.filter(kind=EventKind.SUPERSEDED).get()
    assert (event.subject, event.facts["by"], event.facts["sha256"]) == (old.code, newer.code, old.sha256)


def test_success_forgets_the_failures_before_it(key: SigningKey, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_reserved()
    with monkeypatch.context() as patch:
        patch.setattr(steps, "refuse_faults", Mock(side_effect=DocumentRefused("2 pages")))
        produce_certificate(certificate.pk)
    later(certificate, LONGEST_WAIT)
    assert (certificate.state, certificate.failure, certificate.failure_detail, certificate.attempts) == (
        *(State.ISSUED, ""),
        *("", 0),
    )
