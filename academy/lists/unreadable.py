"""Why a list is not taken, in words for whoever brings it."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class ListUnreadable(RuleBroken):
    """The whole file cannot be taken as a list; nothing of it is kept."""

    TOO_LARGE = _("The file is larger than 2 MB. Divide the list, or leave only what is asked for in it.")
    TOO_MANY = _("The list has more than 5,000 lines. Divide it into several files.")
    EMPTY = _("The file holds no lines. Choose another one.")
    ENCODING = _(
        "The letters of this file cannot be told. In your spreadsheet program, save it as “CSV UTF-8” or as XLSX, and "
        "choose it again."
    )
    MACROS = _("The file holds macros, which are not taken. Save it as XLSX without macros.")
    NOT_A_LIST = _("This is neither a CSV nor an XLSX file. Save the list as one of these.")
    DAMAGED = _("The file cannot be read. Save it again as “CSV UTF-8” or as XLSX.")

    TOO_MUCH = _(
        "Reading this file would take too long. Leave only the columns that are asked for in it, or save the list as "
        "“CSV UTF-8”."
    )

    message = DAMAGED


class AddressesMissing(ListUnreadable):
    """No column of the list holds e-mail addresses."""

    message = _("No e-mail address was found in the file. Put the addresses into one column.")
