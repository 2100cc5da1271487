"""What a browser sends from the form of a course."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data

from courses.models import Course


def rows(*new: dict, stored: tuple[dict, ...] = ()) -> dict:
    """An inline panel: rows that stand in the database, and new ones."""
    return inline_formset([*stored, *new], initial=len(stored))


def quiz_fields(course: Course, **changes: Any) -> dict[str, Any]:
    """A quiz with the least that the form takes; it asks nothing yet."""
    facts = {
        "course": course.pk,
        "title_az": "Yekun test",
        "pass_mark": 80,
        "attempts_allowed": 2,
        "grading": "best",
        "negative_percent": 0,
        "told_at_once": 3,
        "told_later": 3,
        "told_at_last": 4,
    }
    return nested_form_data(facts | {"places": rows(), "draws": rows()} | changes)


def course_fields(**changes: Any) -> dict[str, Any]:
    """A course with the least that the form takes."""
    facts = {
        "level": "beginner",
        "cpd_hours": "1",
        "accent": "firuza",
        "enrolment_mode": "open",
        "lesson_order": "free",
    }
    panels = {name: rows() for name in ("prerequisites", "modules", "lessons")}
    return nested_form_data(facts | panels | changes)
