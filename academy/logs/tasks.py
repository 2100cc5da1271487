"""One line for each task, with the id of the request that queued it."""

import logging
from time import perf_counter
from typing import Any, Final

import structlog
from celery import Task
from celery.signals import before_task_publish, setup_logging, task_postrun, task_prerun

log = structlog.get_logger(__name__)

#: Sent every few seconds for its own sake.
QUIET: Final = frozenset({"academy.house.tasks.pulse"})


def connect() -> None:
    """Listen to Celery, and keep it from arranging the logging anew."""
    setup_logging.connect(leave_logging_alone)
    before_task_publish.connect(hand_on)
    task_prerun.connect(take_up)
    task_postrun.connect(finish)


def leave_logging_alone(**_told: Any) -> None:
    """Do nothing: Celery arranges what nobody else says to have arranged."""


def hand_on(*, headers: dict[str, Any], **_told: Any) -> None:
    """Write the id of the request, or of the task, into the message."""
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    if request_id:
        headers["request_id"] = request_id


def take_up(*, task_id: str, task: Task, **_told: Any) -> None:
    """Put task and request into each line that is written from now on."""
    known = {"task": task.name, "task_id": task_id, "request_id": (task.request.headers or {}).get("request_id")}
    tokens = structlog.contextvars.bind_contextvars(**{key: value for key, value in known.items() if value})
    task.request.line = (tokens, perf_counter())


def finish(*, task: Task, state: str, **_told: Any) -> None:
    """Write the line, and forget the task."""
    tokens, begun = task.request.line
    level = logging.DEBUG if task.name in QUIET else logging.INFO
    log.log(level, "task", state=state, ms=round((perf_counter() - begun) * 1000))
    structlog.contextvars.reset_contextvars(**tokens)
