"""What the course page says to somebody who is not enrolled."""

from typing import Any

from django import template

from courses.models import Course
from courses.selectors.admission import Entry, entry_of

register = template.Library()


@register.simple_tag(takes_context=True)
def course_entry(context: dict[str, Any], course: Course) -> Entry:
    """How this reader may come onto the course."""
    return entry_of(context["request"].user, course)
