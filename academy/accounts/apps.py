from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "academy.accounts"
    label = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        """Register the refusals of production, and connect the receivers: both need the models, not ready above."""
        import_module("academy.accounts.checks")
        import_module("academy.accounts.login_lines")
        import_module("academy.accounts.receivers")
        import_module("academy.accounts.recording")
