"""The drill: a backup is made, the house burns, everything is restored elsewhere, from real files and real keys."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from pytest_django.fixtures import Settings

from academy.backup.errors import BackupRefused
from academy.backup.keys import refuse_other_keys
from academy.house.models import Backup
from certification.enums import RevocationReason
from certification.models import Certificate
from certification.services.credential_keys import make_credential_key
from certification.services.keys import ensure_demo_key
from certification.services.log import extend_log
from certification.services.revocation import revoke_certificate
from tests.backup.elsewhere import Elsewhere, elsewhere
from tests.backup.owing import owe_letters
from tests.backup.told import told
from tests.factories.certification import make_issued, make_reserved
from tests.factories.log import make_log
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


#: Kind of letters -> how many the house owes. Of two people who are told of an announcement, one has a digest.
OWED = {
    "certificates": 1,
    "revocations": 1,
    "ends": 1,
    "announcements": 2,
    "registrations": 1,
    "invitations": 1,
    "attempts": 1,
    "staff": 1,
}
#: What the beat would have sent.
SWEEP = """
from celery import current_app
current_app.conf.task_always_eager = True
from django.conf import settings
current_app.loader.import_default_modules()
for name in settings.LETTER_SWEEPS:
    current_app.tasks[name].apply(throw=True)
"""


@dataclass(frozen=True)
class House:
    """A house before it burns: where its backup lies, what opens its keys, and what must be equal afterwards."""

    backup: Path
    identity: Path
    told: dict[str, Any]


@pytest.fixture
def empty_storages() -> None:
    """Without the files of other tests of this process."""
    for alias in ("media", "certificates", "receipts", "registers"):
        shutil.rmtree(django_settings.ACADEMY_HOME / alias, ignore_errors=True)


def _backed_up(settings: Settings, folder: Path) -> House:
    """Put a picture on the wall and make a backup of it all."""
    storages["default"].save("images/shelf.png", ContentFile(b"a shelf"))
    call_command("make_backup_identity", folder / "identity", stdout=(said := io.StringIO()))
    settings.BACKUP_RECIPIENT = said.getvalue().splitlines()[0].removeprefix("BACKUP_RECIPIENT=")
    call_command("backup", folder / "backups", stdout=(made := io.StringIO()))
    return House(backup=Path(made.getvalue().splitlines()[0]), identity=folder / "identity", told=told())


@pytest.fixture
def hut(empty_storages: None, settings: Settings, tmp_path: Path) -> House:
    """Nothing but the picture and the keys."""
    ensure_demo_key()
    return _backed_up(settings, tmp_path)


@pytest.fixture
def quiet_house(empty_storages: None, settings: Settings, tmp_path: Path) -> House:
    """All keys, and nobody to whom a letter is owed."""
    make_log()
    return _backed_up(settings, tmp_path)


@pytest.fixture
def house(empty_storages: None, settings: Settings, tmp_path: Path) -> House:
    """Certificates: sent, revoked, owed, never made; people who learn, and a letter owed of each kind."""
    make_log()
    make_credential_key(demo=True)
    make_issued()
    revoked = make_issued()
    unmailed = make_issued()
    make_reserved()
    revoke_certificate(certificate=revoked, reason=RevocationReason.ISSUED_IN_ERROR, revoked_by=make_user())
    Certificate.objects.filter(pk=unmailed.pk).update(mailed_at=None, next_attempt_at=timezone.now())
    owe_letters()
    extend_log()
    return _backed_up(settings, tmp_path)


def _restore(host: Elsewhere, house: House, *, letters: int) -> None:
    """Restore it there, with so many letters taken as sent."""
    restored = host.run("restore", str(house.backup), f"--identity={house.identity}")
    assert restored.returncode == 0, restored.stderr
    assert f"{letters} letters taken as sent: {host.home / 'settled-letters'}" in restored.stdout.splitlines()
    host.secret = (host.home / "restored-secret-key").read_text()


def test_everything_is_equal_elsewhere_and_no_letter_goes_twice(house: House, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as host:
        _restore(host, house, letters=sum(OWED.values()))
        assert host.secret == django_settings.SECRET_KEY
        assert host.told() == house.told | {"owed": {}}
        swept = host.run("shell", "--no-imports", "-c", SWEEP)
        assert (swept.returncode, host.letters()) == (0, 0)
        for name in ("SIGNING_KEY_FILE", "LOG_KEY_FILE", "CREDENTIAL_KEY_FILE"):
            file = Path(getattr(django_settings, name))
            there = host.home / "keys" / file.name
            assert (there.read_bytes(), there.stat().st_mode & 0o777) == (file.read_bytes(), 0o600)


def test_house_that_owes_no_letter_is_restored_too(quiet_house: House, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as host:
        _restore(host, quiet_house, letters=0)
        assert host.told() == quiet_house.told


def test_letters_are_sent_where_that_is_asked_for(house: House, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as host:
        host.run("restore", str(house.backup), f"--identity={house.identity}", "--send-letters")
        assert host.told()["owed"] == OWED
        host.run("shell", "--no-imports", "-c", SWEEP)
        assert (host.letters(), host.told()["owed"]) == (sum(OWED.values()), {})


def _parts(backup: Path) -> Iterator[Path]:
    yield from (backup / name for name in ("keys.age", "manifest.json", "manifest.sha256"))
    yield next(backup.glob("database.*"))
    yield backup / "files" / "default" / "images" / "shelf.png"


def test_one_flipped_bit_is_reported(hut: House) -> None:
    call_command("restore", hut.backup, "--check-only", stdout=io.StringIO())
    for part in list(_parts(hut.backup)):
        whole = part.read_bytes()
        part.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        said = io.StringIO()
        with pytest.raises(CommandError, match="The backup is damaged"):
            call_command("restore", hut.backup, "--check-only", stderr=said)
        assert len(said.getvalue().splitlines()) == 1
        part.write_bytes(whole)
    call_command("restore", hut.backup, "--check-only", stdout=io.StringIO())


def test_a_part_that_is_gone_or_was_added_is_reported(hut: House) -> None:
    picture = hut.backup / "files" / "default" / "images" / "shelf.png"
    picture.rename(picture.with_name("shelves.png"))
    said = io.StringIO()
    with pytest.raises(CommandError, match="2 finding"):
        call_command("restore", hut.backup, "--check-only", stderr=said)
    assert said.getvalue().splitlines() == [
        "files/default/images/shelf.png is missing.",
        "files/default/images/shelves.png is not in the list.",
    ]


def test_a_damaged_backup_restores_nothing(hut: House, tmp_path: Path) -> None:
    (hut.backup / "files" / "default" / "images" / "shelf.png").write_bytes(b"a shell")
    with elsewhere(tmp_path / "elsewhere") as host:
        refused = host.run("restore", str(hut.backup), f"--identity={hut.identity}")
        assert refused.returncode == 1
        assert "Nothing was restored" in refused.stderr
        assert _tables(host) == "[]"


def test_the_wrong_identity_restores_nothing(hut: House, tmp_path: Path) -> None:
    call_command("make_backup_identity", tmp_path / "other", stdout=io.StringIO())
    with elsewhere(tmp_path / "elsewhere") as host:
        refused = host.run("restore", str(hut.backup), f"--identity={tmp_path / 'other'}")
        assert refused.stderr.splitlines()[-1] == "CommandError: This identity does not open the keys of this backup."


def _tables(host: Elsewhere) -> str:
    """Return the tables of the database there, as text."""
    asked = "from django.db import connection\nprint(connection.introspection.table_names())"
    return host.run("shell", "--no-imports", "-c", asked).stdout.splitlines()[-1]


def test_keys_that_survived_the_fire_are_kept(quiet_house: House, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as host:
        shutil.copytree(Path(django_settings.SIGNING_KEY_FILE).parent, host.home / "keys")
        before = {path: path.stat().st_ino for path in (host.home / "keys").iterdir()}
        _restore(host, quiet_house, letters=0)
        assert {path: path.stat().st_ino for path in (host.home / "keys").iterdir()} == before
        assert host.told() == quiet_house.told


def test_other_keys_are_refused_before_anything_is_written(hut: House, tmp_path: Path) -> None:
    with elsewhere(tmp_path / "elsewhere") as host:
        key = host.home / "keys" / Path(django_settings.SIGNING_KEY_FILE).name
        key.parent.mkdir()
        key.write_bytes(b"another")
        refused = host.run("restore", str(hut.backup), f"--identity={hut.identity}")
        assert refused.stderr.splitlines()[-1] == (
            f"CommandError: {key} holds another key than this backup. Move it away, or restore without --identity."
        )
        pictures = list((host.home / "media").rglob("*.png"))
        assert (key.read_bytes(), pictures, _tables(host)) == (b"another", [], "[]")


def test_keys_that_cannot_be_written_are_told_beforehand(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings.SIGNING_KEY_FILE = tmp_path / "file" / "signing.p12"
    with pytest.raises(BackupRefused, match="cannot be written"):
        refuse_other_keys({"SIGNING_KEY_FILE": b"key"})


def test_an_installation_that_holds_something_is_not_written_over(hut: House) -> None:
    with pytest.raises(CommandError, match="Restore into an empty database"):
        call_command("restore", hut.backup, stdout=io.StringIO())


def test_keys_are_sealed_to_somebody_else(hut: House) -> None:
    sealed = (hut.backup / "keys.age").read_bytes()
    key = Path(django_settings.CREDENTIAL_KEY_FILE).read_bytes()
    assert sealed.startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert (key in sealed, django_settings.SECRET_KEY.encode() in sealed) == (False, False)


def test_a_host_without_keys_says_so(empty_storages: None, settings: Settings, tmp_path: Path) -> None:
    settings.BACKUP_KEY_FILES = ["ROOT_KEY_FILE"]
    settings.ROOT_KEY_FILE = tmp_path / "nowhere"
    with pytest.raises(CommandError, match="No key can be read here"):
        call_command("backup", tmp_path / "backups", stdout=io.StringIO())
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".partial"]
    assert Backup.objects.count() == 0


def test_the_house_knows_of_its_backup(hut: House) -> None:
    digest = (hut.backup / "manifest.sha256").read_text().split()[0]
    assert list(Backup.objects.values_list("manifest_sha256", flat=True)) == [digest]
    checked = subprocess.run(["sha256sum", "--check", "--quiet", "manifest.sha256"], cwd=hut.backup, check=False)
    assert checked.returncode == 0
