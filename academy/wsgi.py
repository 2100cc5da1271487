"""The web server's entrance; it loads the Celery application so that views may queue tasks."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.production")

from django.core.wsgi import get_wsgi_application

from academy import celery  # noqa: F401 - binds shared tasks to the configured broker

application = get_wsgi_application()
