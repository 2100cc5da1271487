from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from academy.accounts.models import User


class Command(BaseCommand):
    """Erases a person at her or his own request: the account with all that was learnt, and the name on certificates."""

    help = "Delete an account. Its certificates go on answering, without the name; their files are deleted."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whom."""
        parser.add_argument("email")
        parser.add_argument("--yes", action="store_true", help="Do not ask.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Say what will be erased, ask, and erase. `certification.receivers` takes the name off the certificates."""
        person = User.objects.filter(email=options["email"].lower()).first()
        if person is None:
            raise CommandError("No account has this address. Nothing was changed.")
        self.stdout.write(f"{person.legal_name}, {person.email}: {person.certificates.count()} certificates.")
        if not options["yes"] and input("Erase this person? This cannot be undone. Type yes: ") != "yes":
            raise CommandError("Nothing was changed.")
        with transaction.atomic():
            person.delete()
        self.stdout.write("The person is erased. Erase the name from backups when their time has come, too.")
