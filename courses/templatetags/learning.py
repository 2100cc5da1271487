"""What the templates of pages ask for: a page's own view, because a page queries nothing itself."""

from typing import Any

from django import template
from django.utils.translation import get_language

from certification import api as certification
from courses.data import programme_key
from courses.models import CoursePage, LessonPage, ProgrammePage
from courses.selectors import catalogue, outline, programme, programmes, search, seminars
from courses.selectors.course_page import course_page_view
from courses.selectors.lesson import LessonView
from courses.services.visits import look_at

register = template.Library()


@register.simple_tag
def catalogue_courses(limit: int | None = None) -> list[catalogue.CatalogueCard]:
    """Courses for cards, newest first."""
    return search.catalogue_courses(get_language(), limit=limit)


@register.simple_tag
def upcoming_seminars(limit: int | None = None) -> list[seminars.SeminarCard]:
    """Seminars ahead, the nearest first."""
    return seminars.upcoming_seminars(get_language(), limit=limit)


@register.simple_tag(takes_context=True)
def course_view(context: dict[str, Any], page: CoursePage) -> outline.Outline:
    """The course of a page as this reader sees it."""
    return course_page_view(page, request=context["request"]).outline


@register.simple_tag(takes_context=True)
def course_has_news(context: dict[str, Any], page: CoursePage) -> bool:
    """Whether anything was announced to the learner of the course."""
    return course_page_view(page, request=context["request"]).has_news


@register.simple_tag(takes_context=True)
def course_certificate(context: dict[str, Any], page: CoursePage) -> certification.IssuedCertificate | None:
    """The reader's certificate of this course, if there is one."""
    return course_page_view(page, request=context["request"]).certificate


@register.simple_tag(takes_context=True)
def lesson_view(context: dict[str, Any], page: LessonPage) -> LessonView:
    """The lesson of a page as this reader sees it; a learner's first look is recorded."""
    return look_at(page, request=context["request"])


@register.simple_tag
def programme_cards() -> list[programmes.ProgrammeCard]:
    """Programmes for cards."""
    return programmes.programme_cards(get_language())


@register.simple_tag(takes_context=True)
def programme_view(context: dict[str, Any], page: ProgrammePage) -> programme.ProgrammeView:
    """The programme of a page as this reader sees it."""
    language = page.locale.language_code
    return programme.programme_view(page.programme, user=context["request"].user, language=language)


@register.simple_tag(takes_context=True)
def programme_certificate(context: dict[str, Any], page: ProgrammePage) -> certification.IssuedCertificate | None:
    """The reader's certificate of this programme, if there is one."""
    user = context["request"].user
    return certification.certificate_for(user, programme_key(page.programme.code)) if user.is_authenticated else None
