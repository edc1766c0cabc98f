"""When does the management unit let a card activate, change or reset its PIN?

A cryptogram answers one challenge of one card. Asked again in the same session it is the same one,
and is counted once; a challenge that another session used is refused.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from openpias.core.contracts.management_unit import AuthorisedStep, CryptogramPurpose, Right
from openpias.core.smartcard import cryptograms
from openpias.core.smartcard.codes import Code
from openpias.core.smartcard.cryptograms import Purpose
from openpias.core.smartcard.life_cycle import permitted
from openpias.core.smartcard.states import AuthenticationState, CardState, Operation
from openpias.server.cards.domain import rights
from openpias.server.cards.domain.authorisations import Authorisation
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.operations import trail, unit_keys
from openpias.server.cards.operations.held_sessions import HeldSession, authorisation_of, hold
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.platform.database import statements

_ACTS = {
    CryptogramPurpose.ACTIVATE: (Purpose.ACTIVATE, Operation.ACTIVATE, Right.ACTIVATE),
    CryptogramPurpose.CHANGE: (Purpose.CHANGE, Operation.CHANGE_PIN, Right.CHANGE_PIN),
    CryptogramPurpose.RESET: (Purpose.RESET, Operation.RESET_PIN, Right.RESET_PIN),
}

# One round trip: what was noted before comes back as it was.
_NOTE = """
INSERT INTO cards_cryptogram (card_id, session_id, challenge, purpose, given_at)
VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (card_id, challenge) DO UPDATE SET challenge = EXCLUDED.challenge
RETURNING session_id, purpose, xmax = 0
"""
_COUNT = """
UPDATE cards_authorisation SET cryptograms = cryptograms + 1,
    terminal_id = COALESCE(terminal_id, %s) WHERE id = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The cryptogram, or the code with which it is refused."""

    code: Code
    cryptogram: bytes | None = None


def give(
    token: str, *, purpose: CryptogramPurpose, challenge: bytes, actor: Actor, at: datetime
) -> Given | UnitRefusal:
    """Give the cryptogram for one act on the card of a session, if the unit allows that act now.

    An authorisation without a terminal is bound to this one.
    """
    with transaction.atomic():
        held = hold(token, actor=actor, at=at)
        if isinstance(held, UnitRefusal):
            return held
        authorisation = _serving(held, purpose, actor=actor, at=at)
        code = _allowed(held, purpose, authorised=authorisation is not None, at=at)
        if code is Code.OK:
            code = _noted(held, purpose, challenge=challenge, authorisation=authorisation, at=at)
        _write(held, purpose, code, actor=actor, at=at)
        if code is not Code.OK:
            return Given(code=code)
        key = unit_keys.of(held.card_number, held.key_version)
        value = cryptograms.cryptogram(key, _ACTS[purpose][0], challenge)
    return Given(code=code, cryptogram=value)


def _serving(
    held: HeldSession, purpose: CryptogramPurpose, *, actor: Actor, at: datetime
) -> Authorisation | None:
    """Return the authorisation that allows this act here and now; each act once."""
    if held.state is not CardState.BLOCKED or purpose is CryptogramPurpose.ACTIVATE:
        return None
    found = authorisation_of(held.card)
    if found is None or AuthorisedStep(purpose.value) not in found.steps_left:
        return None
    serves = found.serves(provider=actor.provider.code, terminal=held.terminal, at=at)
    return found if serves else None


def _allowed(
    held: HeldSession, purpose: CryptogramPurpose, *, authorised: bool, at: datetime
) -> Code:
    _, operation, right = _ACTS[purpose]
    code = permitted(held.state, operation, authorised=authorised)
    if code is not Code.OK:
        return code
    held_rights = rights.rights(held.profile, on=day_of(at), withheld=settings.CARD_RIGHTS_WITHHELD)
    if right not in held_rights:
        return rights.NOT_PERMITTED[right]
    is_change = purpose is CryptogramPurpose.CHANGE
    is_known = held.authentication is AuthenticationState.AUTHENTICATED
    if is_change and held.state is CardState.ACTIVE and not is_known:
        return Code.AUTHENTICATION_FAILED
    return Code.OK


def _noted(
    held: HeldSession,
    purpose: CryptogramPurpose,
    *,
    challenge: bytes,
    authorisation: Authorisation | None,
    at: datetime,
) -> Code:
    """Keep which challenge was answered; the same one again is answered, and not counted."""
    row = statements.run(_NOTE, [held.card, held.id, challenge, purpose.value, at])
    if row is None:
        raise AssertionError("the statement always returns a row")
    session, noted, is_new = row
    if not is_new:
        is_same = (session, noted) == (held.id, purpose.value)
        return Code.OK if is_same else Code.UNIT_TRANSACTION_INVALID
    if authorisation is not None:
        statements.run(_COUNT, [held.terminal, authorisation.id])
    return Code.OK


def _write(
    held: HeldSession, purpose: CryptogramPurpose, code: Code, *, actor: Actor, at: datetime
) -> None:
    trail.write(
        "UPDATE cards_session SET used_at = %s WHERE id = %s",
        [at, held.id],
        event="card-cryptogram-given" if code is Code.OK else "card-cryptogram-refused",
        actor=actor,
        card=held.card_id,
        facts={"purpose": purpose.value, "code": int(code), "terminal": held.terminal_id},
        at=at,
    )
