"""Groups of learners who take a course together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class Cohort(models.Model):
    """People who take a course between two dates, both included, with a trainer of their own."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="cohorts", verbose_name=_("course"))
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(
        _("last day"), help_text=_("Afterwards lessons can be read, but nothing counts any more.")
    )
    trainer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="cohorts_taught",
        verbose_name=_("trainer"),
    )

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ("-starts_on", "name")
        constraints = (
            models.UniqueConstraint(fields=["course", "name"], name="cohort_name_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cohort_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.course}: {self.name}"
