"""What is known of the card that is in the terminal now, and what may be done with it?

The connection is held from when the card was put in until it is pulled, and a session with the unit
beside it. What the card proves is told to the unit each time that a session opens: an act whose end
the unit did not hear, because the network failed, is made good there.
"""

from dataclasses import dataclass, replace

from openpias.core.contracts.management_unit import (
    CardProof,
    CryptogramPurpose,
    CryptogramRequest,
    ProofPurpose,
    ProofTaken,
    SessionOpening,
    SessionState,
)
from openpias.core.smartcard.card_data import CardData, Field, File, file_of
from openpias.core.smartcard.card_status import CardStatus
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.health_card import HealthCard
from openpias.core.smartcard.life_cycle import permitted
from openpias.core.smartcard.outcomes import DONE, Outcome
from openpias.core.smartcard.pin_entry import PinEntry
from openpias.core.smartcard.states import (
    AuthenticationState,
    CardState,
    LinkState,
    Operation,
)
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitError, UnitRefused

_PURPOSES = {
    Purpose.ACTIVATE: CryptogramPurpose.ACTIVATE,
    Purpose.CHANGE: CryptogramPurpose.CHANGE,
    Purpose.RESET: CryptogramPurpose.RESET,
}
PUBLIC = tuple(each for each in Field if file_of(each) is File.PUBLIC)
PERSONAL = tuple(each for each in Field if file_of(each) is File.PERSONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How it stands with the unit, for this card; `state` is the unit's, where it is known."""

    link: LinkState = LinkState.UNIT_UNAVAILABLE
    code: Code = Code.UNIT_UNAVAILABLE
    state: CardState | None = None
    authentication: AuthenticationState = AuthenticationState.NOT_AUTHENTICATED
    session: SessionState | None = None
    practice: str = ""
    supplier: str = ""

    @property
    def is_online(self) -> bool:
        """Tell whether a session with the unit is open."""
        return self.state is not None


class PresentCard:
    """The card in the terminal; one thread speaks to it."""

    def __init__(self, card: HealthCard, *, unit: UnitClient | None, terminal_id: str) -> None:
        self._card = card
        self._unit = unit
        self._terminal_id = terminal_id
        self._token = self._nonce = None  # type: str | bytes | None
        self.status: CardStatus = card.status()
        self.data = CardData()
        self.link = Link()

    def read_public(self) -> None:
        """Read what stands on the card without a PIN, with the unit or without it."""
        if self.status.activated and not self.status.must_change:
            self.data = self._card.read(PUBLIC)

    def read_personal(self) -> None:
        """Read what stands behind the PIN."""
        self.data = self._card.read((*PUBLIC, *PERSONAL))

    def go_online(self) -> Link:
        """Open a session with the unit, and tell it what the card says of itself."""
        if self._unit is None or not self._terminal_id:
            return self.link
        try:
            opened = self._unit.open(
                SessionOpening(
                    terminal_id=self._terminal_id,
                    card_number=self.status.card_number,
                    cid=self.data.cid or None,
                )
            )
        except UnitError as error:
            self.link = _failed(error)
            return self.link
        self._token, self._nonce = opened.token, opened.nonce
        self._know(opened.code, opened.state, AuthenticationState.NOT_AUTHENTICATED)
        return self.tell(_purpose(self.status))

    def tell(self, purpose: ProofPurpose) -> Link:
        """Let the card prove its status to the unit; the link says what came of it."""
        if self._unit is None or not isinstance(self._token, str):
            return self.link
        try:
            shown = self._card.prove(self._nonce)  # type: ignore[arg-type]  # with a token comes one
            taken = self._unit.prove(
                self._token,
                CardProof(
                    purpose=purpose,
                    nonce=self._nonce,  # type: ignore[arg-type]
                    status=shown.status,
                    proof=shown.proof,
                ),
            )
        except UnitError as error:
            self.link = _failed(error, before=self.link)
            return self.link
        self._take(taken)
        return self.refresh()

    def refresh(self) -> Link:
        """Ask the unit how the session stands, and which authorisation there is."""
        if self._unit is None or not isinstance(self._token, str):
            return self.link
        try:
            session = self._unit.state(self._token)
        except UnitError as error:
            self.link = _failed(error, before=self.link)
            return self.link
        self._know(session.code, session.state, AuthenticationState(session.authentication))
        self.link = replace(self.link, session=session)
        return self.link

    def verify(self, entry: PinEntry) -> Outcome:
        """Have the holder's PIN checked: by the card, and confirmed by the unit where it answers."""
        outcome = self._card.verify(entry)
        self.status = self._card.status()
        if outcome.code in {Code.OK, Code.CARD_BLOCKED}:
            blocked = outcome.code is Code.CARD_BLOCKED
            self.tell(ProofPurpose.BLOCK if blocked else ProofPurpose.AUTHENTICATION)
        if not outcome.is_done:
            return outcome
        self._authenticated()
        if self.link.is_online and self.link.code is not Code.OK:
            return Outcome(code=self.link.code)
        return DONE

    def activate(self, entry: PinEntry) -> Outcome:
        """Replace the transport PIN by the holder's own."""
        refused = self._needs_unit(Operation.ACTIVATE)
        if refused is not None:
            return refused
        outcome = self._card.activate(entry, self._permission)
        return self._after(outcome, ProofPurpose.ACTIVATION)

    def change_pin(self, entry: PinEntry) -> Outcome:
        """Replace the PIN; after a reset it replaces 0000."""
        refused = self._needs_unit(Operation.CHANGE_PIN)
        if refused is not None:
            return refused
        return self._after(
            self._card.change_pin(entry, self._permission), ProofPurpose.CHANGE
        )

    def reset_pin(self, entry: PinEntry) -> Outcome:
        """Set the PIN of a blocked card to 0000, where the house has confirmed it."""
        if not self.status.blocked:
            return Outcome(code=Code.PIN_RESET_CARD_NOT_BLOCKED)
        refused = self._needs_unit(Operation.RESET_PIN)
        if refused is not None:
            return refused
        return self._after(self._card.reset_pin(entry, self._permission), ProofPurpose.RESET)

    def sign(self, content: bytes) -> bytes:
        """Return the card's signature; the PIN was verified."""
        return self._card.sign(content)

    def leave(self) -> None:
        """End the session with the unit, as far as it answers."""
        if self._unit is not None and isinstance(self._token, str):
            try:
                self._unit.end(self._token)
            except UnitError:
                return

    def _after(self, outcome: Outcome, purpose: ProofPurpose) -> Outcome:
        self.status = self._card.status()
        if outcome.is_done or self.status.blocked:
            self.tell(purpose if outcome.is_done else ProofPurpose.BLOCK)
            self.read_public()
        return outcome

    def _authenticated(self) -> None:
        if not self.link.is_online:
            offline = AuthenticationState.AUTHENTICATED_OFFLINE
            self.link = replace(self.link, authentication=offline)

    def _needs_unit(self, operation: Operation) -> Outcome | None:
        """Say why an act that the unit has to allow cannot begin; nobody types a PIN for nothing."""
        if not self.link.is_online:
            self.go_online()
        if self.link.state is None:
            return Outcome(code=self.link.code)
        link = self.refresh()
        if link.state is None:
            return Outcome(code=link.code)
        authorised = link.session is not None and link.session.authorisation is not None
        # The card's own word comes before the unit's record, which may not have heard of it yet.
        state = CardState.BLOCKED if self.status.blocked else link.state
        code = permitted(state, operation, authorised=authorised)
        return None if code is Code.OK else Outcome(code=code)

    def _permission(self, purpose: Purpose, challenge: bytes) -> bytes:
        assert self._unit is not None and isinstance(self._token, str)
        given = self._unit.cryptogram(
            self._token, CryptogramRequest(purpose=_PURPOSES[purpose], challenge=challenge)
        )
        if given.cryptogram is None:
            raise UnitRefused(_known(given.code))
        return given.cryptogram

    def _take(self, taken: ProofTaken) -> None:
        self._nonce = taken.nonce
        self._know(taken.code, taken.state, AuthenticationState(taken.authentication))

    def _know(self, code: int, state: int, authentication: AuthenticationState) -> None:
        self.link = Link(
            link=LinkState.OK,
            code=_known(code),
            state=CardState(state),
            authentication=authentication,
            session=self.link.session,
        )


def _known(code: int) -> Code:
    try:
        return Code(code)
    except ValueError:
        return Code.UNIT_PROCESSING_FAILED


def _purpose(status: CardStatus) -> ProofPurpose:
    """Return what a status most likely has to tell; the unit believes the status alone."""
    if status.blocked:
        return ProofPurpose.BLOCK
    if status.must_change:
        return ProofPurpose.RESET
    return ProofPurpose.CHANGE if status.activated else ProofPurpose.ACTIVATION


def _failed(error: UnitError, before: Link | None = None) -> Link:
    said = error.said if isinstance(error, UnitRefused) else None
    return Link(
        link=error.link,
        code=error.code,
        practice=said.practice if said else "",
        supplier=said.supplier if said else "",
        authentication=before.authentication if before else AuthenticationState.NOT_AUTHENTICATED,
    )
