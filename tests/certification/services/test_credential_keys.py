import json
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from certification.enums import EventKind, KeyState
from certification.errors import CredentialKeyMissing, SigningKeyEnded, SigningKeyUnknown
from certification.models import CredentialKey, Event
from certification.services.audit import audit_history
from certification.services.credential_keys import (
    active_credential_key,
    compromise_credential_key,
    make_credential_key,
    published_did,
    rotate_credential_key,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def told() -> list[tuple[str, str]]:
    """What the history tells, in order."""
    return list(Event.objects.order_by("position").values_list("kind", "subject"))


def test_key_is_made_once_in_a_file_that_nobody_else_reads(settings: Settings) -> None:
    key = make_credential_key(demo=False)
    before = settings.CREDENTIAL_KEY_FILE.read_text()
    assert make_credential_key(demo=False) == key
    assert (settings.CREDENTIAL_KEY_FILE.read_text(), CredentialKey.objects.count()) == (before, 1)
    assert stat.S_IMODE(settings.CREDENTIAL_KEY_FILE.stat().st_mode) == 0o600
    assert (told(), list(audit_history())) == ([(EventKind.KEY_MADE, key.multikey)], [])


def test_active_key_speaks_for_the_site(settings: Settings) -> None:
    settings.SITE_URL = "https://academy.example"
    key = make_credential_key(demo=False)
    active = active_credential_key()
    assert (active.did, active.method) == ("did:web:academy.example", f"did:web:academy.example#{key.multikey}")


def test_rotation_retires_the_key_before_which_stays_published() -> None:
    first, second = make_credential_key(demo=True), rotate_credential_key()
    first.refresh_from_db()
    assert (first.state, second.state, second.is_demo) == (KeyState.RETIRED, KeyState.ACTIVE, True)
    assert active_credential_key().signer.multikey == second.multikey
    methods = [f"did:web:localhost%3A8000#{key.multikey}" for key in (first, second)]
    assert [method["id"] for method in published_did()["verificationMethod"]] == methods
    assert published_did()["assertionMethod"] == methods
    assert told()[1:] == [(EventKind.KEY_RETIRED, first.multikey), (EventKind.KEY_MADE, second.multikey)]
    assert list(audit_history()) == []


def test_retired_key_never_signs_again(settings: Settings) -> None:
    make_credential_key(demo=False)
    old = settings.CREDENTIAL_KEY_FILE.read_text()
    rotate_credential_key()
    settings.CREDENTIAL_KEY_FILE.write_text(old)
    with pytest.raises(CredentialKeyMissing):
        active_credential_key()
    with pytest.raises(SigningKeyEnded):
        make_credential_key(demo=False)
    assert CredentialKey.objects.filter(state=KeyState.ACTIVE).count() == 1


def test_lost_key_signs_no_more_and_is_published_no_more() -> None:
    key, late = make_credential_key(demo=False), timezone.now()
    compromise_credential_key(multikey=key.multikey, since=late)
    again = compromise_credential_key(multikey=key.multikey, since=late - timedelta(days=1))
    assert (again.state, again.compromised_at) == (KeyState.COMPROMISED, late - timedelta(days=1))
    assert (published_did(), list(audit_history())) == (None, [])
    with pytest.raises(CredentialKeyMissing):
        active_credential_key()
    other = rotate_credential_key()
    assert published_did()["assertionMethod"] == [f"did:web:localhost%3A8000#{other}"]


def test_unknown_key_cannot_be_lost() -> None:
    make_credential_key(demo=False)
    with pytest.raises(SigningKeyUnknown):
        compromise_credential_key(multikey="z6MkUnknown", since=timezone.now())


def test_production_does_not_sign_with_a_demo_key(settings: Settings) -> None:
    make_credential_key(demo=True)
    settings.PRODUCTION = True
    with pytest.raises(CredentialKeyMissing) as refusal:
        active_credential_key()
    assert refusal.value.reason == "a demo key of credentials does not sign in production"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"secretKeyMultibase": 1}', '{"secretKeyMultibase": "z6Mk"}'])
def test_file_that_holds_no_key_is_left_alone(settings: Settings, text: str) -> None:
    settings.CREDENTIAL_KEY_FILE.write_text(text)
    with pytest.raises(CommandError):
        call_command("make_credential_key")
    with pytest.raises(CredentialKeyMissing):
        active_credential_key()
    assert (settings.CREDENTIAL_KEY_FILE.read_text(), CredentialKey.objects.count()) == (text, 0)


def test_halves_that_do_not_belong_together_are_no_key(settings: Settings) -> None:
    make_credential_key(demo=False)
    said = json.loads(settings.CREDENTIAL_KEY_FILE.read_text())
    other = rotate_credential_key()
    settings.CREDENTIAL_KEY_FILE.write_text(json.dumps(said | {"publicKeyMultibase": other.multikey}))
    with pytest.raises(CredentialKeyMissing):
        active_credential_key()


def test_commands_say_who_issues_and_what_comes_next(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    call_command("make_credential_key", "--demo")
    first = CredentialKey.objects.get()
    call_command("rotate_credential_key")
    second = CredentialKey.objects.get(state=KeyState.ACTIVE)
    call_command("compromise_credential_key", second.multikey, "--since", "2026-01-01T00:00")
    said, file = capsys.readouterr().out.splitlines(), str(settings.CREDENTIAL_KEY_FILE)
    assert said == [
        f"did:web:localhost%3A8000#{first}",
        file,
        "Back up this file.",
        f"did:web:localhost%3A8000#{second}",
        file,
        "Back up this file.",
        str(second),
        "Certificates wait until there is another: run manage.py rotate_credential_key.",
    ]


def test_commands_refuse(settings: Settings, own_files: Path) -> None:
    with pytest.raises(CommandError, match="make_credential_key first"):
        call_command("rotate_credential_key")
    with pytest.raises(CommandError, match=str(SigningKeyUnknown.message)):
        call_command("compromise_credential_key", "z6Mk", "--since", "2026-01-01T00:00")
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="demo key"):
        call_command("make_credential_key", "--demo")
