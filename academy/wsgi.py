"""The web server's entrance; it loads the Celery application so that views may queue tasks."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.production")

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from academy import celery  # noqa: F401 - binds shared tasks to the configured broker
from academy.postgresql.patience import PatientConnection

PatientConnection.patience = settings.DATABASE_PATIENCE or None
application = get_wsgi_application()

if settings.PRODUCTION:
    # A server process runs no system checks of its own; with an impossible setting it must not start.
    call_command("check")
