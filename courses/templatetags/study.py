"""What the page of a lesson asks for on behalf of its learner."""

from dataclasses import replace
from typing import Any

from django import template

from courses.selectors.lesson import LessonView
from courses.selectors.study import Study

register = template.Library()


@register.simple_tag(takes_context=True)
def lesson_study(context: dict[str, Any], view: LessonView) -> Study | None:
    """What this learner keeps of the lesson, around holes where the page is held for others, too."""
    found = view.study
    if found is None or "study_now" not in context:
        return found
    return replace(found, now=context["study_now"], places=context["study_places"])
