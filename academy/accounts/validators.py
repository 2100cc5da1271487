"""A password validator that production adds to Django's."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from academy.accounts.demo import DEMO_PASSWORD


class PublishedPasswordValidator:
    """Refuses the password of the demo, which everybody can read in the README."""

    def validate(self, password: str, user: object = None) -> None:  # noqa: ARG002 - the signature is Django's
        """Raise for the published password, whatever the letters' case."""
        if password.casefold() == DEMO_PASSWORD.casefold():
            raise ValidationError(_("This password is printed in our documentation."), code="published")

    def get_help_text(self) -> str:
        """Say beforehand what `validate` refuses."""
        return _("Your password must not be printed in our documentation.")
