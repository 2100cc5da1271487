"""Who learns what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.enums import EnrolmentLetterKind, ExtraTime
from courses.models.cohort import Cohort
from courses.models.course import Course


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments by where they stand."""

    def active(self) -> "EnrolmentQuerySet":
        """Those that were not given up."""
        return self.filter(withdrawn_at=None)


class Enrolment(models.Model):
    """One person on one course. `completed_at`, once set, stays: what is completed stays completed.

    Whoever withdraws keeps the row with all progress, and finds it again on coming back.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments", verbose_name=_("learner")
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments", verbose_name=_("course"))
    enrolled_at = models.DateTimeField(_("enrolled"), auto_now_add=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    cohort = models.ForeignKey(
        Cohort,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="enrolments",
        verbose_name=_("cohort"),
    )
    extra_time = models.PositiveSmallIntegerField(
        _("extra time in tests"),
        choices=ExtraTime.choices,
        default=ExtraTime.NONE,
        help_text=_("For people who need longer, for example with a screen reader. No reason is asked for or kept."),
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("-enrolled_at",)
        constraints = (
            models.UniqueConstraint(fields=["user", "course"], name="enrolment_once"),
            models.CheckConstraint(condition=Q(extra_time__in=ExtraTime.values), name="enrolment_extra_time_known"),
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="enrolment_completed_not_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.course}"


class EnrolmentLetter(models.Model):
    """What somebody on a course is written, once of each kind. The row is made when it is due, then mailed."""

    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="letters", verbose_name=_("enrolment")
    )
    cohort = models.ForeignKey(
        Cohort, null=True, on_delete=models.CASCADE, related_name="letters", verbose_name=_("cohort")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=EnrolmentLetterKind.choices)
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)

    class Meta:
        verbose_name = _("letter about an enrolment")
        verbose_name_plural = _("letters about enrolments")
        constraints = (
            models.UniqueConstraint(fields=["enrolment", "cohort", "kind"], name="enrolment_letter_once_in_cohort"),
            models.UniqueConstraint(
                fields=["enrolment", "kind"], condition=Q(cohort=None), name="enrolment_letter_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=EnrolmentLetterKind.ENROLLED, cohort__isnull=True)
                | (~Q(kind=EnrolmentLetterKind.ENROLLED) & Q(cohort__isnull=False)),
                name="enrolment_letter_of_cohort_has_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.kind}"
