"""What a browser sends from the form of a course."""

from typing import Any

from wagtail.test.utils.form_data import inline_formset, nested_form_data


def rows(*new: dict, stored: tuple[dict, ...] = ()) -> dict:
    """An inline panel: rows that stand in the database, and new ones."""
    return inline_formset([*stored, *new], initial=len(stored))


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
