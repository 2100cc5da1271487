"""Who changed what: written once, and kept when people, institutions and what was changed are gone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.record.enums import ChangeKind
from academy.written_once import WrittenOnceModel


def _number(to: str, label: Any) -> models.ForeignKey:
    """Return a number of which the database asks no row: nothing here changes when the row is erased."""
    return models.ForeignKey(
        to, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name=label
    )


class Change(WrittenOnceModel):
    """One change. `subject` is the name of a role, the beginning of a key or the address of an endpoint.

    `person` is whom the change is about, `actor` who made it; empty where the site itself did, or a command. No name,
    no address of a person and no secret stands here: whoever reads looks people up while they have accounts. The number
    of somebody who was erased leads to nobody, so a join that asks for the row loses the change.
    """

    kind = models.CharField(_("change"), max_length=20, choices=ChangeKind.choices)
    person = _number(settings.AUTH_USER_MODEL, _("about whom"))
    institution = _number("accounts.Institution", _("institution"))
    subject = models.CharField(_("subject"), max_length=500, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    actor = _number(settings.AUTH_USER_MODEL, _("person"))
    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)

    #: A number in the record is no use of a person or an institution that the CMS would have to list.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
