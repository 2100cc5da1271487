"""The shape of a line, and what is taken out of it: addresses of people, and paths, which hold codes and tokens."""

import logging
import re
import sys
from typing import Any, Final

import structlog
from django.http import HttpRequest
from structlog.typing import EventDict, Processor

from academy.logs.routes import route_of

#: An e-mail address, wherever it stands.
ADDRESS: Final = re.compile(r"[^\s@<>\"'(),;:=\[\]{}]+@[^\s@<>\"'(),;:=\[\]{}]+\.[^\W\d_]{2,}")
#: PostgreSQL quotes the row that it refuses.
DETAIL: Final = re.compile(r"DETAIL:.*?(?=\n\n|\Z)", re.DOTALL)


def without_paths(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """Name the route where Django's own messages name the path."""
    request = getattr(line.get("_record"), "request", None)
    if isinstance(request, HttpRequest):
        line["route"] = route_of(request)
        line["event"] = line["event"].replace(request.get_full_path(), "…").replace(request.path, "…")
    return line


def without_people(_logger: Any, _method: str, line: EventDict) -> EventDict:
    """Take addresses out of all texts, and rows out of what a database says."""
    return {key: cleaned(value) for key, value in line.items()}


def cleaned(value: Any) -> Any:
    """Return the text without both; whatever is no text as it is."""
    return DETAIL.sub("DETAIL: …", ADDRESS.sub("…@…", value)) if isinstance(value, str) else value


#: What our own lines and those of libraries have in common.
SHARED: Final[tuple[Processor, ...]] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
)


def formatter(*, as_json: bool) -> logging.Formatter:
    """Return what writes lines: for machines as JSON, for people in columns."""
    last: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    processors: list[Processor] = [
        without_paths,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        without_people,
        last,
    ]
    return structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED, processors=processors)
