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


class _Libraries(logging.Handler):
    """Says in one structured line that a library warned, where, and nothing that it was told.

    The text of such a warning may hold what people typed, so only its template is kept, and only
    where the values stand apart from it.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line."""
        structlog.get_logger(record.name).log(
            record.levelno,
            "library-warned",
            library=record.name,
            where=f"{record.module}:{record.lineno}",
            template=record.msg if record.args and isinstance(record.msg, str) else "",
        )


def configure(config: dict[str, Any]) -> None:
    """Set logging up; Django calls it once with the LOGGING setting."""
    level = config["level"]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {
                "null": {"class": "logging.NullHandler"},
                "libraries": {"()": _Libraries, "level": "WARNING"},
            },
            "root": {"handlers": ["libraries"], "level": "WARNING"},
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
