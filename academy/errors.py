"""The root of the errors that people may see: the text is translated and says what to do next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class RuleBroken(Exception):  # noqa: N818 - errors are named for the state (conventions, 17)
    """A business rule refuses the request. Nothing was written. `message` is shown to the person."""

    message: str | Promise = _("This is not possible right now. Nothing was changed.")

    def __init__(self, message: str | Promise | None = None) -> None:
        """Replace the class's own message where the occasion allows a more exact one."""
        if message is not None:
            self.message = message
        super().__init__(self.message)


class WrittenOnce(RuleBroken):
    """The row is written once: it is neither changed nor deleted."""

    message = _("This record is never changed and never deleted.")
