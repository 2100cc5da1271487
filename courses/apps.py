from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoursesConfig(AppConfig):
    name = "courses"
    verbose_name = _("Learning")

    def ready(self) -> None:
        """Connect the receivers: they import models, which are not ready before."""
        import_module("courses.receivers")
