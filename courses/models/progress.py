"""What has been opened, and what has been read."""

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


class LessonVisit(models.Model):
    """When a learner first opened a lesson and, where that is asked for, came to its end."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="visits", verbose_name=_("enrolment")
    )
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="visits", verbose_name=_("lesson"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    end_reached_at = models.DateTimeField(_("end reached"), null=True, blank=True)

    class Meta:
        verbose_name = _("visit of a lesson")
        verbose_name_plural = _("visits of lessons")
        constraints = (models.UniqueConstraint(fields=["enrolment", "lesson"], name="lesson_visit_once"),)

    def __str__(self) -> str:
        return f"{self.enrolment}, {self.lesson}"
