"""What a learner keeps of lessons: notes, bookmarks, places in recordings; each is asked for its owner alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.accounts.models import User
from academy.prepared import PreparedInstances
from courses.models import Bookmark, CoursePage, Lesson, LessonNote, LessonPage, PlaybackPosition
from courses.selectors.catalogue import live_course_pages
from courses.selectors.folding import holds, search_text_of, words_asked
from courses.selectors.translations import best_pages

#: What a person keeps of a lesson, each on its own.
NOTE: Final = PreparedInstances(
    LessonNote, lambda user, lesson: LessonNote.objects.filter(user=user, lesson=lesson), -1, -2
)
BOOKMARK: Final = PreparedInstances(
    Bookmark, lambda user, lesson: Bookmark.objects.filter(user=user, lesson=lesson).order_by(), -1, -2
)
POSITIONS: Final = PreparedInstances(
    PlaybackPosition,
    lambda user, lesson: PlaybackPosition.objects.filter(user=user, lesson=lesson).order_by("recording"),
    *(-1, -2),
)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A lesson with what its learner keeps of it; without a page, and so without an address, when it is unpublished."""

    lesson: Lesson
    page: LessonPage | None
    course_page: CoursePage | None
    at: datetime
    text: str = ""

    @property
    def title(self) -> str:
        """Title of the lesson; empty when it is unpublished."""
        return self.page.title if self.page else ""

    @property
    def url(self) -> str:
        """Address of the lesson; empty when it is unpublished."""
        return self.page.url if self.page else ""

    @property
    def language(self) -> str:
        """Language of the title."""
        return self.page.locale.language_code if self.page else ""

    @property
    def course_title(self) -> str:
        """Title of the course, or the code of one that is unpublished."""
        return self.course_page.title if self.course_page else self.lesson.course.code

    def holds(self, words: Sequence[str]) -> bool:
        """Whether every word begins a word of the note or of a title."""
        return holds(search_text_of([self.text, self.title, self.course_title]), words)


@dataclass(frozen=True, kw_only=True)
class Study:
    """What the page of a lesson shows of it, as js/recordings.js reads it.

    `places` are recordings with the second in each; from `now`, the server’s clock in milliseconds, the page counts on.
    """

    note: LessonNote | None
    is_bookmarked: bool
    places: str
    now: str


def lessons_in_hand(user: User) -> QuerySet[Lesson]:
    """Published lessons of the courses on which the person is enrolled."""
    enrolled = Q(course__enrolments__user=user, course__enrolments__withdrawn_at=None)
    return Lesson.objects.filter(enrolled, pages__live=True).select_related("course").distinct()


def lessons_of_notes(user: User) -> QuerySet[Lesson]:
    """Those, and whatever the person has written a note on: own words stay one’s own."""
    return _with_own(user, Q(notes__user=user))


def lessons_of_bookmarks(user: User) -> QuerySet[Lesson]:
    """Those, and whatever the person has marked."""
    return _with_own(user, Q(bookmarks__user=user))


def notes_of(user: User, language: str, *, question: str = "") -> list[Kept]:
    """Return the person’s notes in which all words of the question are found, the newest first. Three queries."""
    notes = LessonNote.objects.filter(user=user).select_related("lesson__course")
    return _asked(_kept([(note.lesson, note.updated_at, note.text) for note in notes], language), question)


def bookmarks_of(user: User, language: str, *, question: str = "") -> list[Kept]:
    """Return the person’s bookmarks in whose titles all words are found, the newest first. Three queries."""
    marks = Bookmark.objects.filter(user=user).select_related("lesson__course")
    return _asked(_kept([(mark.lesson, mark.created_at, "") for mark in marks], language), question)


def kept_lesson(lesson: Lesson, language: str) -> Kept:
    """Name one lesson. Two queries."""
    return _kept([(lesson, timezone.now(), "")], language)[0]


def recordings_of(lesson: Lesson) -> set[int]:
    """Return the ids of the recordings that stand in the lesson, in any language."""
    pages = LessonPage.objects.live().filter(lesson=lesson)
    blocks = (block for page in pages for block in page.body.raw_data)
    return {block["value"][block["type"]] for block in blocks if block["type"] in {"audio", "video"}}


def _with_own(user: User, own: Q) -> QuerySet[Lesson]:
    in_hand = Q(pk__in=lessons_in_hand(user).values("pk"))
    return Lesson.objects.filter(in_hand | own).select_related("course").distinct()


def _kept(rows: Sequence[tuple[Lesson, datetime, str]], language: str) -> list[Kept]:
    if not rows:
        return []
    lessons = [lesson for lesson, _at, _text in rows]
    pages = _pages(lessons, language)
    courses = live_course_pages().filter(course__in={lesson.course_id for lesson in lessons})
    titles = best_pages(courses, row="course", language=language)
    return [
        Kept(lesson=lesson, page=pages.get(lesson.pk), course_page=titles.get(lesson.course_id), at=at, text=text)
        for lesson, at, text in rows
    ]


def _pages(lessons: Iterable[Lesson], language: str) -> dict[int, LessonPage]:
    pages = LessonPage.objects.live().filter(lesson__in=lessons).select_related("locale").defer_streamfields()
    return best_pages(pages, row="lesson", language=language)


def _asked(kept: Sequence[Kept], question: str) -> list[Kept]:
    words = words_asked(question)
    return [one for one in kept if one.holds(words)]
