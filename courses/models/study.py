"""What a learner keeps of a lesson, for nobody else's eyes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.lesson import Lesson


class LessonNote(models.Model):
    """What a learner wrote beside a lesson, in whatever language; one text for each."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_notes", verbose_name=_("learner")
    )
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="notes", verbose_name=_("lesson"))
    text = models.TextField(_("note"), max_length=10_000)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-updated_at",)
        constraints = (models.UniqueConstraint(fields=["user", "lesson"], name="lesson_note_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.lesson}"


class Bookmark(models.Model):
    """A lesson that a learner wants to find again."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks", verbose_name=_("learner")
    )
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="bookmarks", verbose_name=_("lesson"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        ordering = ("-created_at",)
        constraints = (models.UniqueConstraint(fields=["user", "lesson"], name="bookmark_once"),)

    def __str__(self) -> str:
        return f"{self.user}: {self.lesson}"


class PlaybackPosition(models.Model):
    """Where a learner stopped in a recording of a lesson; `recording` is the id of its file."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="playback", verbose_name=_("learner")
    )
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="playback", verbose_name=_("lesson"))
    recording = models.PositiveIntegerField(_("recording"))
    seconds = models.PositiveIntegerField(_("position, seconds"))
    updated_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("position in a recording")
        verbose_name_plural = _("positions in recordings")
        constraints = (
            models.UniqueConstraint(fields=["user", "lesson", "recording"], name="playback_position_once"),
            models.CheckConstraint(condition=Q(seconds__lte=86_400), name="playback_position_within_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.lesson}"
