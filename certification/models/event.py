"""The history of the office: what was done, to what, when, by whom. Each event carries the hash of the one before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.written_once import WrittenOnceModel
from certification.enums import EventKind


class Event(WrittenOnceModel):
    """One event. `subject` is the code of a certificate, the fingerprint of a key, or the short name of a template.

    No name of a person stands here, neither of the holder nor of the staff. `actor` is a number of which the database
    asks no row: when the account is erased, the number stays in the chain and leads to nobody.
    """

    position = models.BigIntegerField(_("position"), primary_key=True)
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    subject = models.CharField(_("subject"), max_length=64, db_index=True)
    at = models.DateTimeField(_("time"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("person"),
    )
    facts = models.JSONField(_("facts"))
    previous = models.CharField(_("hash of the event before"), max_length=64, blank=True)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.position}: {self.kind} {self.subject}"
