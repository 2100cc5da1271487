from typing import Any

from django.core.management.base import BaseCommand, CommandError

from certification.services.document_audit import audit_documents


class Command(BaseCommand):
    """Ends with 1 when anything is wrong, so that it can stand in a schedule."""

    help = "Compare every stored certificate with its hash in the register."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Say each finding, or that there is none."""
        findings = list(audit_documents())
        for finding in findings:
            self.stdout.write(finding)
        if findings:
            raise CommandError(f"Stored certificates do not hold: {len(findings)} finding(s).")
        self.stdout.write("Every stored certificate is as it was issued.")
