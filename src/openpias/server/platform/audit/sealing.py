"""How does the background process seal, again and again?"""

from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import structlog
from django.conf import settings

from openpias.server.platform.audit.anchor import Anchor
from openpias.server.platform.audit.connections import open_connection
from openpias.server.platform.audit.head_keys import HeadSigner
from openpias.server.platform.audit.heads import HeadsFile
from openpias.server.platform.audit.sealer import (
    Sealer,
    SealerUnavailableError,
    refuse_without_commit_times,
)

# Twice this, and the work itself, is how long an entry waits for its seal.
PAUSE_SECONDS = 0.25
_log = structlog.get_logger()


class Sealing:
    """The sealer and its heads on one connection; opened again after a failure."""

    def __init__(self, *, stopping: Callable[[], bool]) -> None:
        """Open the connection; raises psycopg's errors, HeadKeyError, OSError, SealerUnavailableError."""
        self._anchor = Anchor(file=HeadsFile(settings.AUDIT_HEADS_FILE), signer=HeadSigner.load())
        self._connection = open_connection(name="openpias sealer")
        try:
            refuse_without_commit_times(self._connection)
        except (psycopg.Error, SealerUnavailableError):
            self._connection.close()
            raise
        self._sealer = Sealer(self._connection, key=settings.AUDIT_KEY, stopping=stopping)
        self._head_failed = False

    def step(self) -> None:
        """Seal what can be sealed and keep its head; the clock is read here."""
        now = datetime.now(UTC)
        self._sealer.step(now=now)
        self._sealer.walk(now=now)
        if self._sealer.leads:
            self._keep_head(now)

    def close(self) -> None:
        """Give the connection, and with it the lead, back."""
        self._connection.close()

    def _keep_head(self, now: datetime) -> None:
        """Write the head; while the file cannot be written, sealing goes on and it is said once."""
        try:
            self._anchor.keep(self._sealer.tip, now=now)
        except OSError as error:
            if not self._head_failed:
                _log.error("audit-head-not-written", errno=error.errno)
            self._head_failed = True
        else:
            self._head_failed = False
