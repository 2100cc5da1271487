"""Lines on standard error: in columns for people, as JSON for machines (LOG_FORMAT)."""

from typing import Any

from academy.settings.environment import env

LOGGING_CONFIG = "academy.logs.configuration.configure"
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "academy.logs.shaping.formatter", "as_json": env.str("LOG_FORMAT", default="columns") == "json"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {
        **{
            name: {"level": "WARNING"}
            # Celery's lines of each task say what ours say.
            for name in (
                "celery.app.trace",
                "celery.beat",
                "celery.worker.strategy",
                "django_tasks",
                "fontTools",
                "pikepdf",
                "wagtail",
                "weasyprint",
            )
        },
        # What was not found, or not allowed, stands in the line of the request.
        "django.request": {"level": "ERROR"},
        # The broker made of folders has no host, and says so at every connection.
        "kombu.connection": {"level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
