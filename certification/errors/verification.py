"""What those who verify are told in place of an answer."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken
from academy.lists.unreadable import ListUnreadable


class MalformedCode(RuleBroken):
    """The text is no certificate code: wrong length, foreign symbols, or a check symbol that does not fit."""

    message = _("The code is not written correctly. Compare it with the certificate, symbol by symbol.")


class TooManyQuestions(RuleBroken):
    """More questions came, from one network or in all, than people ask. It says nothing about the certificate."""

    message = _(
        "Verification is not available right now. This does not mean that the certificate is invalid. "
        "Try again in 10 minutes."
    )


class AnswerTooOld(RuleBroken):
    """The answer was told some time ago, was not told by us, or is about somebody who has been erased since."""

    message = _("The answer has been on the screen for too long. Verify again, then ask for the receipt.")


class CodesUnreadable(ListUnreadable):
    """The whole file cannot be taken as a list of codes; nothing of it is kept."""

    TOO_MANY_CODES = _("The list has more than 10,000 lines. Divide it into several files.")
    MISSING = _("No certificate code was found in the file. Put the codes into one column, one in each line.")

    message = MISSING


class TooManyLists(RuleBroken):
    """The person has uploaded as many lists of codes today as one may."""

    message = _("Twenty lists a day can be checked. Go on tomorrow, or let a program ask: see the API.")


class TooManyCodes(RuleBroken):
    """With this list, more codes would be asked for in a day than one account, or one network, may."""

    message = _(
        "Too many codes have been checked from your account or your network since yesterday to take this list too. "
        "Bring it tomorrow, or divide it."
    )
