"""What is logged and in what form: enough to mend a fault, nothing about a person.

The words of an exception can hold what somebody typed or a row of the database, so they are left out: its
type and the lines of program that it passed through are kept.
"""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Writes an exception without its message."""

    def formatException(self, ei: ExceptionInfo) -> str:
        """The exception's type, and the file, line and function of each step."""
        kind, _, trace = ei
        steps = [f"  {step.filename}:{step.lineno} in {step.name}" for step in traceback.extract_tb(trace)]
        return "\n".join([*steps, f"  {kind.__module__}.{kind.__qualname__}" if kind else ""])

    def format(self, record: logging.LogRecord) -> str:
        """As usual, but never with the exception text that another handler may have left behind."""
        record.exc_text = None
        return super().format(record)


class RouteInsteadOfAddress(logging.Filter):
    """An address names a child by its id: the log keeps the pattern of the address instead."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Django logs "reason: path" with the request at hand."""
        request = getattr(record, "request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple) and path in record.args:
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "an address that is not there"
            record.args = tuple(route if part == path else part for part in record.args)
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "quiet": {
            "()": "waylight.ops.logs.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"routes": {"()": "waylight.ops.logs.RouteInsteadOfAddress"}},
    "handlers": {
        "terminal": {"class": "logging.StreamHandler", "formatter": "quiet", "filters": ["routes"]},
    },
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {
        # No mail to administrators, no page with a traceback: one line and the steps.
        "django": {"handlers": ["terminal"], "level": "WARNING", "propagate": False},
    },
}
