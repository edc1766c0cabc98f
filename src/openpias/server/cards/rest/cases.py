"""`card-cases`: how does a practice report a card, and learn how its case stands?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from openpias.core.contracts.management_unit import (
    Authorisation,
    CardHouse,
    CaseOpened,
    CaseReport,
    CaseStep,
    CaseView,
)
from openpias.core.findings import Finding
from openpias.server.cards.operations import cases as operations
from openpias.server.cards.operations.cases import Reported
from openpias.server.cards.permissions import Permission
from openpias.server.cards.queries import cases, desks
from openpias.server.cards.queries.desks import HouseDesk
from openpias.server.cards.rest import problems
from openpias.server.cards.rest.messages import idempotency_key, malformed, read
from openpias.server.platform.accounts.door import actor_of
from openpias.server.platform.accounts.door_for_programs import requires_basic
from openpias.server.platform.http.bodies import json_answer
from openpias.server.platform.http.problems import Problem

# Codes of a later station are kept by their number; what is no code is refused.
_CODES = range(-999, 1)


@require_http_methods(["GET", "POST"])
@requires_basic(Permission.REPORT_CASES)
def collection(request: HttpRequest) -> HttpResponse:
    """List the practice's own cases, or report a card."""
    return _report(request) if request.method == "POST" else _latest(request)


def _latest(request: HttpRequest) -> HttpResponse:
    houses: dict[str, CardHouse] = {}
    return json_answer([_view(each, houses) for each in cases.latest(actor_of(request))])


def _report(request: HttpRequest) -> HttpResponse:
    sent = read(request, CaseReport)
    if sent.code not in _CODES:
        facts = {"why": "Expected `int` of the published codes"}
        raise malformed(Finding(code="unit-field-invalid", path="/code", facts=facts))
    reported = operations.CaseReport(
        kind=sent.kind,
        code=sent.code,
        terminal=sent.terminal_id,
        cid=sent.cid or "",
        card_number=sent.card_number or "",
        holder_surname=sent.holder_surname or "",
        holder_birth_date=sent.holder_birth_date,
    )
    answer = operations.report(
        reported,
        request_key=idempotency_key(request),
        actor=actor_of(request),
        at=timezone.now(),
    )
    if not isinstance(answer, Reported):
        raise problems.case(answer)
    body = CaseOpened(
        case_id=answer.case,
        number=answer.number,
        status=answer.status,
        own_house=answer.own_house,
        house=_house(desks.desk(answer.house)),
    )
    return json_answer(body, status=201 if answer.is_new else 200)


@require_GET
@requires_basic(Permission.READ_OWN_CASES)
def item(request: HttpRequest, case_id: str) -> HttpResponse:
    """Answer how a case stands, with its steps."""
    case = cases.one(case_id, actor=actor_of(request))
    if case is None:
        raise Problem(status=404, code="not-found")
    return json_answer(_view(case, {}))


def _view(case: cases.CaseView, houses: dict[str, CardHouse]) -> CaseView:
    if case.house not in houses:
        houses[case.house] = _house(desks.desk(case.house))
    given = case.authorisation
    return CaseView(
        case_id=case.public_id,
        number=case.number,
        kind=case.kind,
        status=case.status,
        opened_at=case.opened_at,
        house=houses[case.house],
        steps=tuple(CaseStep(kind=each.kind, at=each.at) for each in case.steps),
        authorisation=Authorisation(expires_at=given.expires_at, steps_left=given.steps_left)
        if given
        else None,
        reason=case.reason,
    )


def _house(desk: HouseDesk) -> CardHouse:
    """Return the house; each number with the extensions, as the caller dials them."""
    phones = tuple(f"{each} int. {desk.extensions}" for each in desk.phones)
    return CardHouse(
        code=desk.code,
        name=desk.name,
        phones=phones if desk.extensions else desk.phones,
        hours=desk.hours,
    )
