from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from certification.errors import DecisionMissing, SigningKeyUnknown
from certification.services import keys
from certification.services.key_changes import declare_lost_decided


def moment(text: str) -> datetime:
    """Read a moment; one without a zone is by the site's clock. Raises ValueError, also for a moment to come."""
    read = parse_datetime(text) or datetime.fromisoformat(text)
    read = timezone.make_aware(read) if timezone.is_naive(read) else read
    if read > timezone.now():
        raise ValueError(text)
    return read


class Command(BaseCommand):
    """Declares a signing key lost: others may have had it since a moment."""

    help = "Declare that a signing key is in other hands. It signs no more; lists of revoked keys say so."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask which key, and since when."""
        parser.add_argument("fingerprint", help="The beginning of its SHA-256, 12 digits or more.")
        parser.add_argument("--since", required=True, type=moment, help="For example 2026-11-05T18:00")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Declare it and say what comes next."""
        if len(options["fingerprint"]) < keys.SHORTEST_FINGERPRINT:
            raise CommandError(str(SigningKeyUnknown.message))
        try:
            key = declare_lost_decided(fingerprint_start=options["fingerprint"].lower(), since=options["since"])
        except (DecisionMissing, SigningKeyUnknown) as refusal:
            raise CommandError(str(refusal.message)) from refusal
        self.stdout.write(f"{key}\nCertificates wait until there is another key: run manage.py rotate_signing_key.")
