"""What a trainer writes to everybody on a course or in a cohort."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from academy.languages import text_in
from courses.models.cohort import Cohort
from courses.models.course import Course


class Announcement(models.Model):
    """A message to a course, or to one of its cohorts. `subject` and `body` hold one text per language, plain text.

    It is a draft until `sent_at`; afterwards its words stay.
    """

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="announcements", verbose_name=_("course"))
    cohort = models.ForeignKey(
        Cohort,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="announcements",
        verbose_name=_("cohort"),
        help_text=_("Empty: everybody on the course."),
    )
    subject = models.JSONField(_("subject"), default=dict)
    body = models.JSONField(_("text"), default=dict)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("author"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return text_in(self.subject, get_language() or "az")


class AnnouncementLetter(models.Model):
    """The letter about an announcement to one person; `sent_at` is empty while it waits, alone or for a digest."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="letters", verbose_name=_("announcement")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("learner")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter about an announcement")
        verbose_name_plural = _("letters about announcements")
        constraints = (models.UniqueConstraint(fields=["announcement", "user"], name="announcement_letter_once"),)
        indexes = (models.Index(fields=["user"], condition=Q(sent_at=None), name="announcement_letter_waiting"),)

    def __str__(self) -> str:
        return f"{self.announcement}: {self.user}"
