"""What do logs look like? One JSON object a line, with ids and routes, never what people typed."""

import contextlib
import logging
import logging.config
import sys
from typing import Any, TextIO, cast

import msgspec
import structlog

# Django's own loggers would write paths, addresses and exception texts; ours say the same safely.
_SILENT = ("django.request", "django.security", "django.server", "django.db.backends")


class _Forgiving:
    """Writes to standard output, and lets a line go that cannot be written.

    A full disk must not turn every answer into a fault: whoever is served comes before the log.
    """

    def write(self, text: str) -> None:
        """Write a line, or not."""
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.write(text)

    def flush(self) -> None:
        """Send what was written on its way, or not."""
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()


def _line(entry: dict[str, Any], **_: object) -> str:
    return msgspec.json.encode(entry, enc_hook=str).decode()


def configure(config: dict[str, Any]) -> None:
    """Set logging up; Django calls it once with the LOGGING setting."""
    level = config["level"]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"null": {"class": "logging.NullHandler"}},
            "loggers": {
                name: {"handlers": ["null"], "propagate": False, "level": "CRITICAL"}
                for name in _SILENT
            },
        }
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(file=cast("TextIO", _Forgiving())),
        cache_logger_on_first_use=True,
    )
