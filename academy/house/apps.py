from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class HouseConfig(AppConfig):
    name = "academy.house"
    label = "house"
    verbose_name = _("State of the house")

    def ready(self) -> None:
        """Hear Celery's beat when it sends a pulse, and report errors where the settings say so."""
        from academy.house import receivers, reports  # noqa: PLC0415 - models are ready only now

        receivers.connect()
        if settings.SENTRY_DSN:
            reports.start()
