"""Who is sending which letter at this moment, and letters that hold a secret until they are sent."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.mail.enums import Failure


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


class SealedLetter(models.Model):
    """A letter with a secret. It is deleted when it was sent; what failed is kept without its content for a day."""

    #: Whose account it is about; none where the address has no account.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    #: Address, subject and text, sealed; empty once it failed for good.
    content = models.TextField(_("content"), blank=True)
    written_at = models.DateTimeField(_("written at"))
    #: When what it holds is of no use any more; when it failed, if it did.
    expires_at = models.DateTimeField(_("expires at"))
    failure = models.CharField(_("failure"), max_length=20, choices=Failure.choices, blank=True)

    #: A letter is no use of a person that the CMS would have to list.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sealed letter")
        verbose_name_plural = _("sealed letters")
        constraints = (
            models.CheckConstraint(
                name="sealed_letter_has_content_or_failed",
                condition=models.Q(failure="") & ~models.Q(content="") | ~models.Q(failure="") & models.Q(content=""),
            ),
        )

    def __str__(self) -> str:
        return str(self.pk)
