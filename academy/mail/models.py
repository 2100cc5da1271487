"""Who is sending which letter at this moment."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterInHand(models.Model):
    """A letter that one worker has in hand, until a moment after which that worker must be dead."""

    letter = models.CharField(_("letter"), max_length=100, unique=True)
    #: Drawn by the worker, so that it lays down its own alone.
    hand = models.CharField(_("hand"), max_length=32)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("letter in hand")
        verbose_name_plural = _("letters in hand")

    def __str__(self) -> str:
        return self.letter
