"""How does an administrator announce, change and withdraw an outage?"""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from openpias.pages import Link
from openpias.server.platform.accounts.door import actor_of, requires
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.http.pages import render
from openpias.server.platform.http.problems import Problem
from openpias.server.platform.outages import operations, queries
from openpias.server.platform.outages.inputs import OutageInput
from openpias.server.platform.outages.operations import (
    OutagesNotEditable,
    OutageUnknown,
    Refused,
    require_announcer,
)
from openpias.server.platform.outages.permissions import Permission
from openpias.server.platform.outages.queries import OutageView
from openpias.server.platform.outages.times import day_typed, hour_typed
from openpias.server.platform.outages.web import labels

STATUS = "/stare"
_FIELDS = ("starts_on", "starts_hour", "ends_on", "ends_hour", "text_ro", "text_uk", "text_en")


@require_http_methods(["GET", "POST"])
@requires(Permission.ANNOUNCE)
def add(request: HttpRequest) -> HttpResponse:
    """Announce an outage."""
    _require_announcer(request)
    if request.method == "GET":
        return _form(request, OutageInput(), public_id=uuid.uuid4())
    public_id, typed = _sent_id(request), _typed(request)
    answer = operations.announce(
        typed, public_id=public_id, actor=actor_of(request), at=timezone.now()
    )
    if isinstance(answer, Refused):
        return _form(request, typed, public_id=public_id, refused=answer)
    return HttpResponseRedirect(STATUS)


@require_http_methods(["GET", "POST"])
@requires(Permission.ANNOUNCE)
def edit(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change an outage."""
    _require_announcer(request)
    found = queries.find(public_id)
    if found is None:
        raise Problem(status=404, code="not-found")
    if request.method == "GET":
        return _form(request, _as_typed(found), public_id=public_id, seen=found.version)
    typed, seen = _typed(request), _seen(request)
    try:
        answer = operations.change(
            typed, public_id=public_id, seen=seen, actor=actor_of(request), at=timezone.now()
        )
    except OutageUnknown:
        raise Problem(status=404, code="not-found") from None
    if isinstance(answer, Refused):
        return _form(request, typed, public_id=public_id, seen=seen, refused=answer)
    return HttpResponseRedirect(STATUS)


@require_POST
@requires(Permission.ANNOUNCE)
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take an outage back."""
    _require_announcer(request)
    try:
        operations.withdraw(public_id=public_id, actor=actor_of(request), at=timezone.now())
    except OutageUnknown:
        raise Problem(status=404, code="not-found") from None
    return HttpResponseRedirect(STATUS)


def _form(
    request: HttpRequest,
    typed: OutageInput,
    *,
    public_id: uuid.UUID,
    seen: int = 0,
    refused: Refused | None = None,
) -> HttpResponse:
    errors: dict[str, str] = {}
    for finding in refused.findings if refused else ():
        errors.setdefault(finding.path.removeprefix("/"), describe(finding.code).practice)
    context = {
        "typed": typed,
        "public_id": str(public_id),
        "seen": seen,
        "choices": labels.choices(),
        "names": _names(),
        "errors": errors,
        "summary": [(field, f"{_names()[field]}: {text}") for field, text in errors.items()],
    }
    trail = [Link(text=_("Starea sistemului"), href=STATUS)]
    status = 422 if errors else 200
    return render(request, "outages/outage.html", context, status=status, breadcrumbs=trail)


def _names() -> dict[str, str]:
    return {
        "starts_on": _("Ziua în care începe"),
        "starts_hour": _("Ora la care începe"),
        "ends_on": _("Ziua în care se încheie"),
        "ends_hour": _("Ora la care se încheie"),
        "affects": _("Ce nu va merge"),
        "text_ro": _("Anunțul în română"),
        "text_uk": _("Anunțul în ucraineană"),
        "text_en": _("Anunțul în engleză"),
    }


def _typed(request: HttpRequest) -> OutageInput:
    sent = {field: request.POST.get(field, "") for field in _FIELDS}
    return OutageInput(affects=tuple(request.POST.getlist("affects")), **sent)


def _as_typed(outage: OutageView) -> OutageInput:
    return OutageInput(
        starts_on=day_typed(outage.starts_at),
        starts_hour=hour_typed(outage.starts_at),
        ends_on=day_typed(outage.ends_at),
        ends_hour=hour_typed(outage.ends_at),
        affects=outage.affects,
        text_ro=outage.text("ro"),
        text_uk=outage.text("uk"),
        text_en=outage.text("en"),
    )


def _sent_id(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("public_id", ""))
    except ValueError:
        raise Problem(status=400, code="bad-request") from None


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _require_announcer(request: HttpRequest) -> None:
    try:
        require_announcer(actor_of(request))
    except OutagesNotEditable as refusal:
        raise Problem(status=403, code=refusal.code) from None
