"""What the record of changes tells, by what is changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeKind(models.TextChoices):
    """One list for all that write here, so that whoever reads finds every kind on one page."""

    ROLE_GIVEN = "role_given", _("role given")
    ROLE_TAKEN = "role_taken", _("role withdrawn")
    RIGHT_GIVEN = "right_given", _("single right given")
    RIGHT_TAKEN = "right_taken", _("single right withdrawn")
    SUPERUSER_MADE = "superuser_made", _("made superuser")
    SUPERUSER_ENDED = "superuser_ended", _("superuser no longer")
    ACCOUNT_ON = "account_on", _("account activated")
    ACCOUNT_OFF = "account_off", _("account deactivated")
    ACCOUNT_ERASED = "account_erased", _("account erased")
    EMAIL_CHANGED = "email_changed", _("e-mail address changed")
    PASSWORD_CHANGED = "password_changed", _("password changed")
    FACTOR_ADDED = "factor_added", _("second factor added")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    MEMBERSHIP_BEGUN = "membership_begun", _("membership begun")
    MEMBERSHIP_CHANGED = "membership_changed", _("role in an institution changed")
    MEMBERSHIP_ENDED = "membership_ended", _("membership ended")
    CONSENT_GIVEN = "consent_given", _("consent given")
    CONSENT_ENDED = "consent_ended", _("consent ended")
    ROLE_MADE = "role_made", _("role made")
    ROLE_CHANGED = "role_changed", _("rights of a role changed")
    ROLE_RENAMED = "role_renamed", _("role renamed")
    ROLE_REMOVED = "role_removed", _("role removed")
    KEY_MADE = "key_made", _("API key made")
    KEY_ROTATED = "key_rotated", _("API key rotated")
    KEY_ENDED = "key_ended", _("API key ended")
    ENDPOINT_MADE = "endpoint_made", _("endpoint added")
    ENDPOINT_CHANGED = "endpoint_changed", _("events of an endpoint changed")
    ENDPOINT_SECRET = "endpoint_secret", _("secret of an endpoint rotated")
    ENDPOINT_ON = "endpoint_on", _("endpoint switched on")
    ENDPOINT_OFF = "endpoint_off", _("endpoint switched off")
    ENDPOINT_FAILED = "endpoint_failed", _("endpoint switched off after failures")
    ENDPOINT_REMOVED = "endpoint_removed", _("endpoint removed")
    DELIVERY_REPLAYED = "delivery_replayed", _("message sent again")


#: What tells of programs: keys, endpoints and their messages.
OF_PROGRAMS = tuple(kind for kind in ChangeKind if kind.startswith(("key_", "endpoint_", "delivery_")))
