"""`card-sessions`: what does a station ask while a card is in its terminal?"""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from openpias.core.contracts.management_unit import (
    Authorisation,
    CardProof,
    CryptogramGiven,
    CryptogramRequest,
    ProofTaken,
    SessionOpened,
    SessionOpening,
    SessionState,
)
from openpias.server.cards.domain.outcomes import UnitRefusal
from openpias.server.cards.operations import cryptograms, proofs, session_states, sessions
from openpias.server.cards.operations.credential import CredentialRevoked
from openpias.server.cards.permissions import Permission
from openpias.server.cards.rest import problems
from openpias.server.cards.rest.messages import read
from openpias.server.platform.accounts import credentials
from openpias.server.platform.accounts.door import actor_of
from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.accounts.entering import not_authenticated
from openpias.server.platform.http.bodies import json_answer


def known_still(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 401 where the operation found the account closed or changed."""

    @wraps(view)
    def guarded(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            return view(request, **parts)
        except CredentialRevoked:
            credentials.forget(actor_of(request))
            raise not_authenticated() from None

    return guarded


@require_POST
@requires_basic(Permission.USE_UNIT, checked_later=True)
@known_still
def collection(request: HttpRequest) -> HttpResponse:
    """Open a session for a card that was put in."""
    sent = read(request, SessionOpening)
    answer = sessions.open_session(
        terminal=sent.terminal_id,
        card_number=sent.card_number,
        cid=sent.cid,
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, UnitRefusal):
        raise problems.unit(answer)
    body = SessionOpened(
        token=answer.token,
        expires_at=answer.expires_at,
        code=int(answer.code),
        state=int(answer.state),
        rights=answer.rights,
        nonce=answer.nonce,
    )
    return json_answer(body, status=201)


@require_http_methods(["GET", "DELETE"])
@requires_basic(Permission.USE_UNIT)
@known_still
def item(request: HttpRequest, token: str) -> HttpResponse:
    """Answer how a session stands, or end it because the card was pulled."""
    if request.method == "DELETE":
        sessions.close(token, actor=actor_of(request), at=timezone.now())
        response = HttpResponse(status=204)
        del response.headers["Content-Type"]
        return response
    answer = session_states.state(token, actor=actor_of(request), at=timezone.now())
    if isinstance(answer, UnitRefusal):
        raise problems.unit(answer)
    given = None
    if answer.allowed_until is not None:
        given = Authorisation(expires_at=answer.allowed_until, steps_left=answer.steps_left)
    return json_answer(
        SessionState(
            expires_at=answer.expires_at,
            code=int(answer.code),
            state=int(answer.state),
            authentication=int(answer.authentication),
            authorisation=given,
        )
    )


@require_POST
@requires_basic(Permission.USE_UNIT, checked_later=True)
@known_still
def proof(request: HttpRequest, token: str) -> HttpResponse:
    """Take note of what the card says of itself."""
    sent = read(request, CardProof)
    shown = proofs.CardProof(
        purpose=sent.purpose, nonce=sent.nonce, status=sent.status, proof=sent.proof
    )
    answer = proofs.take(token, shown=shown, actor=actor_of(request), at=timezone.now())
    if isinstance(answer, UnitRefusal):
        raise problems.unit(answer)
    return json_answer(
        ProofTaken(
            code=int(answer.code),
            state=int(answer.state),
            authentication=int(answer.authentication),
            nonce=answer.nonce,
        )
    )


@require_POST
@requires_basic(Permission.USE_UNIT, checked_later=True)
@known_still
def cryptogram(request: HttpRequest, token: str) -> HttpResponse:
    """Give the cryptogram for one act on the card, or say why not."""
    sent = read(request, CryptogramRequest)
    answer = cryptograms.give(
        token,
        purpose=sent.purpose,
        challenge=sent.challenge,
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, UnitRefusal):
        raise problems.unit(answer)
    return json_answer(CryptogramGiven(code=int(answer.code), cryptogram=answer.cryptogram))
