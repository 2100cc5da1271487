"""The development settings with one app more."""

from academy.settings.development import *  # noqa: F403 - a settings module extends another
from academy.settings.development import INSTALLED_APPS

INSTALLED_APPS += ["tests.faults.half_way"]
