"""Which act leads a card from which state to which, and what may be done with it there?

Source: figure 8 of the main specification (page 37) and the procedures of the insurance houses.
Arrows that the figure has not are marked `ours`, each with the reason in `docs/adr/0025`.
A new card for an old one is no arrow: reissue makes a new card in PROPOSED that names the one it
replaces, and the old one stays where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import CardState, Operation


class Act(StrEnum):
    """What happens to a card, and may change its state."""

    ENROL = "enrol"
    DISPATCH = "dispatch"
    RETURN = "return"
    DELIVER = "deliver"
    REJECT = "reject"
    ACTIVATE = "activate"
    FIND_WRONG_DATA = "find-wrong-data"
    BEGIN_UPDATE = "begin-update"
    END_UPDATE = "end-update"
    BLOCK = "block"
    UNBLOCK = "unblock"
    EXPIRE = "expire"
    SUSPEND = "suspend"
    DIE = "die"
    REINSTATE = "reinstate"
    REINSTATE_INACTIVE = "reinstate-inactive"


class SuspensionReason(StrEnum):
    """Why a card is suspended."""

    LOSS = "loss"
    THEFT = "theft"
    DAMAGE = "damage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """One step of a card's life; `ours` where the official figure does not draw it."""

    to: CardState
    ours: bool = False


class ForbiddenActError(ValueError):
    """The act does not fit the state that the card is in."""

    def __init__(self, state: CardState, act: Act) -> None:
        super().__init__(f"{act} does not fit {state.name}")
        self.state, self.act = state, act


def _official(state: CardState) -> Arrow:
    return Arrow(to=state)


def _ours(state: CardState) -> Arrow:
    return Arrow(to=state, ours=True)


_S = CardState

TRANSITIONS: Mapping[tuple[CardState, Act], Arrow] = MappingProxyType(
    {
        (_S.PROPOSED, Act.ENROL): _official(_S.BEING_ENROLLED),
        (_S.BEING_ENROLLED, Act.DISPATCH): _official(_S.IN_TRANSPORT),
        (_S.IN_TRANSPORT, Act.RETURN): _official(_S.BEING_ENROLLED),
        (_S.IN_TRANSPORT, Act.DELIVER): _official(_S.INACTIVE),
        (_S.INACTIVE, Act.ACTIVATE): _official(_S.ACTIVE),
        (_S.INACTIVE, Act.FIND_WRONG_DATA): _official(_S.WRONG_DATA),
        (_S.ACTIVE, Act.FIND_WRONG_DATA): _official(_S.WRONG_DATA),
        (_S.ACTIVE, Act.BEGIN_UPDATE): _official(_S.BEING_UPDATED),
        (_S.BEING_UPDATED, Act.END_UPDATE): _official(_S.ACTIVE),
        (_S.ACTIVE, Act.BLOCK): _official(_S.BLOCKED),
        (_S.BLOCKED, Act.UNBLOCK): _official(_S.ACTIVE),
        (_S.ACTIVE, Act.EXPIRE): _official(_S.EXPIRED),
        (_S.ACTIVE, Act.SUSPEND): _official(_S.SUSPENDED),
        (_S.ACTIVE, Act.DIE): _official(_S.DECEASED),
        # The figure draws this one dashed and with question marks ("?Neconfirmat?").
        (_S.IN_TRANSPORT, Act.REJECT): _ours(_S.NONCONFORMING),
        # Seed 003: after the specialist's act an invalid card works with the PIN it had.
        (_S.WRONG_DATA, Act.REINSTATE): _ours(_S.ACTIVE),
        (_S.SUSPENDED, Act.REINSTATE): _ours(_S.ACTIVE),
        # The same for a card that was never activated: in ACTIVE it could not be activated any more.
        (_S.WRONG_DATA, Act.REINSTATE_INACTIVE): _ours(_S.INACTIVE),
        (_S.SUSPENDED, Act.REINSTATE_INACTIVE): _ours(_S.INACTIVE),
        # A blocked card may hold wrong data as well.
        (_S.BLOCKED, Act.FIND_WRONG_DATA): _ours(_S.WRONG_DATA),
        # A card is lost, stolen or spoilt wherever it is.
        (_S.IN_TRANSPORT, Act.SUSPEND): _ours(_S.SUSPENDED),
        (_S.INACTIVE, Act.SUSPEND): _ours(_S.SUSPENDED),
        (_S.WRONG_DATA, Act.SUSPEND): _ours(_S.SUSPENDED),
        (_S.BEING_UPDATED, Act.SUSPEND): _ours(_S.SUSPENDED),
        (_S.BLOCKED, Act.SUSPEND): _ours(_S.SUSPENDED),
        # Its last day comes whether it works or not.
        (_S.INACTIVE, Act.EXPIRE): _ours(_S.EXPIRED),
        (_S.WRONG_DATA, Act.EXPIRE): _ours(_S.EXPIRED),
        (_S.BEING_UPDATED, Act.EXPIRE): _ours(_S.EXPIRED),
        (_S.BLOCKED, Act.EXPIRE): _ours(_S.EXPIRED),
        # People die whatever their card does.
        **{
            (state, Act.DIE): _ours(_S.DECEASED)
            for state in CardState
            if state not in (_S.ACTIVE, _S.DECEASED)
        },
    }
)

REISSUED_FROM = frozenset({_S.NONCONFORMING, _S.WRONG_DATA, _S.EXPIRED, _S.SUSPENDED})


def after(state: CardState, act: Act) -> CardState:
    """Return where `act` leads a card that is in `state`; raise ForbiddenActError where nowhere."""
    arrow = TRANSITIONS.get((state, act))
    if arrow is None:
        raise ForbiddenActError(state, act)
    return arrow.to


def may_reissue(state: CardState) -> bool:
    """Tell whether a new card may be proposed in the place of one in this state."""
    return state in REISSUED_FROM


def permitted(state: CardState, operation: Operation, *, authorised: bool) -> Code:
    """Return OK, or the code with which the management unit refuses.

    `authorised` says that a live authorisation to reset exists for this card, provider and terminal.
    A card that nobody knows (-43) and a unit that nobody reaches are the caller's affair.
    """
    if state is CardState.ACTIVE:
        return _REFUSED_WHEN_ACTIVE.get(operation, Code.OK)
    if state is CardState.BLOCKED:
        return _when_blocked(operation, authorised=authorised)
    if state is CardState.INACTIVE:
        return Code.OK if operation is Operation.ACTIVATE else Code.CARD_NOT_ACTIVATED
    return Code.CARD_STATE_INVALID


_REFUSED_WHEN_ACTIVE = {
    Operation.ACTIVATE: Code.CARD_ALREADY_ACTIVATED,
    Operation.RESET_PIN: Code.PIN_RESET_CARD_NOT_BLOCKED,
}


def _when_blocked(operation: Operation, *, authorised: bool) -> Code:
    if authorised and operation in (Operation.RESET_PIN, Operation.CHANGE_PIN):
        return Code.OK
    if operation is Operation.RESET_PIN:
        return Code.PIN_RESET_NOT_CONFIRMED
    return Code.CARD_BLOCKED
