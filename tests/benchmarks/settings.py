"""Production as it is, and what it is compared with: bare views, and a plain page of Wagtail."""

from academy.settings.production import *  # noqa: F403 - a settings module extends another
from academy.settings.production import INSTALLED_APPS, MIDDLEWARE, STORAGES, WAGTAILSEARCH_BACKENDS

ROOT_URLCONF = "tests.benchmarks.urls"
INSTALLED_APPS = [*INSTALLED_APPS, "tests.benchmarks.plain"]
MIDDLEWARE = ["tests.benchmarks.middleware.AnewMiddleware", *MIDDLEWARE]
# Compressing the files takes a minute, and no page shows whether they are.
STORAGES["staticfiles"]["BACKEND"] = "academy.cms.static_files.RememberedAddresses"
# Half of the time in which pages are made; the catalogue's search has its own words.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
