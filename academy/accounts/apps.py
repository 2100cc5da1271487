from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "academy.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Register the refusals of production."""
        from academy.accounts import checks  # noqa: F401, PLC0415 - they need the models, which are not ready above
