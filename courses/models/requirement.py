"""What an institution asks of its staff."""

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.enums import RequirementKind
from courses.models.course import Course
from courses.models.programme import Programme
from courses.models.staff import StaffGroup

#: Librarians have to prove 60 hours in five years at most (demands.md); nobody looks further back than ten.
MOST_YEARS = 10


class Requirement(models.Model):
    """A course, a programme, or hours within some calendar years, asked of all staff or of one group."""

    institution = models.ForeignKey(
        "accounts.Institution", on_delete=models.CASCADE, related_name="requirements", verbose_name=_("institution")
    )
    group = models.ForeignKey(
        StaffGroup,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="requirements",
        verbose_name=_("group of staff"),
        help_text=_("Empty: asked of all staff."),
    )
    course = models.ForeignKey(
        Course, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("course")
    )
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("programme")
    )
    hours = models.DecimalField(
        _("hours"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    years = models.PositiveSmallIntegerField(
        _("in how many years"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_YEARS)],
        help_text=_("For hours: calendar years, the current one included."),
    )
    due_on = models.DateField(_("due"), null=True, blank=True, help_text=_("Empty: no date is set."))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        ordering = ("created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(course__isnull=False, programme=None, hours=None)
                | Q(course=None, programme__isnull=False, hours=None)
                | Q(course=None, programme=None, hours__isnull=False),
                name="requirement_asks_one_thing",
            ),
            models.CheckConstraint(condition=Q(hours=None) | Q(hours__gt=0), name="requirement_hours_positive"),
            models.CheckConstraint(condition=Q(years__gte=1, years__lte=MOST_YEARS), name="requirement_years_known"),
        )

    def __str__(self) -> str:
        return str(self.course or self.programme or f"{self.hours} / {self.years}")

    @property
    def kind(self) -> RequirementKind:
        """What is asked for."""
        if self.course_id:
            return RequirementKind.COURSE
        return RequirementKind.PROGRAMME if self.programme_id else RequirementKind.HOURS
