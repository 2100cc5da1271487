"""What no transcript can be made of."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class NothingToList(RuleBroken):
    """A transcript of days in which nothing was achieved, or of which there is no template."""

    message = _("There are no certificates and no hours in these days. Choose other days.")


class TooMuchToList(RuleBroken):
    """A transcript of more than its pages can hold."""

    message = _("There is too much in these days for one transcript. Choose a shorter period.")


class TooManyTranscripts(RuleBroken):
    """More transcripts were asked for in a day than people need; each is drawn and signed."""

    message = _("You have asked for many transcripts today. Those that you have stay valid; ask again tomorrow.")
