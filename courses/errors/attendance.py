"""Being at a session: checking in, leaving, files of online rooms, corrections."""

from django.utils.translation import gettext_lazy as _

from courses.errors.admission import ListUnreadable


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
