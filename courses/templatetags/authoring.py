"""What the panels of the CMS's editor ask for."""

from django import template

from courses.enums import ContentFault
from courses.models import CoursePage, LessonPage
from courses.selectors.content_checks import course_page_faults, lesson_faults

register = template.Library()


@register.simple_tag
def faults_of(page: CoursePage | LessonPage) -> list[ContentFault]:
    """What the page in the editor lacks; nothing is asked of a page that was never saved."""
    if page.pk is None:
        return []
    return lesson_faults(page) if isinstance(page, LessonPage) else course_page_faults(page)
