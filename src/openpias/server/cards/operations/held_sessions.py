"""Which session does a token mean, with its card held for what follows?

The session's row is locked before the card's, by everybody who locks both.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpias.core.smartcard.states import AuthenticationState, CardState, Profile
from openpias.server.cards.domain.authorisations import Authorisation
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.operations.credential import (
    IS_CURRENT,
    CredentialRevoked,
    parameters,
)
from openpias.server.cards.operations.sessions import IDLE, digest_of
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.database import statements

_HOLD = (
    "SELECT"
    + IS_CURRENT
    + """,
       s.id, s.used_at, s.expires_at, s.ended_at, s.authentication, s.nonce, s.last_nonce,
       s.last_proof, s.last_answer,
       c.id, c.public_id, c.number, c.key_version, c.state, c.pin_changes, c.resets,
       t.id, t.public_id, t.profile
  FROM cards_session s JOIN cards_card c ON c.id = s.card_id
  JOIN cards_terminal t ON t.id = s.terminal_id
 WHERE s.digest = %s AND t.provider_code = %s
"""
)
_LOCKED = " FOR NO KEY UPDATE OF s, c"
_AUTHORISATION = """
SELECT id, provider_code, terminal_id, given_at, expires_at, cryptograms, reset_at, changed_at
  FROM cards_authorisation WHERE card_id = %s AND ended_at IS NULL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldSession:
    """A live session with its card and terminal, as the rows are while the card is held."""

    id: int
    used_at: datetime
    expires_at: datetime
    authentication: AuthenticationState
    nonce: bytes
    last_nonce: bytes | None
    last_proof: bytes | None
    last_answer: int
    card: int
    card_id: str
    card_number: str
    key_version: int
    state: CardState
    pin_changes: int
    resets: int
    terminal: int
    terminal_id: str
    profile: Profile


def hold(token: str, *, actor: Actor, at: datetime, lock: bool = True) -> HeldSession | UnitRefusal:
    """Return the session of a token of the actor's provider, its card locked until the commit.

    A clock that went back behind the last use ends it too: nobody can tell how old it is.
    Raises CredentialRevoked.
    """
    asked = [*parameters(actor, at=at), digest_of(token), actor.provider.code]
    found = statements.run(_HOLD + (_LOCKED if lock else ""), asked)
    if found is None:
        return UnitRefusal.SESSION_UNKNOWN
    is_current, *row = found
    if not is_current:
        raise CredentialRevoked
    used_at, expires_at, ended_at = row[1:4]
    if ended_at is not None or at >= expires_at or not used_at - IDLE <= at < used_at + IDLE:
        return UnitRefusal.SESSION_ENDED
    return HeldSession(
        id=row[0],
        used_at=used_at,
        expires_at=min(at + IDLE, expires_at),
        authentication=AuthenticationState(row[4]),
        nonce=bytes(row[5]),
        last_nonce=_bytes(row[6]),
        last_proof=_bytes(row[7]),
        last_answer=row[8],
        card=row[9],
        card_id=str(row[10]),
        card_number=row[11],
        key_version=row[12],
        state=CardState(row[13]),
        pin_changes=row[14],
        resets=row[15],
        terminal=row[16],
        terminal_id=str(row[17]),
        profile=Profile(row[18]),
    )


def authorisation_of(card: int) -> Authorisation | None:
    """Return the authorisation of a card that has not ended; its time may be over all the same."""
    row = statements.run(_AUTHORISATION, [card])
    if row is None:
        return None
    return Authorisation(
        id=row[0],
        provider=row[1],
        terminal=row[2],
        given_at=row[3],
        expires_at=row[4],
        cryptograms=row[5],
        reset_at=row[6],
        changed_at=row[7],
    )


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
