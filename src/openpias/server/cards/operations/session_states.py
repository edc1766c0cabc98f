"""How does a session stand, for a station that asks while it waits?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openpias.core.contracts.management_unit import AuthorisedStep
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import AuthenticationState, CardState
from openpias.server.cards.domain import proven
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.operations.held_sessions import authorisation_of, hold
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.database import statements

# A station asks every few seconds; the session is noted as in use once in so long.
_NOTED_EVERY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionState:
    """A live session; `steps_left` is what an authorisation allows here until `allowed_until`."""

    expires_at: datetime
    code: Code
    state: CardState
    authentication: AuthenticationState
    allowed_until: datetime | None
    steps_left: tuple[AuthorisedStep, ...]


def state(token: str, *, actor: Actor, at: datetime) -> SessionState | UnitRefusal:
    """Return how a session stands; asking keeps it open."""
    held = hold(token, actor=actor, at=at, lock=False)
    if isinstance(held, UnitRefusal):
        return held
    if held.used_at < at - _NOTED_EVERY:
        _note_use(held.id, at=at)
    given = authorisation_of(held.card) if held.state is CardState.BLOCKED else None
    if given and not given.serves(provider=actor.provider.code, terminal=held.terminal, at=at):
        given = None
    return SessionState(
        expires_at=held.expires_at,
        code=proven.everyday_code(held.state),
        state=held.state,
        authentication=held.authentication,
        allowed_until=given.expires_at if given else None,
        steps_left=given.steps_left if given else (),
    )


def _note_use(session: int, *, at: datetime) -> None:
    statements.run(
        "UPDATE cards_session SET used_at = %s WHERE id = %s AND used_at < %s", [at, session, at]
    )
