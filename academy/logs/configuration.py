"""Puts logging in order; named by the settings (LOGGING_CONFIG), called once a process."""

import logging.config
from typing import Any

import structlog

from academy.logs.shaping import SHARED


def configure(logging_settings: dict[str, Any]) -> None:
    """Let our own lines and those of libraries go the same way."""
    logging.config.dictConfig(logging_settings)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
