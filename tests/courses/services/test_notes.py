"""A note: one text, never over something newer."""

import pytest
from django.db import IntegrityError

from courses.errors import NoteSuperseded, NoteTooLong
from courses.models import Lesson, LessonNote
from courses.services import notes
from courses.services.notes import LONGEST_NOTE, save_note
from tests.factories.learning import make_course, make_enrolment
from tests.factories.people import make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson() -> Lesson:
    return make_course(lessons=1).lessons.get()


def test_note_is_written_changed_and_taken_away(lesson: Lesson) -> None:
    user = make_user()
    first = save_note(user=user, lesson=lesson, text=" One\r\ntwo ", seen=None)
    second = save_note(user=user, lesson=lesson, text="Three", seen=first.updated_at)
    third = save_note(user=user, lesson=lesson, text="  ", seen=second.updated_at)
    assert (first.text, second.text, third, LessonNote.objects.count()) == ("One\ntwo", "Three", None, 0)


def test_same_text_twice_is_one_note(lesson: Lesson) -> None:
    user = make_user()
    saved = [save_note(user=user, lesson=lesson, text="One", seen=None) for _time in range(2)]
    assert saved[0] == saved[1]


def test_text_of_another_device_is_not_written_over(lesson: Lesson) -> None:
    user = make_user()
    first = save_note(user=user, lesson=lesson, text="One", seen=None)
    save_note(user=user, lesson=lesson, text="Newer", seen=first.updated_at)
    for text, seen in (("Older", first.updated_at), ("First", None), ("", first.updated_at), ("", None)):
        with pytest.raises(NoteSuperseded):
            save_note(user=user, lesson=lesson, text=text, seen=seen)
    assert LessonNote.objects.get().text == "Newer"


def test_note_deleted_elsewhere_is_written_anew(lesson: Lesson) -> None:
    user = make_user()
    first = save_note(user=user, lesson=lesson, text="One", seen=None)
    save_note(user=user, lesson=lesson, text="", seen=first.updated_at)
    assert save_note(user=user, lesson=lesson, text="Two", seen=first.updated_at).text == "Two"


def test_note_as_long_as_allowed_is_kept_and_a_longer_one_is_not(lesson: Lesson) -> None:
    user = make_user()
    note = save_note(user=user, lesson=lesson, text="ə" * LONGEST_NOTE, seen=None)
    with pytest.raises(NoteTooLong):
        save_note(user=user, lesson=lesson, text="ə" * (LONGEST_NOTE + 1), seen=note.updated_at)
    assert len(LessonNote.objects.get().text) == LONGEST_NOTE


def test_each_person_has_a_note_of_their_own(lesson: Lesson) -> None:
    people = [make_user(), make_user()]
    for user in people:
        save_note(user=user, lesson=lesson, text=user.email, seen=None)
    assert {note.user: note.text for note in LessonNote.objects.all()} == {user: user.email for user in people}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_changes_at_once_keep_one_and_refuse_the_others() -> None:
    lesson = make_course(lessons=1).lessons.get()
    user = make_enrolment(lesson.course).user
    note = save_note(user=user, lesson=lesson, text="One", seen=None)
    texts = iter(["a", "b", "c", "d"])
    outcomes = at_once(4, lambda: save_note(user=user, lesson=lesson, text=next(texts), seen=note.updated_at))
    refused = [outcome for outcome in outcomes if isinstance(outcome, NoteSuperseded)]
    assert (len(refused), LessonNote.objects.get().text in "abcd") == (3, True)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_first_notes_without_the_guard_collide() -> None:
    """Positive control: the bare insert is refused by the constraint."""
    lesson = make_course(lessons=1).lessons.get()
    user = make_user()
    outcomes = at_once(4, lambda: LessonNote.objects.create(user=user, lesson=lesson, text="x"))
    again = at_once(4, lambda: notes._write_first(user, lesson, "x"))
    assert sum(isinstance(outcome, IntegrityError) for outcome in outcomes) == 3
    assert len(set(again)) == 1
