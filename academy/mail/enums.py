"""Words for what happens to letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Failure(models.TextChoices):
    """Why a letter is not sent any more."""

    #: The mail server of the address takes no letter for it, now or later.
    REFUSED = "refused", _("the address was refused")
    #: No mail server took it while it was of use.
    EXPIRED = "expired", _("it had expired before it could be sent")
    #: The key that sealed it is gone.
    UNREADABLE = "unreadable", _("the key that sealed it is gone")
