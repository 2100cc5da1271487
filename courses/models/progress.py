"""What has been read."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.enrolment import Enrolment
from courses.models.lesson import Lesson


class LessonProgress(models.Model):
    """A lesson that the learner marked as read, in whatever language."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="lesson_progress", verbose_name=_("enrolment")
    )
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="progress", verbose_name=_("lesson"))
    read_at = models.DateTimeField(_("read"), default=timezone.now)

    class Meta:
        verbose_name = _("lesson progress")
        verbose_name_plural = _("lesson progress")
        constraints = (models.UniqueConstraint(fields=["enrolment", "lesson"], name="lesson_progress_once"),)

    def __str__(self) -> str:
        return f"{self.enrolment}, {self.lesson}"
