"""What must have been achieved before a course can be taken."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from courses.enums import PrerequisiteKind
from courses.models.course import Course


class Prerequisite(models.Model):
    """One course asked for before another. Circles are refused by the form, because a constraint cannot see them."""

    course = ParentalKey(Course, on_delete=models.CASCADE, related_name="prerequisites", verbose_name=_("course"))
    required_course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="required_by", verbose_name=_("course asked for")
    )
    kind = models.CharField(
        _("what of it"), max_length=12, choices=PrerequisiteKind.choices, default=PrerequisiteKind.COMPLETION
    )

    class Meta:
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["course", "required_course"], name="prerequisite_once"),
            models.CheckConstraint(condition=~Q(course=F("required_course")), name="prerequisite_not_itself"),
        )

    def __str__(self) -> str:
        return f"{self.course}: {self.required_course}"
