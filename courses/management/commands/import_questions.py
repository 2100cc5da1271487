"""Questions from a file into a bank, for scripts and for whoever has many files."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from academy.errors import RuleBroken
from academy.languages import LANGUAGES
from courses.formats import READERS
from courses.formats.items import MAX_BYTES
from courses.formats.rows import row_of
from courses.models import QuestionBank
from courses.services.question_import import Planned, import_questions, plan_import


class Command(BaseCommand):
    """Brings in everything that can come in, in one transaction, and names the rest with line and reason."""

    help = "Import questions in GIFT, Moodle XML, Aiken, CSV or XLSX into a question bank."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name file, format, bank and language."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--format", required=True, choices=READERS, help="csv reads XLSX, too.")
        parser.add_argument("--bank", required=True, help="Number or name of a bank; a new name makes a bank.")
        parser.add_argument("--language", choices=LANGUAGES, default=settings.LANGUAGE_CODE, help="That of the file.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would come in, and write nothing.")
        parser.add_argument("--json", action="store_true", help="Print each item of the file as JSON.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - the signature is Django's
        """Read, import, print."""
        bank = _bank(options["bank"], options["language"])
        given = {"language": options["language"], "format_name": options["format"]}
        try:
            content = _content(options["file"])
            if options["dry_run"]:
                planned = plan_import(content=content, bank=bank, **given)
            else:
                planned = _import(bank, content, given)
        except RuleBroken as refusal:
            raise CommandError(str(refusal.message)) from refusal
        if options["json"]:
            self.stdout.write(json.dumps([_row(plan) for plan in planned], ensure_ascii=False, indent=2))
        else:
            self._tell(planned, dry_run=options["dry_run"])

    def _tell(self, planned: list[Planned], *, dry_run: bool) -> None:
        for plan in planned:
            if plan.refused:
                self.stdout.write(f"Line {plan.item.line}, item {plan.item.number}: {plan.refused.label}")
        coming = sum(plan.comes_in for plan in planned)
        known = sum(plan.is_known for plan in planned)
        refused = sum(plan.refused is not None for plan in planned)
        said = "Would come in" if dry_run else "Came in"
        self.stdout.write(f"{said}: {coming}. Known already: {known}. Refused: {refused}.")


def _content(path: Path) -> bytes:
    """Read no more than it takes to see that a file is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"The file cannot be opened: {error}") from error


def _bank(name: str, language: str) -> QuestionBank:
    """Find the bank by number or by its name in any language; else one of that name, not saved yet."""
    named = Q()
    for code in LANGUAGES:
        named |= Q(**{f"name__{code}": name})
    if name.isascii() and name.isdigit():
        named |= Q(pk=name)
    return QuestionBank.objects.filter(named).first() or QuestionBank(name={language: name})


def _import(bank: QuestionBank, content: bytes, given: dict[str, Any]) -> list[Planned]:
    """A refused file leaves no empty bank behind."""
    with transaction.atomic():
        if bank.pk is None:
            bank.save()
        return import_questions(content=content, bank=bank, **given)


def _row(plan: Planned) -> dict[str, Any]:
    return row_of(plan.item, refused=str(plan.refused.label) if plan.refused else None)
