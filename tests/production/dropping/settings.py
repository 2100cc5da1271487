"""The settings of the tests with a release that loses data."""

from academy.settings.test import *  # noqa: F403 - as the settings are made of each other
from academy.settings.test import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.production.dropping"]
