"""How does an application open its session, as the official interface does it?

`GET /OCSP/validator?username=CUI_CAS-XX` with the certificate in the TLS handshake and Basic: the
token comes in the header OSCP_RESPONSE (spelt so) and goes back with every call.
401: the certificate has expired, is revoked or is not enrolled, or the user is not authorised;
403: both are good, and the user has no right to this service.
"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from openpias.server.certificates.enums import TokenWay
from openpias.server.certificates.operations import factors
from openpias.server.certificates.permissions import Permission
from openpias.server.platform.accounts import login_names
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door_for_programs import requires_certificate
from openpias.server.platform.accounts.entering import TOKEN_NAME
from openpias.server.platform.http.problems import Problem


@require_GET
@requires_certificate(Permission.OPEN_API)
def validator(request: HttpRequest) -> HttpResponse:
    """Answer a token, with when it expires in the header Expires-At."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    asked = login_names.meant(request.GET.get("username", ""), "").username
    if asked != actor.username:
        raise Problem(status=401, code="username-differs")
    token, expires = factors.open_access(actor, way=TokenWay.TLS, at=timezone.now())
    response = HttpResponse(status=200, content_type="text/plain; charset=utf-8")
    response.headers[TOKEN_NAME] = token
    response.headers["Expires-At"] = expires.isoformat(timespec="seconds")
    return response
