"""What do logs look like? One JSON object a line, with ids and routes, never what people typed."""

import logging
import logging.config
from typing import Any

import structlog

# Django's own loggers would write paths, addresses and exception texts; ours say the same safely.
_SILENT = ("django.request", "django.security", "django.server", "django.db.backends")


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
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.WriteLoggerFactory(),
        cache_logger_on_first_use=False,
    )
