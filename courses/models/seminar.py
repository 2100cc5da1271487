"""Seminars as facts: the offer, and its dated meetings."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import SeminarFormat, Topic


class Seminar(models.Model):
    """The offer. Its words stand in one `SeminarPage` per language."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    topic = models.CharField(_("topic"), max_length=20, choices=Topic.choices, blank=True)
    format = models.CharField(
        _("format"), max_length=10, choices=SeminarFormat.choices, default=SeminarFormat.IN_PERSON
    )
    cpd_hours = models.DecimalField(
        _("CPD hours"), max_digits=5, decimal_places=1, default=1, validators=[MinValueValidator(0)]
    )
    institution = models.ForeignKey(
        "accounts.Institution",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="seminars",
        verbose_name=_("institution"),
    )

    class Meta:
        verbose_name = _("seminar")
        verbose_name_plural = _("seminars")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Session(models.Model):
    """One dated meeting of a seminar. `place` holds one text per language; times are shown in `time_zone`."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("seminar"))
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    time_zone = models.CharField(_("time zone"), max_length=50, default="Asia/Baku")
    place = models.JSONField(_("place"), default=dict, blank=True)

    class Meta:
        verbose_name = _("session of a seminar")
        verbose_name_plural = _("sessions of a seminar")
        ordering = ("starts_at",)
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"{self.seminar}, {self.starts_at:%Y-%m-%d %H:%M}"


class Attendance(models.Model):
    """One person at one session, recorded by hand."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance", verbose_name=_("session"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attendance", verbose_name=_("participant")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = (models.UniqueConstraint(fields=["session", "user"], name="attendance_once"),)

    def __str__(self) -> str:
        return f"{self.session}: {self.user}"
