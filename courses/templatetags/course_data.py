"""Courses and programmes in the words of schema.org, for search engines."""

from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.safestring import SafeString

from academy.cms.structured_data import Thing, absolute, organization, script_of
from academy.cms.templatetags.sharing import card_picture
from academy.cms.templatetags.site_tags import path_of
from courses.models import CoursePage, ProgrammePage, SeminarPage
from courses.selectors.outline import LessonItem, Outline

register = template.Library()


def duration_of(hours: Decimal) -> str:
    """Return hours as ISO 8601 writes a duration: 4.5 is “PT4H30M”."""
    whole, minutes = divmod(int(hours * 60), 60)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"


@register.simple_tag(takes_context=True)
def course_data(context: dict[str, Any], page: CoursePage, view: Outline) -> SafeString:
    """Describe a course. All courses are free of charge and online."""
    course = page.course
    offered = {"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": duration_of(course.cpd_hours)}
    return script_of(
        common(page, context["request"], "Course")
        | {
            "courseCode": course.code,
            "educationalLevel": str(course.get_level_display()),
            "teaches": [outcome.value for outcome in page.outcomes],
            "provider": organization(),
            "offers": [{"@type": "Offer", "category": "Free"}],
            "hasCourseInstance": [offered],
            "syllabusSections": [_lesson(item) for item in view.lessons],
        }
    )


@register.simple_tag(takes_context=True)
def programme_data(context: dict[str, Any], page: ProgrammePage) -> SafeString:
    """Describe a programme, free of charge as all its parts are."""
    programme = page.programme
    return script_of(
        common(page, context["request"], "EducationalOccupationalProgram")
        | {
            "timeToComplete": duration_of(programme.cpd_hours),
            "provider": organization(),
            "offers": [{"@type": "Offer", "category": "Free"}],
        }
    )


def common(page: CoursePage | ProgrammePage | SeminarPage, request: HttpRequest, kind: str) -> Thing:
    """Return what is said alike of courses, programmes and seminars."""
    picture = card_picture(page.sharing_picture)
    return {
        "@type": kind,
        "name": page.title,
        "description": page.description,
        "url": absolute(path_of(page, request)),
        "inLanguage": page.locale.language_code,
        "isAccessibleForFree": True,
    } | ({"image": picture.full_url} if picture else {})


def _lesson(item: LessonItem) -> Thing:
    return {"@type": "Syllabus", "name": item.title, "timeRequired": f"PT{item.minutes}M"}
