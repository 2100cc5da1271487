"""Announcements and discussions for the pages of courses and lessons, and the look of plain text."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.models import Course
from courses.selectors import announcements
from courses.selectors.discussion import (
    PostView,
    has_questions,
    participant_with,
    question_views,
    questions_of,
)
from courses.selectors.outline import Outline

register = template.Library()

#: How many announcements and questions other pages show.
NEWEST = 3


@dataclass(frozen=True, kw_only=True)
class Discussion:
    """The newest questions under a lesson, and how many there are."""

    questions: list[PostView]
    total: int


@register.filter
def written(text: str) -> SafeString:
    """Show what people wrote: paragraphs, and links that lend no weight to where they lead; all else is escaped."""
    linked = urlize(text, nofollow=True, autoescape=True).replace('rel="nofollow"', 'rel="nofollow ugc"')
    return mark_safe(linebreaks(linked))  # noqa: S308 - urlize has escaped it


@register.simple_tag(takes_context=True)
def newest_announcements(context: dict[str, Any], course: Course | None = None) -> list[announcements.AnnouncementView]:
    """The newest announcements to the reader, of one course or of all."""
    user = context["request"].user
    if not user.is_authenticated:
        return []
    return announcements.newest_announcements(user, get_language(), limit=NEWEST, course=course)


@register.simple_tag(takes_context=True)
def lesson_discussion(context: dict[str, Any], outline: Outline, lesson_id: int) -> Discussion | None:
    """The discussion under a lesson of the course; nothing for whoever takes no part in it."""
    reader = participant_with(context["request"].user, outline.course, outline.enrolment)
    if reader is None:
        return None
    if not has_questions(lesson_id):
        return Discussion(questions=[], total=0)
    questions = questions_of(lesson_id)
    newest = list(questions[:NEWEST])
    total = questions.count() if len(newest) == NEWEST else len(newest)
    return Discussion(questions=question_views(newest, reader, outline.course), total=total)
