"""What the people's side refuses."""

from django.utils.translation import gettext_lazy as _

from academy.errors import RuleBroken


class DemoRefused(RuleBroken):
    """Demo accounts have a published password: production never makes them."""

    message = _("Demo accounts cannot be made in production.")
