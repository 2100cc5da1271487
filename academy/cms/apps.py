from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "academy.cms"
    label = "cms"
    verbose_name = _("Website")

    def ready(self) -> None:
        """Write the letters of reviews, of which Wagtail, ready later, finds that somebody does; keep frames fresh."""
        from academy.cms import generations, letters  # noqa: PLC0415 - models are ready only now

        generations.connect()
        letters.connect()
