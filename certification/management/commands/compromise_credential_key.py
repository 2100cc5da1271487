from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.errors import SigningKeyUnknown
from certification.management.commands.compromise_signing_key import moment
from certification.services import credential_keys


class Command(BaseCommand):
    """Declares a key of credentials lost: others may have had it since a moment."""

    help = "Declare that a key of credentials is in other hands. It signs no more, and did.json says so."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask which key, and since when."""
        parser.add_argument("key", help="Its name, as did.json has it after the mark #: z6Mk...")
        parser.add_argument("--since", required=True, type=moment, help="For example 2026-11-05T18:00")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Declare it and say what comes next."""
        try:
            key = credential_keys.compromise_credential_key(multikey=options["key"], since=options["since"])
        except SigningKeyUnknown as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(f"{key}\nCertificates wait until there is another: run manage.py rotate_credential_key.")
