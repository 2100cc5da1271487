"""A lesson as a fact. Its words stand in one `LessonPage` per language."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class Lesson(models.Model):
    """Place and weight of a lesson in its course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="lessons", verbose_name=_("course"))
    position = models.PositiveSmallIntegerField(_("position"))
    is_required = models.BooleanField(_("required"), default=True, help_text=_("Counts for completing the course."))

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"{self.course}, {self.position}"
