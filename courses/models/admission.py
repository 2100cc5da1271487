"""Ways onto a course that somebody else has to open: requests, invitations, lists."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.enums import RequestState
from courses.models.cohort import Cohort
from courses.models.course import Course
from courses.models.uploaded import UploadedList


class EnrolmentRequest(models.Model):
    """A wish to be enrolled, and what was decided."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolment_requests", verbose_name=_("learner")
    )
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="requests", verbose_name=_("course"))
    message = models.CharField(_("message"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.WAITING)
    requested_at = models.DateTimeField(_("requested"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True, help_text=_("The learner reads it."))
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)

    class Meta:
        verbose_name = _("request to enrol")
        verbose_name_plural = _("requests to enrol")
        ordering = ("requested_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["user", "course"], condition=Q(state=RequestState.WAITING), name="request_one_waiting"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.WAITING, decided_at__isnull=True)
                | (~Q(state=RequestState.WAITING) & Q(decided_at__isnull=False)),
                name="request_decided_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.course}"


def new_token() -> str:
    """Return 128 bits that nobody guesses, in letters that survive a letter or a chat."""
    return secrets.token_urlsafe(16)


class Invitation(models.Model):
    """A link that enrols whoever opens it; with an address, only the account of that address, once."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="invitations", verbose_name=_("course"))
    cohort = models.ForeignKey(
        Cohort,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name=_("cohort"),
    )
    token = models.CharField(_("token"), max_length=22, unique=True, default=new_token, editable=False)
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Empty: whoever has the link."))
    language = models.CharField(
        _("language of the letter"),
        max_length=5,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Empty: the language of the account, if there is one."),
    )
    uses = models.PositiveIntegerField(_("uses"), default=0, editable=False)
    uses_allowed = models.PositiveIntegerField(
        _("uses allowed"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(uses_allowed__isnull=True) | Q(uses__lte=F("uses_allowed")),
                name="invitation_uses_within_allowed",
            ),
            models.UniqueConstraint(
                fields=["course", "email"],
                condition=~Q(email="") & Q(revoked_at__isnull=True),
                name="invitation_one_for_each_address",
            ),
        )

    def __str__(self) -> str:
        return f"{self.course}: {self.email or self.pk}"


class EnrolmentList(UploadedList):
    """An uploaded list of people, kept between the look at it and the confirmation.

    `rows` holds one mapping per line: `line` (as the person's program counts it), `email`, `name`, and `problem`, which
    is a key, or empty. `result` holds the numbers that the confirmation made.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lists", verbose_name=_("course"))
    cohort = models.ForeignKey(
        Cohort, null=True, blank=True, on_delete=models.CASCADE, related_name="lists", verbose_name=_("cohort")
    )
    language = models.CharField(_("language of the letters"), max_length=5, choices=settings.LANGUAGES)

    class Meta(UploadedList.Meta):
        verbose_name = _("list of people")
        verbose_name_plural = _("lists of people")

    def __str__(self) -> str:
        return f"{self.course}: {self.file_name}"
