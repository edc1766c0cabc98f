"""Which terminals does a provider have, so that a specialist on the telephone can name one?"""

from dataclasses import dataclass
from datetime import datetime

from openpias.server.cards.models import Terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalView:
    """A terminal that was enrolled."""

    public_id: str
    name: str
    serial: str
    house: str
    enrolled_at: datetime


def of_provider(provider_code: str) -> tuple[TerminalView, ...]:
    """Return the terminals of a provider, the newest first."""
    found = Terminal.objects.filter(provider_code=provider_code).order_by("-enrolled_at")
    return tuple(
        TerminalView(
            public_id=str(each.public_id),
            name=each.name,
            serial=each.serial,
            house=each.house_code,
            enrolled_at=each.enrolled_at,
        )
        for each in found
    )
