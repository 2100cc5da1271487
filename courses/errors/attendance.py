"""Being at a session: checking in, leaving, files of online rooms, corrections."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken
from academy.lists.unreadable import ListUnreadable


class AttendanceUnreadable(ListUnreadable):
    """The whole file cannot be taken as the attendance of an online room; nothing of it is kept."""

    NO_TIMES = _(
        "No table with names or addresses and times of joining was found in the file. Download the attendance report "
        "of the room once more, with the times of joining and leaving in it."
    )
    NO_PEOPLE = _("Nobody stands in the file. Check that it is the report of this session.")

    message = NO_TIMES


class DaysAmbiguous(AttendanceUnreadable):
    """The days of the file may begin with the day or with the month; a guess would move people to another day."""

    message = _(
        "The file does not tell whether its dates begin with the day or with the month. Choose it here, and choose the "
        "file again."
    )


class CheckInNotOpen(RuleBroken):
    """People are checked in from an hour before the session on."""

    def __init__(self, opens_at: datetime) -> None:
        """Say from when, by the clock of the session."""
        moment = date_format(opens_at, "DATETIME_FORMAT")
        super().__init__(format_lazy(_("Nobody can be checked in yet. Check-in opens: {moment}"), moment=moment))


class CheckInOver(RuleBroken):
    """The session has ended."""

    message = _(
        "The session has ended, so nobody is checked in any more. Whoever was there and is not on the list is added on "
        "the page of attendance, with a reason."
    )


class SeatMissing(RuleBroken):
    """The person has no seat in this session, and nobody has said that she or he may stay."""

    message = _("There is no seat for this person in the session. Whoever runs it can check people in all the same.")


class ScreenCodeExpired(RuleBroken):
    """The code came from the screen more than a moment ago."""

    message = _("This code is no longer shown. Scan the one that is on the screen now.")


class SessionAhead(RuleBroken):
    """The session has not begun, so nobody can have attended it."""

    message = _("The session has not begun. Nothing was recorded.")


class SessionUnderWay(RuleBroken):
    """Attendance is closed when the session is over."""

    message = _("The session has not ended. Attendance can be closed afterwards; until then nothing is lost.")


class MinutesOutside(RuleBroken):
    """Nobody attends for less than no time, or for longer than the session takes."""

    def __init__(self, most: int) -> None:
        """Say how many there can be."""
        words = _("Nothing was changed: the session takes {most} min, so nobody attended for longer.")
        super().__init__(format_lazy(words, most=most))


class CorrectionUnexplained(RuleBroken):
    """A correction is read by others later, so it says why."""

    message = _("Nothing was changed: say in a few words why it is corrected.")
