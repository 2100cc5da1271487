"""What a course still lacks for its learners, in words that say what to do. Constant queries, whatever its size."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page

from academy.accounts.models import User
from academy.cms.blocks.checks import block_faults
from courses.enums import ContentFault
from courses.models import CoursePage, LessonPage, Quiz
from courses.selectors.draws import short_quizzes
from courses.selectors.progress import quizzes_of

#: What the list of drafts says already.
ABOUT_DRAFTS = (ContentFault.EMPTY, ContentFault.NEVER_PUBLISHED)


@dataclass(frozen=True, kw_only=True)
class PageFaults:
    """A page with what it lacks in its newest draft, each kind once."""

    page: CoursePage | LessonPage
    faults: Sequence[ContentFault]


def lesson_faults(page: LessonPage) -> list[ContentFault]:
    """Check a lesson as it stands in this object: in the editor, the newest draft."""
    return _lesson_faults(page.body.raw_data, is_published=page.first_published_at is not None)


def course_page_faults(page: CoursePage) -> list[ContentFault]:
    """Check the page of a course, and the course itself."""
    cover = [ContentFault.COVER_WITHOUT_TEXT] if page.cover_id and not page.cover_alt else []
    return [*cover, *(course_faults([page.course_id])[page.course_id] if page.course_id else [])]


def course_faults(course_ids: Iterable[int]) -> dict[int, list[ContentFault]]:
    """Check lessons and quiz of some courses. Five queries, and two more where something is drawn."""
    ids = set(course_ids)
    quizzes = dict(Quiz.objects.filter(course__in=ids).values_list("course", "pk"))
    short = short_quizzes(quizzes.values())
    taught = set(LessonPage.objects.filter(lesson__course__in=ids).values_list("lesson__course", flat=True))
    found = {
        ContentFault.NO_LESSON: ids - taught,
        ContentFault.NO_QUIZ: ids - quizzes.keys(),
        ContentFault.NO_QUESTION: quizzes.keys() - quizzes_of(ids).keys(),
        ContentFault.TOO_FEW_QUESTIONS: {pk for pk, quiz in quizzes.items() if quiz in short},
    }
    return {course: [fault for fault, courses in found.items() if course in courses] for course in ids}


def faults_of_pages(course_ids: Iterable[int]) -> dict[int, list[PageFaults]]:
    """Find the pages of each course that lack something. Two queries."""
    found: dict[int, list[PageFaults]] = defaultdict(list)
    for faulty in _faulty_courses(CoursePage.objects.filter(course__in=course_ids)):
        found[faulty.page.course_id].append(faulty)
    for faulty in _faulty_lessons(LessonPage.objects.filter(lesson__course__in=course_ids)):
        found[faulty.page.lesson.course_id].append(faulty)
    return found


def faults_of_owner(user: User) -> list[PageFaults]:
    """Find own pages with blocks that somebody could not follow. Two queries. Drafts are listed elsewhere."""
    pages = [
        *_faulty_courses(CoursePage.objects.filter(owner=user)),
        *_faulty_lessons(LessonPage.objects.filter(owner=user)),
    ]
    named = [replace(found, faults=[fault for fault in found.faults if fault not in ABOUT_DRAFTS]) for found in pages]
    return [found for found in named if found.faults]


def _faulty_courses(pages: QuerySet[CoursePage]) -> Iterator[PageFaults]:
    for page in _newest(pages):
        content = _content(page)
        if content["cover"] and not content["cover_alt"]:
            yield PageFaults(page=page, faults=[ContentFault.COVER_WITHOUT_TEXT])


def _faulty_lessons(pages: QuerySet[LessonPage]) -> Iterator[PageFaults]:
    for page in _newest(pages.select_related("lesson")):
        blocks = json.loads(_content(page)["body"])
        if faults := _lesson_faults(blocks, is_published=page.first_published_at is not None):
            yield PageFaults(page=page, faults=faults)


def _newest(pages: QuerySet) -> QuerySet:
    return pages.select_related("locale", "latest_revision").order_by("path")


def _content(page: Page) -> dict[str, Any]:
    return page.latest_revision.content if page.latest_revision else page.serializable_data()


def _lesson_faults(blocks: Iterable[Any], *, is_published: bool) -> list[ContentFault]:
    blocks = list(blocks)
    if not blocks:
        return [ContentFault.EMPTY]
    faults = [ContentFault(fault.value) for fault in block_faults(blocks)]
    return [*dict.fromkeys(faults), *([] if is_published else [ContentFault.NEVER_PUBLISHED])]
