from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from academy.accounts.models import User
from academy.accounts.personal_data import personal_files
from academy.zip_stream import zipped


class Command(BaseCommand):
    """Answers a person who asks by letter what is kept about her or him. Others download it on “My details”."""

    help = "Write all that is kept about a person into a ZIP file."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask whom, and where to."""
        parser.add_argument("email")
        parser.add_argument("file", type=Path, help="A new file.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Write it, and nothing over something else."""
        person = User.objects.filter(email=options["email"].lower()).first()
        if person is None:
            raise CommandError("No account has this address.")
        try:
            with options["file"].open("xb") as file:
                file.writelines(zipped(personal_files(person), moment=timezone.localtime()))
        except FileExistsError as error:
            raise CommandError(f"{options['file']} exists already.") from error
        self.stdout.write(str(options["file"]))
