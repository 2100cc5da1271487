"""Who was at a session, for how long, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import AttendanceWay
from courses.models.seminar import Seminar
from courses.models.session import Session
from courses.models.uploaded import UploadedList


class Attendance(models.Model):
    """One person at one session. `minutes` is what counts; it is empty until the attendance of the session is closed.

    Who has no `left_at` by then stayed to the end.
    """

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("session"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attendance", verbose_name=_("participant")
    )
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    way = models.CharField(_("recorded"), max_length=6, choices=AttendanceWay.choices, default=AttendanceWay.HAND)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (
            models.UniqueConstraint(fields=["session", "user"], name="attendance_once"),
            models.CheckConstraint(
                condition=Q(arrived_at=None) | Q(left_at=None) | Q(left_at__gte=F("arrived_at")),
                name="attendance_left_after_arrival",
            ),
        )

    def __str__(self) -> str:
        return f"{self.session}: {self.user}"


class AttendanceCorrection(models.Model):
    """Who changed what is recorded of somebody, from how many minutes to how many, and why. Never changed itself."""

    session = models.ForeignKey(
        Session, on_delete=models.PROTECT, related_name="corrections", verbose_name=_("session")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("participant")
    )
    minutes_before = models.PositiveSmallIntegerField(_("minutes before"), null=True)
    minutes_after = models.PositiveSmallIntegerField(_("minutes after"), null=True)
    reason = models.CharField(_("reason"), max_length=300)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("corrected by")
    )
    corrected_at = models.DateTimeField(_("corrected"), default=timezone.now)

    class Meta:
        verbose_name = _("correction of attendance")
        verbose_name_plural = _("corrections of attendance")
        ordering = ("-corrected_at", "-pk")

    def __str__(self) -> str:
        return f"{self.session}: {self.user}"


class AttendanceFile(UploadedList):
    """An online room's file, kept between the look at it and the confirmation.

    `rows` holds one mapping per person of the file, `result` the numbers that the confirmation made.
    """

    session = models.ForeignKey(
        Session, on_delete=models.CASCADE, related_name="attendance_files", verbose_name=_("session")
    )

    class Meta(UploadedList.Meta):
        verbose_name = _("attendance file")
        verbose_name_plural = _("attendance files")

    def __str__(self) -> str:
        return f"{self.session}: {self.file_name}"


class SeminarCompletion(models.Model):
    """That somebody attended enough of a seminar and did what it asks for besides; `hours` are what it was worth.

    Once made it stays, whatever is corrected later: a certificate may stand on it.
    """

    seminar = models.ForeignKey(
        Seminar, on_delete=models.PROTECT, related_name="completions", verbose_name=_("seminar")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="seminar_completions",
        verbose_name=_("participant"),
    )
    minutes = models.PositiveIntegerField(_("minutes attended"))
    hours = models.DecimalField(_("CPD hours"), max_digits=6, decimal_places=2)
    completed_at = models.DateTimeField(_("completed"), default=timezone.now)

    class Meta:
        verbose_name = _("seminar completed")
        verbose_name_plural = _("seminars completed")
        ordering = ("-completed_at",)
        constraints = (models.UniqueConstraint(fields=["seminar", "user"], name="seminar_completion_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.seminar}"
