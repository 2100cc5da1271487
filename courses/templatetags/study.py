"""What the page of a lesson asks for on behalf of its learner."""

from typing import Any

from django import template

from courses.models import LessonPage
from courses.selectors import study

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_study(context: dict[str, Any], page: LessonPage) -> study.Study:
    """What this learner keeps of the lesson."""
    return study.study_of(context["request"].user, page.lesson_id)
