"""What follows from what a card proved of itself?

The card is believed about itself: its proof is fresh, and no reset happens without a cryptogram of
the unit. The counters only grow, so a proof that says less than before is not of this card.
"""

from dataclasses import dataclass

from openpias.core.contracts.management_unit import ProofPurpose
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.life_cycle import Act
from openpias.core.smartcard.states import AuthenticationState, CardState


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the unit knew of the card before the proof."""

    state: CardState
    pin_changes: int
    resets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """What the unit writes because of a proof; `code` is what the station is told."""

    code: Code
    authentication: AuthenticationState
    acts: tuple[Act, ...] = ()
    was_reset: bool = False
    was_changed: bool = False
    is_blocked: bool = False

    @property
    def touches_card(self) -> bool:
        """Tell whether anything about the card itself is new."""
        return bool(self.acts) or self.was_reset or self.was_changed or self.is_blocked


def judge(status: CardStatus, *, known: Known, purpose: ProofPurpose) -> Consequences:
    """Return what follows; a counter that fell, or a card that forgot its activation, is a copy."""
    failed = AuthenticationState.FAILED
    if status.pin_changes < known.pin_changes or status.resets < known.resets:
        return Consequences(code=Code.CARD_INVALID, authentication=failed)
    if known.state in _ONCE_ACTIVATED and not status.activated:
        return Consequences(code=Code.CARD_INVALID, authentication=failed)
    was_reset = status.resets > known.resets
    was_changed = status.pin_changes > known.pin_changes and not status.must_change
    is_known = status.pin_verified and not status.blocked and not status.must_change
    acts = _acts(status, known.state)
    return Consequences(
        code=_code(status, _after(known.state, acts), is_known=is_known, purpose=purpose),
        authentication=AuthenticationState.AUTHENTICATED if is_known else _unknown(purpose),
        acts=acts,
        was_reset=was_reset,
        was_changed=was_changed,
        is_blocked=status.blocked and known.state in _ONCE_ACTIVATED,
    )


_ONCE_ACTIVATED = frozenset({CardState.ACTIVE, CardState.BLOCKED, CardState.BEING_UPDATED})
_RESULT = {
    Act.ACTIVATE: CardState.ACTIVE,
    Act.BLOCK: CardState.BLOCKED,
    Act.UNBLOCK: CardState.ACTIVE,
}


def _acts(status: CardStatus, state: CardState) -> tuple[Act, ...]:
    """Return the acts that bring the register to what the card says, in their order."""
    acts = []
    if state is CardState.INACTIVE and status.activated:
        acts.append(Act.ACTIVATE)
        state = CardState.ACTIVE
    # A card that was reset and not yet changed is still closed to everything but the change.
    is_closed = status.blocked or status.must_change
    if state is CardState.ACTIVE and is_closed:
        acts.append(Act.BLOCK)
    elif state is CardState.BLOCKED and not is_closed:
        acts.append(Act.UNBLOCK)
    return tuple(acts)


def _after(state: CardState, acts: tuple[Act, ...]) -> CardState:
    return _RESULT[acts[-1]] if acts else state


def _unknown(purpose: ProofPurpose) -> AuthenticationState:
    if purpose is ProofPurpose.AUTHENTICATION:
        return AuthenticationState.FAILED
    return AuthenticationState.NOT_AUTHENTICATED


def _code(status: CardStatus, state: CardState, *, is_known: bool, purpose: ProofPurpose) -> Code:
    everyday = everyday_code(state)
    asks_holder = purpose is ProofPurpose.AUTHENTICATION
    if asks_holder and everyday is Code.OK and not is_known:
        return Code.AUTHENTICATION_FAILED
    if asks_holder or everyday is Code.CARD_STATE_INVALID:
        return everyday
    reached = {
        ProofPurpose.BLOCK: status.blocked,
        ProofPurpose.ACTIVATION: status.activated,
        ProofPurpose.RESET: status.resets > 0 and not status.blocked,
        ProofPurpose.CHANGE: not status.blocked and not status.must_change,
    }
    return Code.OK if reached[purpose] else _NOT_REACHED[purpose]


_NOT_REACHED = {
    ProofPurpose.BLOCK: Code.UNIT_TRANSACTION_INVALID,
    ProofPurpose.ACTIVATION: Code.CARD_NOT_ACTIVATED,
    ProofPurpose.RESET: Code.PIN_RESET_FAILED,
    ProofPurpose.CHANGE: Code.PIN_CHANGE_FAILED,
}


def everyday_code(state: CardState) -> Code:
    """Return 0, or why a card in this state serves no patient."""
    return {
        CardState.ACTIVE: Code.OK,
        CardState.BLOCKED: Code.CARD_BLOCKED,
        CardState.INACTIVE: Code.CARD_NOT_ACTIVATED,
    }.get(state, Code.CARD_STATE_INVALID)
