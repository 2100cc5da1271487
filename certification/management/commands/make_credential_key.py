from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.errors import SigningKeyEnded
from certification.services import credential_keys


class Command(BaseCommand):
    """Makes the key once; a second run registers it again and changes nothing."""

    help = "Make the key that signs credentials (Open Badges), and register its public half."

    def add_arguments(self, parser: CommandParser) -> None:
        """Let a demo be known as one."""
        parser.add_argument(
            "--demo", action="store_true", help="A key whose credentials say “demo”; production refuses."
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Make or find the key and say who issues."""
        if options["demo"] and settings.PRODUCTION:
            raise CommandError("A demo key does not sign in production.")
        try:
            key = credential_keys.make_credential_key(demo=options["demo"])
        except SigningKeyEnded as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except ValueError as refusal:
            raise CommandError(f"{settings.CREDENTIAL_KEY_FILE} holds no key of credentials.") from refusal
        self.stdout.write(f"{credential_keys.issuer_did()}#{key}\n{settings.CREDENTIAL_KEY_FILE}\nBack up this file.")
