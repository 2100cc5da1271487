"""Questions of learners under a lesson, the answers, and the keeping of order."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.lesson import Lesson


class Post(models.Model):
    """A question under a lesson or, with `question`, an answer to one. Plain text, in whatever language."""

    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="posts", verbose_name=_("lesson"))
    question = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="answers", verbose_name=_("question")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="posts",
        verbose_name=_("author"),
    )
    text = models.TextField(_("text"), max_length=5_000)
    posted_at = models.DateTimeField(_("posted"), default=timezone.now)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("hidden by"),
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = ("posted_at", "pk")

    def __str__(self) -> str:
        return f"{self.lesson}: {self.text[:40]}"


class PostReport(models.Model):
    """What a reader finds wrong with a post; open until somebody has looked at it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports", verbose_name=_("post"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("reported by")
    )
    reason = models.CharField(_("reason"), max_length=500)
    reported_at = models.DateTimeField(_("reported"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("reported_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["post", "reporter"], condition=Q(settled_at__isnull=True), name="post_report_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post}"


class Mute(models.Model):
    """Somebody who may read but not write in the discussions of a course."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="mutes", verbose_name=_("course"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mutes", verbose_name=_("learner")
    )
    muted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("muted by")
    )
    muted_at = models.DateTimeField(_("muted"), default=timezone.now)

    class Meta:
        verbose_name = _("mute")
        verbose_name_plural = _("mutes")
        constraints = (models.UniqueConstraint(fields=["course", "user"], name="mute_once"),)

    def __str__(self) -> str:
        return f"{self.course}: {self.user}"


class PostLetter(models.Model):
    """The letter about a post to one person; `sent_at` is empty while it waits, alone or for a digest."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="letters", verbose_name=_("post"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("learner")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter about a post")
        verbose_name_plural = _("letters about posts")
        constraints = (models.UniqueConstraint(fields=["post", "user"], name="post_letter_once"),)
        indexes = (models.Index(fields=["user"], condition=Q(sent_at=None), name="post_letter_waiting"),)

    def __str__(self) -> str:
        return f"{self.post}: {self.user}"
