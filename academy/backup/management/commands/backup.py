from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.backup.errors import BackupRefused
from academy.backup.services import make_backup


class Command(BaseCommand):
    """Makes a backup while the site goes on."""

    help = "Write database, files and sealed keys into a new folder, with a list of hashes."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask where to."""
        parser.add_argument("folder", type=Path, help="Where the folder of the backup is made.")
        parser.add_argument("--without-keys", action="store_true", help="For a host that holds none.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Make it and say what to keep elsewhere."""
        try:
            place, manifest, digest = make_backup(options["folder"], with_keys=not options["without_keys"])
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{place}\n{len(manifest.parts)} parts, {manifest.size} bytes, {len(manifest.keys)} keys\n"
            f"{digest}\nKeep this hash elsewhere: it tells whether the list of the backup is still the same."
        )
