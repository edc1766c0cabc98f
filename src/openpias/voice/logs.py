"""What does the voice service log? One JSON object a line, with names of ours and no numbers of people."""

import structlog


def configure() -> None:
    """Set logging up."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(),
    )
