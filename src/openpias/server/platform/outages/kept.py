"""Which outages does this process know of, also while the database is the thing that is out?

Looked up at most once a minute and process, when a page is drawn; JSON calls never ask.
"""

import time
from datetime import datetime

from django.db import InterfaceError, OperationalError

from openpias.server.platform.outages import queries
from openpias.server.platform.outages.queries import OutageView

KEPT_SECONDS = 60.0

_kept: list[tuple[float, tuple[OutageView, ...]]] = []


def planned(*, now: datetime) -> tuple[OutageView, ...]:
    """Return outages that have not ended; what was known before when the database is silent."""
    clock = time.monotonic()
    if not _kept or clock - _kept[0][0] > KEPT_SECONDS:
        _kept[:] = [(clock, _looked_up(now))]
    return tuple(each for each in _kept[0][1] if now < each.ends_at)


def forget() -> None:
    """Look again at the next page, after a change in this process."""
    _kept.clear()


def _looked_up(now: datetime) -> tuple[OutageView, ...]:
    try:
        return tuple(queries.planned(now=now))
    except (OperationalError, InterfaceError):
        return _kept[0][1] if _kept else ()
