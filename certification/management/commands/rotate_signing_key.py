from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certification.errors import DecisionMissing, IssuingKeyMissing, SigningKeyMissing
from certification.services.key_changes import rotate_decided
from certification.services.key_store import key_store


class Command(BaseCommand):
    """Makes the next signing key, once a year; the one before retires, and goes on verifying what it signed."""

    help = "Make the next signing key below the same issuing key. The one before verifies and signs no more."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Change the key and say where it lies."""
        try:
            key = rotate_decided()
        except (DecisionMissing, IssuingKeyMissing) as refusal:
            raise CommandError(str(refusal.message)) from refusal
        except SigningKeyMissing as refusal:
            raise CommandError(f"The key was not changed: {refusal.reason}.") from refusal
        self.stdout.write(f"{key}\n{key_store().place}\nBack it up.")
