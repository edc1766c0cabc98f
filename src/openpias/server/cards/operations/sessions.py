"""How does a card in a terminal become known to the management unit, and how does that end?

A card is in one terminal at a time: opening its next session ends the one before (-12 for whoever
still uses that token). A token is shown once; the database keeps its digest.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from openpias.core.contracts.management_unit import Right
from openpias.core.smartcard import cryptograms
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.states import CardState, Profile
from openpias.server.cards.domain import proven, rights
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.enums import SessionEnd
from openpias.server.cards.operations import trail
from openpias.server.cards.operations.credential import (
    IS_CURRENT,
    CredentialRevoked,
    parameters,
)
from openpias.server.cards.queries import visibility
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.platform.database import statements

IDLE = timedelta(minutes=10)
LONGEST = timedelta(minutes=60)

# One look: the terminal of this provider, the card, whether the CID is the holder's, a session before.
_FIND = (
    "SELECT"
    + IS_CURRENT
    + """,
       t.id, t.public_id, t.profile, c.id, c.public_id, c.state, i.cid, s.id
  FROM (SELECT 1) AS always
  LEFT JOIN cards_terminal t ON t.public_id = %s AND t.provider_code = %s AND t.house_code = %s
  LEFT JOIN cards_card c ON c.number = %s
  LEFT JOIN registry_insured_person i ON i.id = c.insured_id
  LEFT JOIN cards_session s ON s.card_id = c.id AND s.ended_at IS NULL
"""
)
_END = "UPDATE cards_session SET ended_at = %s, end_reason = %s WHERE id = %s AND ended_at IS NULL"
_CLOSE = """
UPDATE cards_session s SET ended_at = %s, end_reason = %s FROM cards_card c, cards_terminal t
 WHERE s.digest = %s AND s.ended_at IS NULL AND c.id = s.card_id AND t.id = s.terminal_id
   AND t.provider_code = %s RETURNING c.public_id
"""
_OPEN = """
INSERT INTO cards_session (digest, card_id, terminal_id, account_id, opened_at, used_at, expires_at,
    authentication, nonce, last_answer, end_reason)
VALUES (%s, %s, %s, %s, %s, %s, %s, 0, %s, 0, '')
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A session; `code` says why the everyday operations are refused, 0 where they are not."""

    token: str
    expires_at: datetime
    code: Code
    state: CardState
    rights: tuple[Right, ...]
    nonce: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    terminal: int
    terminal_id: str
    profile: Profile
    card: int
    card_id: str
    state: CardState
    before: int | None


def open_session(
    *, terminal: str, card_number: str, cid: str | None, actor: Actor, at: datetime
) -> Opened | UnitRefusal:
    """Open a session for a card that was put into a terminal of the actor's provider.

    A card whose state allows nothing is opened all the same, so that activation and reset go on.
    Sending it again opens another session and ends this one, and changes nothing else: a token is
    kept as a digest, so that none can be answered twice. Raises CredentialRevoked.
    """
    for is_last_try in (False, True):
        try:
            with transaction.atomic():
                return _opened(terminal, card_number, cid, actor=actor, at=at)
        except IntegrityError:
            # The same card was put into two terminals at once: the later one stands.
            if is_last_try:
                raise
    raise AssertionError("unreachable")


def _opened(
    terminal: str, card_number: str, cid: str | None, *, actor: Actor, at: datetime
) -> Opened | UnitRefusal:
    found = _find(terminal, card_number, cid, actor=actor, at=at)
    if isinstance(found, UnitRefusal):
        return found
    code = proven.everyday_code(found.state)
    token, nonce = secrets.token_urlsafe(32), cryptograms.draw_challenge()
    if found.before is not None:
        statements.run(_END, [at, SessionEnd.OPENED_AGAIN.value, found.before])
    trail.write(
        _OPEN,
        [
            *(digest_of(token), found.card, found.terminal, actor.account_id),
            *(at, at, at + LONGEST, nonce),
        ],
        event="card-session-opened",
        actor=actor,
        card=found.card_id,
        facts={"terminal": found.terminal_id, "code": int(code)},
        at=at,
    )
    held = rights.rights(found.profile, on=day_of(at), withheld=settings.CARD_RIGHTS_WITHHELD)
    return Opened(
        token=token,
        expires_at=at + IDLE,
        code=code,
        state=found.state,
        rights=held,
        nonce=nonce,
    )


def _find(
    terminal: str, card_number: str, cid: str | None, *, actor: Actor, at: datetime
) -> _Found | UnitRefusal:
    place = (visibility.reference(terminal), actor.provider.code, actor.provider.house_code)
    row = statements.run(_FIND, [*parameters(actor, at=at), *place, card_number])
    if row is None:
        raise AssertionError("the statement always returns a row")
    is_current, terminal_key, terminal_ref, profile, card, card_ref, state, holder_cid, before = row
    if not is_current:
        raise CredentialRevoked
    if terminal_key is None:
        return UnitRefusal.TERMINAL_NOT_ENROLLED
    if card is None:
        return UnitRefusal.CARD_NOT_REGISTERED
    if cid is not None and cid != holder_cid:
        return UnitRefusal.CARD_INVALID
    return _Found(
        terminal=terminal_key,
        terminal_id=str(terminal_ref),
        profile=Profile(profile),
        card=card,
        card_id=str(card_ref),
        state=CardState(state),
        before=before,
    )


def close(token: str, *, actor: Actor, at: datetime) -> None:
    """End a session because the card was pulled; a token that is unknown or ended changes nothing."""
    with transaction.atomic():
        pulled = [at, SessionEnd.CARD_PULLED.value, digest_of(token), actor.provider.code]
        ended = statements.run(_CLOSE, pulled)
        if ended is not None:
            trail.write(
                "SELECT 1",
                [],
                event="card-session-closed",
                actor=actor,
                card=str(ended[0]),
                facts={},
                at=at,
            )


def digest_of(token: str) -> bytes:
    """Return under which digest a token is kept; it has 256 bits of its own, so no key is needed."""
    return hashlib.sha256(token.encode()).digest()
