"""How does a program that cannot show its certificate in TLS open a session?

It gets a challenge, signs its UTF-8 bytes (detached CAdES, DER), and sends both with Basic (ADR 0020).
"""

import base64
import binascii

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from openpias.server.certificates.enums import TokenWay
from openpias.server.certificates.operations import challenges, factors
from openpias.server.certificates.permissions import Permission
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import public
from openpias.server.platform.accounts.door_for_programs import requires_certificate
from openpias.server.platform.accounts.entering import TOKEN_NAME, refused
from openpias.server.platform.accounts.second_factor import Shown
from openpias.server.platform.http.bodies import json_answer, json_object
from openpias.server.platform.http.problems import Problem


@csrf_exempt
@require_POST
@public("a challenge opens nothing until an enrolled key has signed it")
def new_challenge(request: HttpRequest) -> HttpResponse:
    """Answer a challenge for this server."""
    made = challenges.challenge(server=request.get_host(), at=timezone.now())
    body = {"challenge": made.text, "expires_at": made.expires_at}
    return json_answer(body, status=201)


def signed(request: HttpRequest) -> Shown:
    """Return the certificate behind the signature in the body; raises Problem, for any body."""
    sent = json_object(request)
    text, encoded = sent.get("challenge"), sent.get("signature")
    if not isinstance(text, str) or not isinstance(encoded, str):
        raise Problem(status=400, code="session-body")
    if not text.isascii() or len(text) > challenges.LONGEST:
        raise refused(challenges.ChallengeProblem.NOT_OURS)
    try:
        signature = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Problem(status=400, code="session-body") from None
    answer = challenges.answered(text, signature, at=timezone.now())
    if isinstance(answer, Shown):
        return answer
    raise refused(answer)


@require_POST
@requires_certificate(Permission.OPEN_API, shown=signed)
def collection(request: HttpRequest) -> HttpResponse:
    """Answer a token for the next calls, which need no certificate in TLS."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    token, expires = factors.open_access(actor, way=TokenWay.CHALLENGE, at=timezone.now())
    body = {
        "token": token,
        "expires_at": expires,
        "username": actor.username,
        "holder": actor.display_name,
    }
    response = json_answer(body, status=201)
    response.headers[TOKEN_NAME] = token
    return response
