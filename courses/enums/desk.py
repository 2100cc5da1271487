"""The words of the HR desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fulfilment(models.TextChoices):
    """Where one of the staff stands with something that the institution asks for."""

    NOT_BEGUN = "not_begun", _("not begun")
    UNDER_WAY = "under_way", _("in progress")
    COMPLETED = "completed", _("completed")
    CERTIFIED = "certified", _("certified")
    EXPIRED = "expired", _("certificate expired")
    REVOKED = "revoked", _("certificate revoked")

    @property
    def is_fulfilled(self) -> bool:
        """Whether nothing more is asked of the person."""
        return self in {Fulfilment.COMPLETED, Fulfilment.CERTIFIED}


class RequirementKind(models.TextChoices):
    """What is asked for."""

    COURSE = "course", _("a course")
    PROGRAMME = "programme", _("a programme")
    HOURS = "hours", _("hours of professional development")


class StaffInvitationState(models.TextChoices):
    """What became of an invitation to the staff of an institution."""

    WAITING = "waiting", _("awaits an answer")
    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    EXPIRED = "expired", _("expired")
    ENDED = "ended", _("taken back")


class StaffRowState(models.TextChoices):
    """What the confirmation of a list of staff does with one of its lines. The errors are those of `RowState`."""

    NEW = "new", _("will be invited")
    INVITED = "invited", _("invited already")
    STAFF = "staff", _("belongs to the staff already")
    DECLINED = "declined", _("declined in the last thirty days")
    ADDRESS = "address", _("not an e-mail address")
    DUPLICATE = "duplicate", _("this address stands further up")
    EMPTY = "empty", _("no e-mail address")
    FORMULA = "formula", _("a formula: write the text itself")


class WatchNews(models.TextChoices):
    """What whoever watches a certificate is told."""

    REVOKED = "revoked", _("revoked")
    EXPIRED = "expired", _("expired")
    REPLACED = "replaced", _("replaced")


class EnrolOutcome(models.TextChoices):
    """What became of one person whom an HR officer wanted to enrol."""

    ENROLLED = "enrolled", _("enrolled")
    THERE = "there", _("on the course already")
    REQUESTED = "requested", _("request sent to whoever runs the course")
    MISSING = "missing", _("not enrolled: something is asked for first")
