import stat
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from certification import tasks
from certification.enums import EventKind, RevocationReason
from certification.errors import LogDamaged, LogKeyMissing, NoteRefused
from certification.log.note import make_signer, written_signer
from certification.models import ChainHead, Event, LogCheckpoint, LogLeaf, LogNode
from certification.services import log
from certification.services.log import extend_log
from certification.services.log_audit import verify_log
from certification.services.log_keys import log_keys, make_log_key
from certification.services.revocation import revoke_certificate
from tests.database import triggers_off
from tests.factories.certification import make_issued, make_reserved
from tests.factories.log import make_log, make_logged_events

pytestmark = pytest.mark.django_db


def findings() -> list[str]:
    return list(verify_log(known=log_keys().known))


def entered() -> list[tuple[str, str]]:
    return list(LogLeaf.objects.order_by("index").values_list("event__subject", "event__kind"))


def forge(statement: str, *values: object) -> None:
    with triggers_off(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_issued_and_revoked_certificates_are_entered_in_order_once() -> None:
    make_log()
    first, second = make_issued(), make_issued()
    revoke_certificate(certificate=first, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=None)
    make_reserved()
    assert (extend_log(), extend_log()) == (3, 0)
    assert entered() == [(first.code, "issued"), (second.code, "issued"), (first.code, "revoked")]
    assert findings() == []


def test_replacement_is_entered_too() -> None:
    make_log()
    make_logged_events(1, EventKind.SUPERSEDED)
    assert (extend_log(), entered(), findings()) == (1, [("CODE0000000000000000", "superseded")], [])


def test_batches_are_each_signed_and_make_one_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "BATCH", 3)
    make_log(10)
    assert list(LogCheckpoint.objects.order_by("size").values_list("size", flat=True)) == [3, 6, 9, 10]
    assert (LogLeaf.objects.count(), LogNode.objects.count(), findings()) == (10, 18, [])


def test_entry_is_no_use_to_whoever_lacks_the_salt() -> None:
    make_log(2)
    salts = {bytes(leaf.salt) for leaf in LogLeaf.objects.all()}
    event = LogLeaf.objects.get(index=0).event
    said = log.statement(event.subject, event)
    assert (len(salts), {len(salt) for salt in salts}) == (2, {16})
    assert b'"code":"CODE0000000000000000"' in said
    assert log.commitment(b"a" * 16, said) != log.commitment(b"b" * 16, said)


class Killed(BaseException):
    """Like kill -9: nothing of ours catches it."""


@pytest.mark.parametrize("step", ["_waiting", "_right_edge", "_append", "_sign"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_worker_killed_at_a_step_is_made_good(step: str, when: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_log(3)
    make_logged_events(2, EventKind.REVOKED)
    original = getattr(log, step)

    def die(*arguments: object) -> None:
        if when == "after":
            original(*arguments)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(log, step, die)
        with pytest.raises(Killed):
            extend_log()
    assert (LogLeaf.objects.count(), extend_log(), len(set(entered())), findings()) == (3, 2, 5, [])


@pytest.mark.parametrize("size", [1, 700])
def test_entering_costs_the_same_however_large_the_log(size: int, django_assert_num_queries: object) -> None:
    make_log(size)
    make_logged_events(2, EventKind.REVOKED)
    keys = log_keys()
    with django_assert_num_queries(11):  # the first and the last keep the place to which the transaction goes back
        assert log._enter(keys) == 2


def test_nothing_is_signed_over_nodes_that_do_not_lead_to_the_newest_checkpoint() -> None:
    make_log(3)
    make_logged_events(1, EventKind.REVOKED)
    forge("UPDATE certification_lognode SET hash = %s WHERE place = 3", b"0" * 32)
    with pytest.raises(LogDamaged):
        extend_log()
    assert (LogLeaf.objects.count(), LogCheckpoint.objects.count()) == (3, 1)


def test_nothing_is_signed_after_a_checkpoint_of_a_strangers_key() -> None:
    make_log(3)
    make_logged_events(1, EventKind.REVOKED)
    settings.LOG_KEY_FILE.write_text(written_signer(make_signer("localhost:8000/log-demo")))
    with pytest.raises(LogDamaged):
        extend_log()


def test_log_outlives_its_key_when_the_new_file_names_the_old_one() -> None:
    make_log(3)
    make_logged_events(1, EventKind.REVOKED)
    old = log_keys().signer.verifier
    settings.LOG_KEY_FILE.write_text(written_signer(make_signer("localhost:8000/log-demo")) + f"{old}\n")
    assert (extend_log(), findings()) == (1, [])


def test_key_file_is_private_and_made_once() -> None:
    make_log()
    before = settings.LOG_KEY_FILE.read_text()
    verifier = make_log_key(demo=True)
    assert stat.S_IMODE(settings.LOG_KEY_FILE.stat().st_mode) == 0o600
    assert (settings.LOG_KEY_FILE.read_text(), log_keys().signer.verifier) == (before, verifier)
    assert verifier.name == settings.SITE_URL.partition("://")[2] + "/log-demo"


def test_missing_key_lets_entries_wait() -> None:
    settings.LOG_KEY_FILE.unlink(missing_ok=True)
    make_logged_events(1)
    with pytest.raises(LogKeyMissing):
        extend_log()
    tasks.extend_log()
    assert LogLeaf.objects.count() == 0
    make_log_key(demo=True)
    tasks.extend_log()
    assert LogLeaf.objects.count() == 1


def test_production_enters_nothing_with_a_demo_key(settings: object) -> None:
    make_log()
    make_logged_events(1)
    settings.PRODUCTION = True
    with pytest.raises(LogKeyMissing):
        extend_log()
    assert LogLeaf.objects.count() == 0


def test_file_that_holds_no_key_is_refused_and_kept() -> None:
    settings.LOG_KEY_FILE.parent.mkdir(exist_ok=True)
    settings.LOG_KEY_FILE.write_text("something else\n")
    with pytest.raises(NoteRefused):
        make_log_key(demo=True)
    assert settings.LOG_KEY_FILE.read_text() == "something else\n"
    settings.LOG_KEY_FILE.unlink()


@pytest.mark.parametrize("table", ["logleaf", "lognode", "logcheckpoint"])
@pytest.mark.parametrize("statement", ["DELETE FROM certification_{}", "UPDATE certification_{} SET {} = {}"])
def test_database_refuses_to_change_or_delete(table: str, statement: str) -> None:
    make_log(1)
    column = {"logleaf": "salt", "lognode": "hash", "logcheckpoint": "note"}[table]
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


def test_altered_event_is_found() -> None:
    make_log(3)
    forge("UPDATE certification_event SET subject = %s WHERE subject = %s", "OTHER", "CODE0000000000000001")
    at = Event.objects.get(subject="OTHER").position
    assert findings()[0] == f"Entry 1: the tree does not hold it as it stands (event {at})."


def test_altered_salt_is_found() -> None:
    make_log(3)
    forge('UPDATE certification_logleaf SET salt = %s WHERE "index" = 2', b"0" * 16)
    assert findings() == [
        f"Entry 2: the tree does not hold it as it stands (event {LogLeaf.objects.get(index=2).event_id}).",
        "The checkpoint of size 3 has another root than the entries before it.",
        "The log has 3 entries, but its head says 3, or has another root.",
    ]


def test_dropped_entry_is_found() -> None:
    make_log(3)
    forge('DELETE FROM certification_logleaf WHERE "index" = 1')
    found = findings()
    assert "Entry 1 is missing: the next one is 2." in found
    assert "A checkpoint of size 3 was signed, and the log has 2 entries." in found


def test_entries_in_another_order_are_found() -> None:
    make_log(3)
    first, second, third = LogLeaf.objects.order_by("index").values_list("event_id", flat=True)
    spare = make_logged_events(1, EventKind.RESERVED)[0].position
    for index, event in ((0, spare), (1, first), (0, second)):
        forge('UPDATE certification_logleaf SET event_id = %s WHERE "index" = %s', event, index)
    assert findings()[:2] == [
        f"Entry 0 tells event {second}, but it is the turn of event {first}.",
        f"Entry 0: the tree does not hold it as it stands (event {second}).",
    ]
    assert f"Entry 2 tells event {third}, but it is the turn of event {third}." not in findings()


def test_event_that_was_never_entered_is_found() -> None:
    make_log(2)
    third, fourth = make_logged_events(2, EventKind.REVOKED)
    forge("UPDATE certification_event SET kind = 'reserved' WHERE position = %s", third.position)
    extend_log()
    forge("UPDATE certification_event SET kind = 'revoked' WHERE position = %s", third.position)
    assert findings() == [f"Entry 2 tells event {fourth.position}, but it is the turn of event {third.position}."]


def test_checkpoint_signed_by_a_stranger_is_found() -> None:
    make_log(2)
    text = LogCheckpoint.objects.get().note.partition("\n\n")[0] + "\n"
    forged = log.sign_note(text, make_signer(log_keys().signer.name))
    forge("UPDATE certification_logcheckpoint SET note = %s", forged)
    assert findings() == ["The checkpoint of size 2 is not signed by a known key of the log."]


def test_log_that_was_made_anew_is_found_by_a_checkpoint_that_was_kept() -> None:
    make_log(2)
    kept = LogCheckpoint.objects.get().note
    assert list(verify_log(known=log_keys().known, kept=[kept])) == []
    for table in ("logleaf", "lognode", "logcheckpoint"):
        forge(f"DELETE FROM certification_{table}")  # noqa: S608 - three literal names
    ChainHead.objects.filter(pk=ChainHead.LOG).update(position=0, hash="")
    extend_log()
    assert findings() == []
    rewritten = "The checkpoint of size 2 that was kept is not the one in the log: it was rewritten since."
    assert list(verify_log(known=log_keys().known, kept=[kept])) == [rewritten]
    strange = log.sign_note("a\n1\nAAAA\n", make_signer("a"))
    unsigned = "The checkpoint that was kept is not signed by a known key of the log."
    assert list(verify_log(known=log_keys().known, kept=[strange])) == [unsigned]


def test_command_says_that_the_log_holds_or_what_is_wrong(tmp_path: Path) -> None:
    make_log(2)
    kept, output = tmp_path / "kept", StringIO()
    kept.write_text(LogCheckpoint.objects.get().note)
    call_command("verify_log", "--kept", str(kept), stdout=output)
    assert output.getvalue() == "The log holds: 2 entries.\n"
    kept.write_text("nothing")
    output = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("verify_log", "--kept", str(kept), stdout=output)
    told = "The checkpoint that was kept is not signed by a known key of the log.\n"
    assert (refusal.value.returncode, output.getvalue()) == (1, told)


def test_command_without_a_key_says_so() -> None:
    settings.LOG_KEY_FILE.unlink(missing_ok=True)
    with pytest.raises(CommandError):
        call_command("verify_log")
