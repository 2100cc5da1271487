from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certification.models import ChainHead
from certification.services.audit import audit_history


class Command(BaseCommand):
    """Ends with 1 when anything is wrong, so that it can stand in a schedule."""

    help = "Compute the history of the issuing office again and compare it with the register."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Say each finding, or that there is none, and the hash to keep elsewhere."""
        found = 0
        for finding in audit_history():
            self.stdout.write(finding)
            found += 1
        if found:
            raise CommandError(f"The history does not hold: {found} finding(s).")
        head = ChainHead.objects.get(pk=ChainHead.HISTORY)
        self.stdout.write(f"The history holds: {head.position} events, the last with the hash {head.hash or '-'}.")
