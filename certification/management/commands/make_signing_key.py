from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.errors import DecisionMissing, IssuingKeyMissing, SigningKeyEnded, SigningKeyMissing
from certification.services import keys
from certification.services.key_changes import register_decided
from certification.services.key_store import key_store


class Command(BaseCommand):
    """Makes root, issuing and signing key, once; a second run registers the signing key and changes nothing else."""

    help = "Make the key that signs certificates, with an issuing key and a root of its own, and register it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for the name that readers of the signature see."""
        parser.add_argument("--organisation", default=keys.DEMO_ORGANISATION)
        parser.add_argument("--demo", action="store_true", help="A key that says “demo”; production refuses it.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Make or find the key and say where it lies."""
        if options["demo"] and settings.PRODUCTION:
            raise CommandError("A demo key does not sign in production.")
        try:
            key = register_decided(organisation=options["organisation"], demo=options["demo"])
        except (DecisionMissing, IssuingKeyMissing, SigningKeyEnded) as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except SigningKeyMissing as refusal:
            raise CommandError(f"The signing key cannot be used: {refusal.reason}.") from refusal
        self.stdout.write(
            f"{key}\n{key_store().place}\n{settings.ISSUING_KEY_FILE}\n{settings.ROOT_KEY_FILE}\n"
            "Back up these files and their passphrases, apart from each other, then take the root's file off this host."
        )
