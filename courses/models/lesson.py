"""Modules and lessons as facts. The words of a lesson stand in one `LessonPage` per language."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from academy.languages import text_in
from courses.models.course import Course


class Module(models.Model):
    """A part of a course that holds some of its lessons. `title` holds one text per language."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="modules", verbose_name=_("course"))
    title = models.JSONField(_("title"), default=dict)
    position = models.PositiveSmallIntegerField(_("position"), editable=False, default=0)

    #: Named for the editor of Wagtail, which orders by drag and by keyboard.
    sort_order_field = "position"

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return text_in(self.title, get_language() or "az")


class Lesson(models.Model):
    """Place, weight and rules of a lesson. Lessons stand in the order of their modules, then in their own."""

    course = ParentalKey(Course, on_delete=models.PROTECT, related_name="lessons", verbose_name=_("course"))
    module = models.ForeignKey(
        Module,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="lessons",
        verbose_name=_("module"),
    )
    position = models.PositiveSmallIntegerField(_("position"), editable=False, default=0)
    is_required = models.BooleanField(_("required"), default=True, help_text=_("Counts for completing the course."))
    release_on = models.DateField(_("opens on"), null=True, blank=True, help_text=_("Empty: open from the beginning."))
    release_after_days = models.PositiveSmallIntegerField(
        _("opens so many days after enrolment"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    minimum_minutes = models.PositiveSmallIntegerField(
        _("minimum time, minutes"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How long a learner must have had the lesson before marking it as read. Empty: no minimum."),
    )
    read_to_end = models.BooleanField(
        _("read to the end"), default=False, help_text=_("Can be marked as read only by who has come to its end.")
    )

    #: Named for the editor of Wagtail, which orders by drag and by keyboard.
    sort_order_field = "position"

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(release_on__isnull=True) | Q(release_after_days__isnull=True), name="lesson_one_release"
            ),
        )

    def __str__(self) -> str:
        return f"{self.course}, {self.position}"
