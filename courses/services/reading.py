"""Reading time, measured from the words of a lesson when it is published."""

from math import ceil

from django.utils.html import strip_tags

from courses.models import LessonPage

#: Words of professional prose that an adult reads in a minute, on the careful side.
WORDS_PER_MINUTE = 160


def measure_reading_time(*, page: LessonPage) -> int:
    """Store and return the minutes that the page takes to read: at least one."""
    words = len(strip_tags(page.body.render_as_block()).split())
    minutes = max(1, ceil(words / WORDS_PER_MINUTE))
    LessonPage.objects.filter(pk=page.pk).update(minutes=minutes)
    return minutes
