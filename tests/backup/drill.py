"""The drill with its times, by `make soak`: a house full of certificates burns and is restored elsewhere.

That everything is equal, and that a flipped bit is found, is asked by `test_drill.py` in every run of the tests.
"""

import io
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from pytest_django.fixtures import Settings

from certification.services.credential_keys import make_credential_key
from certification.services.log import extend_log
from tests.backup.elsewhere import elsewhere
from tests.backup.told import told
from tests.factories.certification import make_issued
from tests.factories.log import make_log
from tests.faults.long_runs import tell
from tests.faults.office import empty_folders

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

CERTIFICATES = 200
T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, str]:
    """Return what the work gives, and how long it took, as the table says it."""
    began = time.monotonic()
    return work(), f"{time.monotonic() - began:.1f} s"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A house full of certificates, whose keys a backup seals to somebody else."""
    empty_folders()
    make_log()
    make_credential_key(demo=True)
    for _certificate in range(CERTIFICATES):
        make_issued()
    extend_log()
    storages["default"].save("images/shelf.png", ContentFile(b"a shelf"))
    call_command("make_backup_identity", tmp_path / "identity", stdout=(said := io.StringIO()))
    settings.BACKUP_RECIPIENT = said.getvalue().splitlines()[0].removeprefix("BACKUP_RECIPIENT=")
    return tmp_path


def test_house_burns_and_stands_elsewhere(folder: Path) -> None:
    made, before = io.StringIO(), told()
    _none, making = timed(lambda: call_command("backup", folder / "backups", stdout=made))
    backup = Path(made.getvalue().splitlines()[0])
    _none, checking = timed(lambda: call_command("restore", backup, "--check-only", stdout=io.StringIO()))
    with elsewhere(folder / "elsewhere") as host:
        restored, restoring = timed(lambda: host.run("restore", str(backup), f"--identity={folder / 'identity'}"))
        assert restored.returncode == 0, restored.stderr
        host.secret = (host.home / "restored-secret-key").read_text()
        assert host.told() == before | {"owed": {}}
    size = sum(path.stat().st_size for path in backup.rglob("*") if path.is_file())
    tell(
        "Restore drill",
        {
            "certificates in the house": CERTIFICATES,
            "size of the backup": f"{size / 1e6:.1f} MB",
            "backup made": making,
            "backup read and compared with its manifest": checking,
            "restored elsewhere: read, migrated, written, history, log and each certificate computed again": restoring,
            "codes, hashes, history, log, files and people": "equal",
        },
    )
