from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from certification.errors import CredentialKeyMissing
from certification.services import credential_keys
from certification.services.status_lists import publish_status_lists


class Command(BaseCommand):
    """Makes the next key of credentials; the one before retires, and goes on verifying what it signed."""

    help = "Make the next key that signs credentials. The one before verifies and signs no more."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Change the key, sign the lists with it, and say where it lies."""
        try:
            key = credential_keys.rotate_credential_key()
        except CredentialKeyMissing as refusal:
            raise CommandError("Run manage.py make_credential_key first.") from refusal
        publish_status_lists(at_once=True)
        self.stdout.write(f"{credential_keys.issuer_did()}#{key}\n{settings.CREDENTIAL_KEY_FILE}\nBack up this file.")
