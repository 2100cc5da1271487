"""The words of learning that come in a fixed set."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How much a course takes for granted."""

    BEGINNER = "beginner", _("beginner")
    INTERMEDIATE = "intermediate", _("intermediate")
    ADVANCED = "advanced", _("advanced")


class Accent(models.TextChoices):
    """The colour of a course's catalogue card; it never carries meaning alone."""

    FIRUZA = "firuza", _("turquoise")
    NAR = "nar", _("pomegranate")
    GOLD = "gold", _("gold")


class AttemptState(models.TextChoices):
    """An attempt is open until it is submitted, or closed by the server's clock."""

    OPEN = "open", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    TIMED_OUT = "timed_out", _("closed when time was up")


class ExtraTime(models.IntegerChoices):
    """How much longer than others somebody may take over a timed test, in per cent of its limit.

    Ten times the limit is what WCAG 2.2 (2.2.1) wants to be possible.
    """

    NONE = 0, _("no extra time")
    QUARTER = 25, _("a quarter more")
    HALF = 50, _("half as much again")
    DOUBLE = 100, _("twice the time")
    THREEFOLD = 200, _("three times the time")
    TENFOLD = 900, _("ten times the time")


class SeminarFormat(models.TextChoices):
    """Where a seminar's meetings take place."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")
