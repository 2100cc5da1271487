"""The transparency log as it is stored: leaves, nodes of the tree, and every checkpoint that was ever signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from academy.written_once import WrittenOnceModel
from certification.models.event import Event


class LogLeaf(WrittenOnceModel):
    """One event, entered. With the salt, whoever knows the event can compute the leaf; without it nobody can."""

    index = models.BigIntegerField(_("number"), primary_key=True)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="leaf", verbose_name=_("event"))
    salt = models.BinaryField(_("salt"), max_length=16)
    entered_at = models.DateTimeField(_("entered"))

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")

    def __str__(self) -> str:
        return f"{self.index}: {self.event}"


class LogNode(WrittenOnceModel):
    """The hash of a complete subtree, a leaf's too; its place is told by `log.merkle.place_of`."""

    place = models.BigIntegerField(_("position"), primary_key=True)
    hash = models.BinaryField(_("hash"), max_length=32)

    class Meta:
        verbose_name = _("log node")
        verbose_name_plural = _("log nodes")

    def __str__(self) -> str:
        return str(self.place)


class LogCheckpoint(WrittenOnceModel):
    """A signed state of the log."""

    size = models.BigIntegerField(_("size"), primary_key=True)
    note = models.TextField(_("signed note"))
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("checkpoint of the log")
        verbose_name_plural = _("checkpoints of the log")
        get_latest_by = "size"

    def __str__(self) -> str:
        return str(self.size)
