"""A learner’s note on a lesson: one text, saved as it is written, never over something newer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from academy.accounts.models import User
from courses.errors import NoteSuperseded, NoteTooLong
from courses.models import Lesson, LessonNote

#: In characters, as the row has it.
LONGEST_NOTE = 10_000


def save_note(*, user: User, lesson: Lesson, text: str, seen: datetime | None) -> LessonNote | None:
    """Keep the text; an empty one takes the note away. `seen` is when the note was changed that the writer has seen.

    Raises `NoteTooLong`, and `NoteSuperseded` where another page or device has saved another text meanwhile.
    """
    written = text.replace("\r\n", "\n").strip()
    if len(written) > LONGEST_NOTE:
        raise NoteTooLong
    own = LessonNote.objects.filter(user=user, lesson=lesson)
    if not written:
        _take_away(own, seen)
        return None
    if seen and own.filter(updated_at=seen).update(text=written, updated_at=timezone.now()):
        return own.get()
    return _write_first(user, lesson, written)


def _take_away(own: QuerySet[LessonNote], seen: datetime | None) -> None:
    if seen:
        own.filter(updated_at=seen).delete()
    if own.exists():
        raise NoteSuperseded


def _write_first(user: User, lesson: Lesson, text: str) -> LessonNote:
    """Make the note, or find the same text there already: a second click, a repeated request."""
    try:
        with transaction.atomic():
            return LessonNote.objects.create(user=user, lesson=lesson, text=text)
    except IntegrityError:
        note = LessonNote.objects.get(user=user, lesson=lesson)
        if note.text != text:
            raise NoteSuperseded from None
        return note
