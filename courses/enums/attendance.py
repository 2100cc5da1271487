"""The words of attendance files that come in a fixed set."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayOrder(models.TextChoices):
    """How a file writes days."""

    DAY_FIRST = "day", _("day first, 31/12/2026")
    MONTH_FIRST = "month", _("month first, 12/31/2026")


class StayProblem(models.TextChoices):
    """What is wrong with one row of an online room’s file."""

    NOBODY = "nobody", _("neither a name nor an address")
    TIMES = "times", _("the times cannot be read")
    BACKWARDS = "backwards", _("it ends before it begins")
    OUTSIDE = "outside", _("not at the time of the session")


class MatchState(models.TextChoices):
    """Whom a person of an online room’s file is taken for."""

    KNOWN = "known", _("recorded: the address has a seat")
    RECORDED = "recorded", _("recorded already: nothing changes")
    DOUBTFUL = "doubtful", _("same name, another address: choose")
    SEATLESS = "seatless", _("an account without a seat: choose")
    UNKNOWN = "unknown", _("not known here: left out")
    UNREADABLE = "unreadable", _("an error in the file: left out")
