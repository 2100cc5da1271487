import hashlib
from pathlib import Path

import pytest

from certification.enums import EventKind
from certification.errors import NoteRefused
from certification.log.note import make_signer, written_signer
from certification.models import Event
from certification.services.audit import audit_history
from certification.services.history import record
from certification.services.log_keys import make_log_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings: object, tmp_path: Path) -> Path:
    settings.LOG_KEY_FILE = tmp_path / "log.key"
    return settings.LOG_KEY_FILE


def told() -> list[tuple[str, str, dict[str, object]]]:
    return list(Event.objects.order_by("position").values_list("kind", "subject", "facts"))


def test_key_that_is_made_is_told_once() -> None:
    verifier, again = make_log_key(demo=True), make_log_key(demo=True)
    subject = hashlib.sha256(verifier.public).hexdigest()
    assert told() == [(EventKind.LOG_KEY_MADE, subject, {"verifier": str(verifier), "demo": True})]
    assert (again, list(audit_history())) == (verifier, [])


def test_next_key_is_told_too(key_file: Path) -> None:
    first = make_log_key(demo=True)
    key_file.unlink()
    second = make_log_key(demo=False)
    facts = [(facts["verifier"], facts["demo"]) for _kind, _subject, facts in told()]
    assert (facts, list(audit_history())) == ([(str(first), True), (str(second), False)], [])


def test_key_that_was_made_before_is_told_when_it_is_found(key_file: Path) -> None:
    signer = make_signer("testserver/log")
    key_file.write_text(written_signer(signer))
    assert make_log_key(demo=False) == signer.verifier
    assert [facts["verifier"] for _kind, _subject, facts in told()] == [str(signer.verifier)]


def test_file_that_holds_no_key_is_told_of_nowhere(key_file: Path) -> None:
    key_file.write_text("something else")
    with pytest.raises(NoteRefused):
        make_log_key(demo=True)
    assert told() == []


def test_audit_finds_a_key_that_was_told_twice() -> None:
    make_log_key(demo=True)
    ((kind, subject, facts),) = told()
    event = record(kind=EventKind(kind), subject=subject, facts=facts)
    assert list(audit_history()) == [f"Event {event.position} tells “log_key_made” of {subject} after “log_key_made”."]
