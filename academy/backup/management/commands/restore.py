from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.backup.errors import BackupDamaged, BackupRefused
from academy.backup.letters import settle_letters
from academy.backup.services import checked_backup, restore_backup


class Command(BaseCommand):
    """Restores a backup into an empty installation, looks whether all of it holds, and sends no letter again."""

    help = "Restore a backup that `manage.py backup` made, or only look at it."
    #: An empty database has nothing that could be checked.
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's name and shape

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the backup, and how."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--identity", type=Path, help="File with the identity that opens the keys; else they stay sealed."
        )
        parser.add_argument(
            "--check-only", action="store_true", help="Look whether the backup is whole; restore nothing."
        )
        parser.add_argument("--send-letters", action="store_true", help="Send what was owed when the backup was made.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Say each step, or each damage."""
        try:
            self._restore(**options)
        except BackupDamaged as damage:
            for finding in damage.findings:
                self.stderr.write(finding)
            raise CommandError(str(damage)) from damage
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _restore(
        self, *, folder: Path, identity: Path | None, check_only: bool, send_letters: bool, **_others: Any
    ) -> None:
        if check_only:
            self.stdout.write(f"The backup is whole: {len(checked_backup(folder).parts)} parts.")
            return
        for step in restore_backup(folder, identity=identity.read_text() if identity else ""):
            self.stdout.write(step)
        if not send_letters:
            place = settings.ACADEMY_HOME / "settled-letters"
            self.stdout.write(f"{settle_letters(place)} letters taken as sent: {place}")
        for audit in settings.RESTORE_AUDITS:
            call_command(audit, stdout=self.stdout)
