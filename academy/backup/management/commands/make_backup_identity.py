import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.backup.keys import make_identity


class Command(BaseCommand):
    """Makes the identity that opens the keys of backups. Run it on a host that is not the server."""

    help = "Write a new identity (age) into a file, and print the recipient for BACKUP_RECIPIENT."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask where to."""
        parser.add_argument("file", type=Path, help="A new file, on something that goes into a safe.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Write the secret to the file alone."""
        identity, recipient = make_identity()
        try:
            descriptor = os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be made: {error.strerror}.") from error
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{identity}\n")
        self.stdout.write(f"BACKUP_RECIPIENT={recipient}\nPut the file into a safe and take it off this host.")
