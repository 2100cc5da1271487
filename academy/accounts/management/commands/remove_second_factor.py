from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from academy.accounts.lost_factor import remove_second_factors
from academy.accounts.models import User


class Command(BaseCommand):
    """For whoever lost the phone and the recovery codes. README.md of accounts says how to prove first who asks."""

    help = "Take away the second factors of a person, who sets up a new one at the next login."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whose."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Take them away, and say so."""
        person = User.objects.filter(email=options["email"].lower()).first()
        if person is None:
            raise CommandError("No account has this address.")
        removed = remove_second_factors(person)
        if not removed:
            raise CommandError("This account has no second factor. Nothing was changed.")
        self.stdout.write(f"Removed: {removed}. All sessions have ended, and a letter tells the person.")
