"""Production as it is, and one address more: the view with which verification is compared."""

from academy.settings.production import *  # noqa: F403 - a settings module extends another

ROOT_URLCONF = "tests.benchmarks.urls"
