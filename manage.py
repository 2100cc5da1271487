#!/usr/bin/env python
"""Django's command line, with the Celery application loaded so that commands may queue tasks."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "academy.settings.development")
    from academy import celery  # noqa: F401, PLC0415 - reads the settings named in the line above

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
