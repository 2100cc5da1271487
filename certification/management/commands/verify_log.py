from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.errors import LogKeyMissing
from certification.models import LogLeaf
from certification.services.log_audit import verify_log
from certification.services.log_keys import log_keys


class Command(BaseCommand):
    """Ends with 1 when anything is wrong, so that it can stand in a schedule."""

    help = "Compute the transparency log again and compare it with its checkpoints."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take checkpoints that were kept where the operator of the database cannot reach."""
        parser.add_argument("--kept", type=Path, action="append", default=[], help="File with a kept checkpoint.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Say each finding, or that there is none."""
        try:
            known, kept = log_keys().known, [path.read_text() for path in options["kept"]]
        except (LogKeyMissing, OSError) as error:
            raise CommandError(str(error)) from error
        findings = list(verify_log(known=known, kept=kept))
        for finding in findings:
            self.stdout.write(finding)
        if findings:
            raise CommandError(f"The log does not hold: {len(findings)} finding(s).")
        self.stdout.write(f"The log holds: {LogLeaf.objects.count()} entries.")
