"""How are the houses reached, also while the database is silent?

Looked up at most once a minute and process: the page is open to everybody.
"""

import time
from dataclasses import dataclass
from datetime import date

from django.db import InterfaceError, OperationalError

from openpias.server.providers.queries.houses import houses

KEPT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicContact:
    """A house as everybody may see it; `contact` is empty where none was written."""

    code: str
    name: str
    seat: str
    contact: str
    ended_on: date | None


_kept: list[tuple[float, tuple[PublicContact, ...]]] = []


def known(*, today: date) -> tuple[PublicContact, ...]:
    """Return the houses that have not ended; what was known before when the database is silent."""
    return tuple(each for each in _every_house() if each.ended_on is None or today <= each.ended_on)


def of(code: str) -> PublicContact | None:
    """Return one house, ended or not."""
    return next((each for each in _every_house() if each.code == code), None)


def forget() -> None:
    """Look again at the next page, after a change in this process."""
    _kept.clear()


def _every_house() -> tuple[PublicContact, ...]:
    clock = time.monotonic()
    if not _kept or clock - _kept[0][0] > KEPT_SECONDS:
        _kept[:] = [(clock, _looked_up())]
    return _kept[0][1]


def _looked_up() -> tuple[PublicContact, ...]:
    try:
        return tuple(
            PublicContact(
                code=each.code,
                name=each.name,
                seat=each.seat,
                contact=each.contact(),
                ended_on=each.valid_to,
            )
            for each in houses()
        )
    except (OperationalError, InterfaceError):
        return _kept[0][1] if _kept else ()
