"""What does the management unit do when a card proves how it stands?

The proof is a CMAC under the card's own key over the session's nonce and the card's status. The same
proof again gets the same answer and does nothing again.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from openpias.core.contracts.management_unit import ProofPurpose
from openpias.core.smartcard import card_status, cryptograms
from openpias.core.smartcard.card_status import CardStatus, StatusUnreadableError
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import AuthenticationState, CardState
from openpias.server.cards.domain import proven
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.domain.proven import Consequences, Known
from openpias.server.cards.operations import recording, trail, unit_keys
from openpias.server.cards.operations.held_sessions import HeldSession, hold
from openpias.server.cards.operations.histories import Cause
from openpias.server.platform.accounts.actors import Actor

_TAKE = """
UPDATE cards_session SET used_at = %s, authentication = %s, nonce = %s, last_nonce = %s,
    last_proof = %s, last_answer = %s WHERE id = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardProof:
    """What the card said about a nonce, and with which code."""

    purpose: ProofPurpose
    nonce: bytes
    status: bytes
    proof: bytes

    @property
    def digest(self) -> bytes:
        """Return by what the same proof is known again."""
        parts = (self.purpose.encode(), self.nonce, self.status, self.proof)
        return hashlib.sha256(b"|".join(parts)).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What the unit made of a proof, and the nonce for the next one."""

    code: Code
    state: CardState
    authentication: AuthenticationState
    nonce: bytes


def take(token: str, *, shown: CardProof, actor: Actor, at: datetime) -> Taken | UnitRefusal:
    """Take note of a proof: authentication, activation, block, reset, change, and what follows.

    A proof that is wrong, stale or of another card is answered with its code, and audited.
    """
    with transaction.atomic():
        held = hold(token, actor=actor, at=at)
        if isinstance(held, UnitRefusal):
            return held
        if shown.nonce == held.last_nonce and shown.digest == held.last_proof:
            return _again(held)
        status = _believed(shown, held)
        if isinstance(status, Code):
            return _refused(held, status, shown=shown, actor=actor, at=at)
        known = Known(state=held.state, pin_changes=held.pin_changes, resets=held.resets)
        judged = proven.judge(status, known=known, purpose=shown.purpose)
        if judged.code is Code.CARD_INVALID:
            return _refused(held, judged.code, shown=shown, actor=actor, at=at)
        state = held.state
        if judged.touches_card:
            cause = Cause(actor=actor, at=at, reason="proven")
            state = recording.record_proven(held, judged, status=status, cause=cause)
        return _taken(held, judged, state=state, shown=shown, actor=actor, at=at)


def _believed(shown: CardProof, held: HeldSession) -> CardStatus | Code:
    """Return the status if the card of this session said it now; else why not."""
    if shown.nonce != held.nonce:
        return Code.UNIT_TRANSACTION_INVALID
    try:
        status = card_status.decode(shown.status)
    except StatusUnreadableError:
        return Code.UNIT_MESSAGE_MALFORMED
    if status.card_number != held.card_number:
        return Code.CARD_EXCHANGED
    key = unit_keys.of(held.card_number, held.key_version)
    if not cryptograms.is_proof(shown.proof, key=key, nonce=shown.nonce, status=shown.status):
        return Code.UNIT_AUTHENTICATION_FAILED
    return status


def _again(held: HeldSession) -> Taken:
    return Taken(
        code=Code(held.last_answer),
        state=held.state,
        authentication=held.authentication,
        nonce=held.nonce,
    )


def _refused(
    held: HeldSession, code: Code, *, shown: CardProof, actor: Actor, at: datetime
) -> Taken:
    """Answer a proof that is not believed; the holder is not known any more, and the nonce stays."""
    failed = AuthenticationState.FAILED
    trail.write(
        "UPDATE cards_session SET used_at = %s, authentication = %s WHERE id = %s",
        [at, int(failed), held.id],
        event="card-proof-refused",
        actor=actor,
        card=held.card_id,
        facts={"purpose": shown.purpose.value, "code": int(code), "terminal": held.terminal_id},
        at=at,
    )
    return Taken(code=code, state=held.state, authentication=failed, nonce=held.nonce)


def _taken(
    held: HeldSession,
    judged: Consequences,
    *,
    state: CardState,
    shown: CardProof,
    actor: Actor,
    at: datetime,
) -> Taken:
    nonce = cryptograms.draw_challenge()
    parameters: list[Any] = [
        *(at, int(judged.authentication), nonce, shown.nonce),
        *(shown.digest, int(judged.code), held.id),
    ]
    trail.write(
        _TAKE,
        parameters,
        event="card-proof-taken",
        actor=actor,
        card=held.card_id,
        facts={
            "purpose": shown.purpose.value,
            "code": int(judged.code),
            "terminal": held.terminal_id,
        },
        at=at,
    )
    return Taken(code=judged.code, state=state, authentication=judged.authentication, nonce=nonce)
