"""When is a head written?"""

from datetime import datetime, timedelta

from openpias.server.platform.audit.head_keys import HeadSigner
from openpias.server.platform.audit.heads import HeadsFile, as_text
from openpias.server.platform.audit.sealer import Tip

EVERY = timedelta(seconds=5)


class Anchor:
    """Writes the sealer's tip as a head: at most every five seconds, only when it moved.

    After a crash between a batch and its head, the first call writes the missing head.
    """

    def __init__(self, *, file: HeadsFile, signer: HeadSigner) -> None:
        self._file = file
        self._signer = signer
        last = file.last()
        self._position = last.position if last else 0
        self._written_at: datetime | None = None

    def keep(self, tip: Tip, *, now: datetime) -> bool:
        """Write a head if one is due and return whether it was; raises OSError."""
        if tip.position in {0, self._position} or not self._is_due(now):
            return False
        head = self._signer.sign(position=tip.position, chain=tip.chain, at_text=as_text(now))
        self._file.append(head)
        self._position, self._written_at = tip.position, now
        return True

    def _is_due(self, now: datetime) -> bool:
        return self._written_at is None or not timedelta(0) <= now - self._written_at < EVERY
