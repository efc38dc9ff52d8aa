"""Structured logs: one JSON object a line, each with the id of the request that it belongs to."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

_ORDINARY = frozenset(vars(logging.makeLogRecord({}))) | {"message", "request", "taskName"}


class JsonFormatter(logging.Formatter):
    """What is passed as `extra=` becomes members of the object."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if known := request_id.get():
            told["request_id"] = known
        told.update({key: value for key, value in vars(record).items() if key not in _ORDINARY})
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        # ASCII: a lone surrogate in what was asked cannot stop the line from being written.
        return json.dumps(told, default=str)


def logging_settings(level: str) -> dict[str, Any]:
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own: its e-mail handler goes, its lines come to the root.
            "django": {"handlers": [], "level": level, "propagate": True},
            # Each request is logged already, with its status: of these only what is our fault.
            "django.request": {"level": "ERROR"},
            # A line for each of a hundred triggers, at each migration.
            "pgtrigger": {"level": "WARNING"},
        },
    }
