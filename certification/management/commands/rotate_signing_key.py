from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certification.errors import IssuingKeyMissing
from certification.services import keys


class Command(BaseCommand):
    """Makes the next signing key, once a year; the one before retires, and goes on verifying what it signed."""

    help = "Make the next signing key below the same issuing key. The one before verifies and signs no more."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Change the key and say where it lies."""
        try:
            key = keys.rotate_signing_key()
        except IssuingKeyMissing as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(f"{key}\n{settings.SIGNING_KEY_FILE}\nBack up this file.")
