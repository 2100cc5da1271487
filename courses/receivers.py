"""Signals of others that learning listens to; each makes one service call."""

from typing import Any

from wagtail.signals import page_published

from courses.models import LessonPage
from courses.services.reading import measure_reading_time


def measure_published_lesson(instance: LessonPage, **_kwargs: Any) -> None:
    """Measure the reading time of what was just published."""
    measure_reading_time(page=instance)


page_published.connect(measure_published_lesson, sender=LessonPage, dispatch_uid="courses.measure_published_lesson")
