"""Does an authorisation to reset a PIN serve now, here, and for what?

Bound to card, provider, terminal and fifteen minutes (seed 003 asks for an act of the specialist; the
bounds are ours).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openpias.core.contracts.management_unit import AuthorisedStep

MINUTES = 15
# Each try of a card that is pulled at the wrong moment takes one; more is not a slip any more.
MOST_CRYPTOGRAMS = 10
# Two machines of one installation may differ so much; a clock that jumped back further opens nothing.
CLOCKS_DIFFER = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorisation:
    """An authorisation as far as deciding needs it; `terminal` is empty until the first use."""

    id: int
    provider: str
    terminal: int | None
    given_at: datetime
    expires_at: datetime
    cryptograms: int
    reset_at: datetime | None
    changed_at: datetime | None

    def serves(self, *, provider: str, terminal: int, at: datetime) -> bool:
        """Tell whether this provider may use it at this terminal now."""
        return (
            self.provider == provider
            and self.terminal in {None, terminal}
            and self.given_at - CLOCKS_DIFFER <= at < self.expires_at
            and self.cryptograms < MOST_CRYPTOGRAMS
            and self.changed_at is None
        )

    @property
    def steps_left(self) -> tuple[AuthorisedStep, ...]:
        """Return what is still to do; each step is done once."""
        left = [AuthorisedStep.RESET] if self.reset_at is None else []
        return (*left, AuthorisedStep.CHANGE) if self.changed_at is None else tuple(left)


def expiry(given_at: datetime) -> datetime:
    """Return when an authorisation that is given now ends."""
    return given_at + timedelta(minutes=MINUTES)
