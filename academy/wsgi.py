"""The web server's entrance; it loads the Celery application so that views may queue tasks."""

import gc
import os
from importlib import import_module

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.production")
# What is loaded stays: looking through it again and again for what can be thrown away takes a quarter of the start.
gc.disable()

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from academy import celery  # noqa: F401 - binds shared tasks to the configured broker
from academy.postgresql.patience import PatientConnection

PatientConnection.patience = settings.DATABASE_PATIENCE or None
application = get_wsgi_application()
# The first visitor does not wait until all views are loaded.
import_module(settings.ROOT_URLCONF)

if settings.PRODUCTION:
    # A server process runs no system checks of its own; with an impossible setting it must not start. What is wrong
    # with the code is told by the checks of `migrate`, before it.
    call_command("check", tags=[Tags.security])

gc.freeze()
gc.enable()
