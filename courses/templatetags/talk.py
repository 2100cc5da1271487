"""Announcements and discussions for the pages of courses and lessons, and the look of plain text."""

from typing import Any

from django import template
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from courses.models import Course
from courses.selectors import announcements
from courses.selectors.discussion import Discussion
from courses.selectors.lesson import LessonView

register = template.Library()

#: How many announcements other pages show.
NEWEST = 3


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


@register.simple_tag
def lesson_discussion(view: LessonView) -> Discussion | None:
    """The discussion under a lesson; nothing for whoever takes no part in it."""
    return view.discussion()
