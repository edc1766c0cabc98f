"""How did an operation on a card end, how many tries are left, and what stands behind the code?"""

from dataclasses import dataclass
from enum import StrEnum

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.connections import CardError


class Reason(StrEnum):
    """What a code alone does not say."""

    NEW_PIN_IS_RESET_PIN = "new-pin-is-reset-pin"
    PIN_MUST_BE_CHANGED = "pin-must-be-changed"
    NO_PERMISSION = "no-permission"
    UNIT_CRYPTOGRAM_REFUSED = "unit-cryptogram-refused"
    ENTRY_TIMED_OUT = "entry-timed-out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an operation; `tries_left` where the card told it, 0 when it is blocked."""

    code: Code
    tries_left: int | None = None
    reason: Reason | None = None

    @property
    def is_done(self) -> bool:
        """Tell whether the operation succeeded."""
        return self.code is Code.OK


DONE = Outcome(code=Code.OK)


class CardRefused(CardError):  # noqa: N818 - a refusal is a fact
    """The card is there and says no; `outcome` is what it said."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.code = outcome.code
        super().__init__()
