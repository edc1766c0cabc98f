"""What is known of the card that is in the terminal now, and what may be done with it?

The connection is held from when the card was put in until it is pulled, and a session with the unit
beside it. What the card proves is told to the unit each time that a session opens: an act whose end
the unit did not hear, because the network failed, is made good there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from openpias.core.contracts.management_unit import ProofPurpose, SessionOpening, SessionState
from openpias.core.smartcard import patient_signatures
from openpias.core.smartcard.card_data import CardData, Field, File, file_of
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.health_card import HealthCard, Unit
from openpias.core.smartcard.life_cycle import permitted
from openpias.core.smartcard.outcomes import Outcome
from openpias.core.smartcard.pin_entry import PinEntry
from openpias.core.smartcard.states import AuthenticationState, CardState, LinkState, Operation
from openpias.station.unit.errors import Said, UnitError, UnitRefused, known_code
from openpias.station.unit.sessions import UnitSession

PUBLIC = tuple(each for each in Field if file_of(each) is File.PUBLIC)
PERSONAL = tuple(each for each in Field if file_of(each) is File.PERSONAL)
Opener = Callable[[SessionOpening], UnitSession]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How it stands with the unit, for this card; `state` is the unit's, where it is known.

    `is_asking`: the unit has not been heard yet, so that nothing is wrong so far.
    """

    link: LinkState = LinkState.UNIT_UNAVAILABLE
    code: Code = Code.UNIT_UNAVAILABLE
    state: CardState | None = None
    authentication: AuthenticationState = AuthenticationState.NOT_AUTHENTICATED
    session: SessionState | None = None
    said: Said = field(default_factory=Said)
    is_asking: bool = False

    @property
    def is_online(self) -> bool:
        """Tell whether a session with the unit is open."""
        return self.state is not None

    @property
    def is_authorised(self) -> bool:
        """Tell whether the house has confirmed that the PIN may be reset or changed here."""
        return self.session is not None and self.session.authorisation is not None


class PresentCard:
    """The card in the terminal; one thread speaks to it. `opener` opens a session with the unit."""

    def __init__(self, card: HealthCard, *, opener: Opener | None, terminal_id: str) -> None:
        self._card = card
        self._opener = opener
        self._terminal_id = terminal_id
        self._session: UnitSession | None = None
        self.status: CardStatus = card.status()
        self.data = CardData()
        self.link = Link(is_asking=opener is not None and bool(terminal_id))

    def look(self) -> None:
        """Ask the card how it stands; raises CardError where it answers no more."""
        self.status = self._card.status()

    def read_public(self) -> None:
        """Read what stands on the card without a PIN, with the unit or without it."""
        readable = self.status.activated and not self.status.must_change
        self.data = self._card.read(PUBLIC) if readable else CardData()

    def read_personal(self) -> None:
        """Read what stands behind the PIN."""
        self.data = self._card.read((*PUBLIC, *PERSONAL))

    def go_online(self) -> None:
        """Open a session with the unit, and tell it what the card says of itself."""
        if self._opener is None or not self._terminal_id:
            return
        opening = SessionOpening(
            terminal_id=self._terminal_id,
            card_number=self.status.card_number,
            cid=self.data.cid or None,
        )
        try:
            self._session = self._opener(opening)
        except UnitError as error:
            self._lost(error)
            return
        opened = self._session.opened
        self._know(opened.code, opened.state, AuthenticationState.NOT_AUTHENTICATED)
        self._tell(_purpose(self.status))

    def refresh(self) -> None:
        """Ask the unit how the session stands, and which authorisation there is."""
        if self._session is None:
            return
        try:
            session = self._session.state()
        except UnitError as error:
            self._lost(error)
            return
        self._know(session.code, session.state, AuthenticationState(session.authentication))
        self.link = replace(self.link, session=session)

    def verify(self, entry: PinEntry) -> Outcome:
        """Have the holder's PIN checked: by the card, and confirmed by the unit where it answers."""
        outcome = self._card.verify(entry)
        self.status = self._card.status()
        if self.status.blocked:
            self._tell(ProofPurpose.BLOCK)
        if not outcome.is_done:
            return outcome
        self._tell(ProofPurpose.AUTHENTICATION)
        if not self.link.is_online:
            offline = AuthenticationState.AUTHENTICATED_OFFLINE
            self.link = replace(self.link, authentication=offline)
            return outcome
        return outcome if self.link.code is Code.OK else Outcome(code=self.link.code)

    def activate(self, entry: PinEntry) -> Outcome:
        """Replace the transport PIN by the holder's own."""
        act = self._card.activate
        return self._online(Operation.ACTIVATE, act, entry, tells=ProofPurpose.ACTIVATION)

    def change_pin(self, entry: PinEntry) -> Outcome:
        """Replace the PIN; after a reset it replaces 0000."""
        act = self._card.change_pin
        return self._online(Operation.CHANGE_PIN, act, entry, tells=ProofPurpose.CHANGE)

    def reset_pin(self, entry: PinEntry) -> Outcome:
        """Set the PIN of a blocked card to 0000, where the house has confirmed it."""
        if not self.status.blocked:
            return Outcome(code=Code.PIN_RESET_CARD_NOT_BLOCKED)
        act = self._card.reset_pin
        return self._online(Operation.RESET_PIN, act, entry, tells=ProofPurpose.RESET)

    def sign(self, *values: str) -> str:
        """Return the card's signature of the values in Base64; the PIN was verified."""
        return patient_signatures.sign(self._card, *values)

    def leave(self) -> None:
        """End the session with the unit, as far as it answers."""
        if self._session is not None:
            self._session.end()

    def _online(
        self,
        operation: Operation,
        act: Callable[[PinEntry, Unit], Outcome],
        entry: PinEntry,
        *,
        tells: ProofPurpose,
    ) -> Outcome:
        session = self._asked_first(operation)
        if isinstance(session, Outcome):
            return session
        try:
            outcome = act(entry, session.permission)
        finally:
            # Whatever came of it: a fifth wrong PIN has blocked the card, an answer may be lost.
            self.status = self._card.status()
        if outcome.is_done or self.status.blocked:
            self._tell(tells if outcome.is_done else ProofPurpose.BLOCK)
            self.read_public()
        return outcome

    def _asked_first(self, operation: Operation) -> UnitSession | Outcome:
        """Return the session, or say why the unit will not allow it: nobody types for nothing."""
        if not self.link.is_online:
            self.go_online()
        self.refresh()
        if self._session is None or self.link.state is None:
            return Outcome(code=self.link.code)
        # The card's own word comes before the unit's record, which may not have heard of it yet.
        state = CardState.BLOCKED if self.status.blocked else self.link.state
        code = permitted(state, operation, authorised=self.link.is_authorised)
        if code is Code.CARD_BLOCKED and self.status.must_change:
            # The card waits for Change alone, and the authorisation ended in between.
            code = Code.PIN_RESET_NOT_CONFIRMED
        return self._session if code is Code.OK else Outcome(code=code)

    def _tell(self, purpose: ProofPurpose) -> None:
        """Let the card prove its status to the unit; the link says what came of it."""
        if self._session is None:
            return
        try:
            taken = self._session.prove(self._card, purpose)
        except UnitError as error:
            self._lost(error)
            return
        self._know(taken.code, taken.state, AuthenticationState(taken.authentication))
        self.refresh()

    def _know(self, code: int, state: int, authentication: AuthenticationState) -> None:
        self.link = Link(
            link=LinkState.OK,
            code=known_code(code),
            state=CardState(state),
            authentication=authentication,
            session=self.link.session,
        )

    def _lost(self, error: UnitError) -> None:
        said = error.said if isinstance(error, UnitRefused) else Said()
        kept = self.link.authentication
        self.link = Link(link=error.link, code=error.code, authentication=kept, said=said)


def _purpose(status: CardStatus) -> ProofPurpose:
    """Return what a status most likely has to tell; the unit believes the status alone."""
    if status.blocked:
        return ProofPurpose.BLOCK
    if status.must_change:
        return ProofPurpose.RESET
    return ProofPurpose.CHANGE if status.activated else ProofPurpose.ACTIVATION
