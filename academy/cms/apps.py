from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "academy.cms"
    label = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        """Write the letters of reviews; Wagtail, which is ready later, finds that somebody does."""
        from academy.cms import letters  # noqa: PLC0415 - models are ready only now

        letters.connect()
