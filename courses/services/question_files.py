"""A file of questions: kept for the look at it, then taken. Nothing comes in before."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from academy.accounts.models import User
from courses.models import QuestionBank, QuestionFile
from courses.services.question_import import Planned, import_questions, plan_import

#: Afterwards a file goes, taken or not, as soon as the next one comes.
KEPT = timedelta(days=30)


def keep_file(  # noqa: PLR0913 - the file, how it is read, and where it goes
    *, bank: QuestionBank, file_name: str, content: bytes, format_name: str, language: str, by: User
) -> QuestionFile:
    """Keep a file that can be read. Raises `FileUnreadable`, and then keeps nothing."""
    plan_import(content=content, format_name=format_name, bank=bank, language=language)
    QuestionFile.objects.filter(uploaded_at__lt=timezone.now() - KEPT).delete()
    return QuestionFile.objects.create(
        bank=bank, file_name=file_name[-200:], content=content, format=format_name, language=language, uploaded_by=by
    )


def plan_file(file: QuestionFile) -> list[Planned]:
    """Say what would come in at this moment."""
    content = bytes(file.content)
    return plan_import(content=content, format_name=file.format, bank=file.bank, language=file.language)


@transaction.atomic
def take_file(*, file: QuestionFile, by: User) -> int:
    """Bring in what can come in, and return how many questions came; a second time brings none."""
    waiting = QuestionFile.objects.filter(pk=file.pk, taken_at=None)
    if not waiting.update(taken_at=timezone.now()):
        return 0
    planned = import_questions(
        content=bytes(file.content), format_name=file.format, bank=file.bank, language=file.language, by=by
    )
    QuestionFile.objects.filter(pk=file.pk).update(content=b"")
    return sum(plan.comes_in for plan in planned)
