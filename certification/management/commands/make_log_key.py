from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.errors import NoteRefused
from certification.services.log_keys import make_log_key


class Command(BaseCommand):
    """Makes the key once; a second run tells the verifier key again and changes nothing."""

    help = "Make the key that signs the transparency log, and print the verifier key that others need."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let a demo be known as one."""
        parser.add_argument("--demo", action="store_true", help="A log that says “demo”; production refuses its key.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Make or find the key; publish what is printed."""
        if options["demo"] and settings.PRODUCTION:
            raise CommandError("A demo key does not sign in production.")
        try:
            verifier = make_log_key(demo=options["demo"])
        except NoteRefused as refusal:
            raise CommandError(f"{settings.LOG_KEY_FILE} holds no key of a log.") from refusal
        self.stdout.write(str(verifier))
