"""How do a practice's own cases stand, and how does it report a card when the application is not there?"""

import uuid
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.contracts.management_unit import CaseKind, CaseStatus
from openpias.core.smartcard.codes import Code
from openpias.pages import Link
from openpias.server.cards.domain import identity
from openpias.server.cards.domain.outcomes import CardProblem, CaseProblem
from openpias.server.cards.operations import cases as operations
from openpias.server.cards.operations.cases import CaseReport, Reported
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cases, desks
from openpias.server.cards.queries.cases import CaseView
from openpias.server.cards.queries.desks import HouseDesk
from openpias.server.cards.web import labels, navigation, numbers, opening
from openpias.server.cards.web.opening import actor_of, not_found, text_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_NAMES = ("kind", "cid", "card_number", "holder_surname", "holder_birth_date")
_CODES = {
    CaseKind.BLOCKED: int(Code.CARD_BLOCKED),
    CaseKind.INVALID: int(Code.CARD_STATE_INVALID),
}
_FIELDS: dict[CaseProblem | CardProblem, str] = {
    CaseProblem.CID_REQUIRED: "cid",
    CaseProblem.CARD_NUMBER_REQUIRED: "card_number",
    CaseProblem.CARD_MISMATCH: "card_number",
}


@require_GET
@requires(Permission.READ_OWN_CASES, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the practice's own cases, the newest first, each with its house."""
    now, known = timezone.now(), dict[str, HouseDesk]()
    rows = []
    for case in cases.latest(actor_of(request)):
        if case.house not in known:
            known[case.house] = desks.desk(case.house)
        rows.append(_row(case, known[case.house], now=now))
    context = {"rows": rows, "may_report": actor_of(request).may(Permission.REPORT_CASES)}
    return render(request, "cards/own_cases.html", context)


@require_GET
@requires(Permission.READ_OWN_CASES, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a case with its steps and what is to be done next."""
    case = cases.one(str(public_id), actor=actor_of(request))
    if case is None:
        raise not_found()
    now = timezone.now()
    until = _until(case, now=now)
    desk = desks.desk(case.house)
    context = {
        **_row(case, desk, now=now),
        "rows": _facts(case, desk),
        "steps": [
            {"at": labels.moment(each.at), "text": labels.step(each.kind)} for each in case.steps
        ],
        "press": labels.press() if until else [],
        "again": _stands(case, now=now) is CaseStatus.EXPIRED,
        "kind_value": case.kind.value,
    }
    trail = [Link(text=_("Carduri blocate"), href=navigation.OWN)]
    return render(request, "cards/own_case.html", context, breadcrumbs=trail)


@require_http_methods(["GET", "POST"])
@requires(Permission.REPORT_CASES, resumes=True, real=True)
def report(request: HttpRequest) -> HttpResponse:
    """Report a card by hand: the same case as from the application, without a terminal."""
    typed = {name: text_of(request, name) for name in _NAMES}
    if request.method == "GET":
        typed["kind"] = request.GET.get("fel", "")[:20]
        return _form(request, typed, {}, record=str(uuid.uuid4()))
    record = request.POST.get("record", "")[:60]
    if interrupted.is_back(request):
        return _form(request, typed, {}, record=record)
    errors = _wrong(request, typed)
    if errors:
        return _form(request, typed, errors, record=record)
    kind = CaseKind(typed["kind"])
    reported = CaseReport(
        kind=kind,
        code=_CODES[kind],
        terminal=None,
        cid=opening.digits_of(request, "cid"),
        card_number=opening.digits_of(request, "card_number"),
        holder_surname=typed["holder_surname"],
        holder_birth_date=identity.day(typed["holder_birth_date"]),
    )
    answer = operations.report(
        reported,
        request_key=opening.key_of(request),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if isinstance(answer, Reported):
        return HttpResponseRedirect(f"{navigation.OWN}/{answer.case}")
    by_kind = "cid" if kind is CaseKind.BLOCKED else "card_number"
    return _form(
        request, typed, {_FIELDS.get(answer, by_kind): opening.told(answer)}, record=record
    )


def _wrong(request: HttpRequest, typed: dict[str, str]) -> dict[str, str]:
    errors = {}
    if typed["kind"] not in set(CaseKind):
        errors["kind"] = _("Alegeți ce arată cardul.")
    errors |= numbers.errors(request)
    if typed["holder_birth_date"] and identity.day(typed["holder_birth_date"]) is None:
        errors["holder_birth_date"] = _(
            "Scrieți data nașterii ca zi-luna-an, de exemplu 24-02-1982."
        )
    return errors


def _form(
    request: HttpRequest, typed: dict[str, str], errors: dict[str, str], *, record: str
) -> HttpResponse:
    wrong = {name: errors[name] for name in _NAMES if name in errors}
    context = {
        "typed": typed,
        "record": record,
        "kinds": labels.kinds(),
        "errors": wrong,
        "summary": list(wrong.items()),
    }
    trail = [Link(text=_("Carduri blocate"), href=navigation.OWN)]
    status = 422 if wrong else 200
    return render(request, "cards/own_report.html", context, status=status, breadcrumbs=trail)


def _row(case: CaseView, desk: HouseDesk, *, now: datetime) -> dict[str, object]:
    return {
        "href": f"{navigation.OWN}/{case.public_id}",
        "number": case.number,
        "kind": labels.kind(case.kind),
        "tag": labels.tag(_stands(case, now=now)),
        "since": labels.moment(case.opened_at),
        "house": desk.name,
        "telephones": telephones(desk),
        "next": _next(case, now=now),
    }


def telephones(desk: HouseDesk) -> str:
    """Return how a house is called, with extensions and hours."""
    if not desk.phones:
        return _("telefonul este pe situl casei")
    numbers_text = ", ".join(desk.phones)
    inside = _("interior %(extensions)s") % {"extensions": desk.extensions}
    return " · ".join(
        each for each in (numbers_text, inside if desk.extensions else "", desk.hours) if each
    )


def _facts(case: CaseView, desk: HouseDesk) -> list[dict[str, str]]:
    rows = [
        (_("Casa care rezolvă"), desk.name),
        (_("Telefonul casei"), telephones(desk)),
        (_("Trimis la"), labels.moment(case.opened_at)),
        (_("Motivul refuzului"), case.reason),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _until(case: CaseView, *, now: datetime) -> str:
    given = case.authorisation
    return labels.clock(given.expires_at) if given and given.expires_at > now else ""


def _next(case: CaseView, *, now: datetime) -> str:
    """Return what the practice does now."""
    return {
        CaseStatus.OPEN: _(
            "Cazul așteaptă la casă. Dacă pacientul este în fața dumneavoastră, sunați la casă."
        ),
        CaseStatus.TAKEN: _(
            "Un specialist lucrează la caz. Rămâneți lângă telefonul înregistrat la casă."
        ),
        CaseStatus.CONFIRMED: _(
            "Cardul este deblocat. Faceți pașii 1–8 la terminal până la ora %(time)s."
        )
        % {"time": _until(case, now=now)},
        CaseStatus.REFUSED: _(
            "Casa a refuzat cazul. Citiți motivul; pacientul se adresează casei."
        ),
        CaseStatus.DONE: _("Cazul s-a încheiat. Cardul poate fi folosit."),
        CaseStatus.EXPIRED: _(
            "Timpul de deblocare a trecut. Trimiteți cardul din nou, apoi așteptați deblocarea."
        ),
    }[_stands(case, now=now)]


def _stands(case: CaseView, *, now: datetime) -> CaseStatus:
    """Return where the case stands; its time may be over a minute before the job that notes it."""
    is_over = case.status is CaseStatus.CONFIRMED and not _until(case, now=now)
    return CaseStatus.EXPIRED if is_over else case.status
