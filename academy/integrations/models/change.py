"""Who changed what: written once, and kept when keys, endpoints, people and institutions are gone."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.accounts.models import Institution
from academy.integrations.enums import ChangeKind
from academy.written_once import WrittenOnceModel


class Change(WrittenOnceModel):
    """One change. `subject` is the beginning of a key or the address of an endpoint; no secret ever stands here.

    Institution and actor are numbers of which the database asks no row: nothing here changes when they are erased.
    """

    kind = models.CharField(_("change"), max_length=20, choices=ChangeKind.choices)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
        verbose_name=_("institution"),
    )
    subject = models.CharField(_("subject"), max_length=500)
    facts = models.JSONField(_("facts"), default=dict)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
