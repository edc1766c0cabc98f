"""How does a session with the unit go on, from its first nonce to its end?"""

from openpias.core.contracts.management_unit import (
    CardProof,
    CryptogramPurpose,
    CryptogramRequest,
    ProofPurpose,
    ProofTaken,
    SessionOpened,
    SessionOpening,
    SessionState,
)
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.health_card import HealthCard
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitError, UnitRefused, known_code

_PURPOSES = {
    Purpose.ACTIVATE: CryptogramPurpose.ACTIVATE,
    Purpose.CHANGE: CryptogramPurpose.CHANGE,
    Purpose.RESET: CryptogramPurpose.RESET,
}


class UnitSession:
    """A session for one card on one terminal; every call may raise UnitError."""

    def __init__(self, unit: UnitClient, opening: SessionOpening) -> None:
        self._unit = unit
        self.opened: SessionOpened = unit.open(opening)
        self._nonce = self.opened.nonce

    def prove(self, card: HealthCard, purpose: ProofPurpose) -> ProofTaken:
        """Let the card say of itself what it is, to the unit's nonce."""
        shown = card.prove(self._nonce)
        proof = CardProof(
            purpose=purpose, nonce=self._nonce, status=shown.status, proof=shown.proof
        )
        taken = self._unit.prove(self.opened.token, proof)
        self._nonce = taken.nonce
        return taken

    def state(self) -> SessionState:
        """Return how the session stands, with an authorisation where there is one."""
        return self._unit.state(self.opened.token)

    def permission(self, purpose: Purpose, challenge: bytes) -> bytes:
        """Return the cryptogram for one act; raises UnitRefused with the code of the refusal."""
        request = CryptogramRequest(purpose=_PURPOSES[purpose], challenge=challenge)
        given = self._unit.cryptogram(self.opened.token, request)
        if given.cryptogram is None:
            raise UnitRefused(known_code(given.code))
        return given.cryptogram

    def end(self) -> None:
        """End it, as far as the unit answers."""
        try:
            self._unit.end(self.opened.token)
        except UnitError:
            return
