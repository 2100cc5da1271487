"""The words of seminars that come in a fixed set."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SeminarFormat(models.TextChoices):
    """Where a seminar's meetings take place."""

    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("hybrid")


class Meetings(models.TextChoices):
    """How the sessions of a seminar belong together."""

    PARTS = "parts", _("parts of one whole: people come to all of them")
    REPEATS = "repeats", _("the same each time: people choose one")


class SeminarApproval(models.TextChoices):
    """Who has to agree before somebody may have a seat."""

    NONE = "none", _("nobody: whoever registers has a seat while there are some")
    ORGANISER = "organiser", _("the organiser")
    INSTITUTION = "institution", _("the person’s own institution")
    BOTH = "both", _("the own institution, and the organiser")


class SessionState(models.TextChoices):
    """A session takes place, unless it was cancelled; a cancelled one stays cancelled."""

    PLANNED = "planned", _("takes place")
    CANCELLED = "cancelled", _("cancelled")


class RegistrationState(models.TextChoices):
    """Where somebody stands with one session. Only `CONFIRMED` and `OFFERED` hold a seat."""

    REQUESTED = "requested", _("awaiting approval")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("a seat is offered")
    CONFIRMED = "confirmed", _("registered")
    CANCELLED = "cancelled", _("registration cancelled")
    LAPSED = "lapsed", _("the offer has lapsed")
    REFUSED = "refused", _("not approved")
    CALLED_OFF = "called_off", _("the session was cancelled")


class RegistrationLetterKind(models.TextChoices):
    """What somebody is written about a registration."""

    REQUESTED = "requested", _("the registration awaits approval")
    CONFIRMED = "confirmed", _("there is a seat")
    WAITING = "waiting", _("there is a place on the waiting list")
    OFFERED = "offered", _("a seat has become free, please confirm")
    MOVED_UP = "moved_up", _("moved up from the waiting list")
    LAPSED = "lapsed", _("the offer has lapsed")
    REFUSED = "refused", _("not approved")
    CHANGED = "changed", _("time or place has changed")
    CANCELLED = "cancelled", _("the registration was cancelled")
    CALLED_OFF = "called_off", _("the session was cancelled")
    REPEATED = "repeated", _("the session is held again")
    REMINDER = "reminder", _("reminder")
    THANKS = "thanks", _("thanks, with the materials")
    MESSAGE = "message", _("message of the organiser")


class Audience(models.TextChoices):
    """To whom an organiser writes."""

    CONFIRMED = "confirmed", _("those with a seat")
    WAITING = "waiting", _("those on the waiting list")
    OFFERED = "offered", _("those who have not confirmed yet")
    EVERYBODY = "everybody", _("all of these")


class AnswerKind(models.TextChoices):
    """How an organiser’s own question is answered."""

    LINE = "line", _("one line of text")
    CHOICE = "choice", _("one of several answers")
    YES_NO = "yes_no", _("yes or no")


class AttendanceWay(models.TextChoices):
    """How it is known that somebody was there."""

    HAND = "hand", _("by hand")
    TICKET = "ticket", _("the participant’s code was scanned")
    SCREEN = "screen", _("the participant scanned the code on the screen")
    FILE = "file", _("file of the online room")


class EvaluationFieldType(models.TextChoices):
    """How a question of an evaluation is answered. The keys are those of Wagtail’s form builder, and one more."""

    SCALE = "scale", _("a mark from 1 to 5")
    RADIO = "radio", _("one of several answers")
    DROPDOWN = "dropdown", _("one of several answers, in a list that opens")
    CHECKBOXES = "checkboxes", _("any of several answers")
    SINGLELINE = "singleline", _("one line of text")
    MULTILINE = "multiline", _("several lines of text")


#: Questions with answers to choose from.
CHOOSING = (EvaluationFieldType.RADIO, EvaluationFieldType.DROPDOWN, EvaluationFieldType.CHECKBOXES)
#: States that hold a seat.
SEATED = (RegistrationState.CONFIRMED, RegistrationState.OFFERED)
#: States in which something is still to come of a registration.
ACTIVE = (RegistrationState.REQUESTED, RegistrationState.WAITING, *SEATED)
