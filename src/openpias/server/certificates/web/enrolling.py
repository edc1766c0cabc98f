"""How does a practice, or somebody of the staff, ask that a certificate be let in?

Public and answered with a receipt only; the certificate comes as a file, or from the browser on the
port that asks for it.
"""

import base64
import binascii
import uuid
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openpias.core.pki import certificates
from openpias.pages import Choice, Link
from openpias.server.certificates.domain import comparison
from openpias.server.certificates.domain.inputs import EnrolmentInput
from openpias.server.certificates.domain.roles import ROLES
from openpias.server.certificates.enums import OwnerKind
from openpias.server.certificates.operations import requests
from openpias.server.certificates.operations.requests import Received, TooManyRequestsError
from openpias.server.certificates.web import labels
from openpias.server.platform.accounts import presented
from openpias.server.platform.accounts.door import public
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.providers import api as providers

_PATHS = {
    OwnerKind.PROVIDER: "/inrolare",
    OwnerKind.HOUSE: "/inrolare/casa",
    OwnerKind.NATIONAL_HOUSE: "/inrolare/cnas",
    OwnerKind.HELPDESK: "/inrolare/helpdesk",
}
_LONGEST = {"fiscal_code": 20, "house": 20, "holder": 300, "role": 40, "email": 300}


@require_http_methods(["GET", "POST"])
@public("somebody whose certificate is not let in yet cannot sign in")
def enrol(request: HttpRequest, owner: str = OwnerKind.PROVIDER) -> HttpResponse:
    """Show the form, and answer a receipt."""
    kind = OwnerKind(owner)
    certificate = _certificate(request)
    texts = {name: request.POST.get(name, "")[:limit] for name, limit in _LONGEST.items()}
    typed = EnrolmentInput(owner_kind=kind, certificate=certificate, **texts)
    if request.method == "GET":
        return _form(request, kind, _prefilled(typed), {})
    key = request.POST.get("key", "")[:64] or uuid.uuid4().hex
    language = translation.get_language() or "ro"
    try:
        answer = requests.submit(typed, request_key=key, language=language, at=timezone.now())
    except TooManyRequestsError:
        raise Problem(
            status=429, code="too-many-requests", headers={"Retry-After": "3600"}
        ) from None
    if isinstance(answer, Received):
        return render(request, "certificates/received.html", {"receipt": answer.receipt})
    errors = {each.path.strip("/"): describe(each.code, each.facts).practice for each in answer}
    return _form(request, kind, typed, errors)


def _prefilled(typed: EnrolmentInput) -> EnrolmentInput:
    """Write what the shown certificate says into the empty form."""
    read = certificates.read(typed.certificate) if typed.certificate else None
    if not isinstance(read, certificates.CertificateFacts):
        return typed
    return replace(
        typed, holder=comparison.named(read), fiscal_code=comparison.certified_code(read)
    )


def _certificate(request: HttpRequest) -> bytes:
    """Return the certificate of the handshake, the chosen file, or the one that was sent before."""
    shown = presented.certificate(request)
    if shown is not None:
        return shown
    file = request.FILES.get("certificate")
    if file is not None:
        return file.read(certificates.LARGEST + 1) if file.size else b""
    try:
        return base64.b64decode(request.POST.get("certificate_kept", "")[:30_000], validate=True)
    except (binascii.Error, ValueError):
        return b""


def _form(
    request: HttpRequest, kind: OwnerKind, typed: EnrolmentInput, errors: dict[str, str]
) -> HttpResponse:
    read = certificates.read(typed.certificate) if typed.certificate else None
    known = read if isinstance(read, certificates.CertificateFacts) else None
    names = _labels()
    at_the_door = presented.came_by_the_door(request)
    context = {
        "kind": kind.value,
        "path": _PATHS[kind],
        "tabs": [
            Link(text=labels.owner(each), href=path, current=each is kind)
            for each, path in _PATHS.items()
        ],
        "typed": typed,
        "labels": names,
        "roles": [Choice(value=each.value, text=labels.role(each)) for each in ROLES[kind]],
        "houses": [
            Choice(value=each.code, text=f"{each.code} – {each.name}")
            for each in providers.houses()
        ],
        "rows": labels.certificate_rows(known) if known else [],
        "kept": base64.b64encode(typed.certificate).decode() if known else "",
        "from_browser": known is not None and at_the_door,
        "browser_href": ""
        if at_the_door or not settings.SECOND_FACTOR
        else f"{settings.LOGIN_ORIGIN}{_PATHS[kind]}",
        "key": request.POST.get("key") or uuid.uuid4().hex,
        "errors": errors,
        "summary": [(name, f"{names[name]}: {text}") for name, text in errors.items()],
    }
    return render(request, "certificates/enrol.html", context, status=422 if errors else 200)


def _labels() -> dict[str, str]:
    return {
        "owner_kind": _("Pentru cine lucrați"),
        "fiscal_code": _("Cod fiscal (CUI)"),
        "house": _("Casa de asigurări"),
        "holder": _("Titularul certificatului"),
        "role": _("Rolul"),
        "email": _("E-mail"),
        "certificate": _("Certificatul"),
    }
