"""How does a provider's month stand at a glance, and what comes next?"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import drafts, reports
from openpias.server.reporting.queries import months as queries
from openpias.server.reporting.queries.months import Term
from openpias.server.reporting.queries.reports import ReportRow
from openpias.server.reporting.web import labels, navigation, own_reports
from openpias.server.reporting.web.months import month_of, months, this_month
from openpias.server.reporting.web.opening import actor_of

_LAST = 5


@require_GET
@requires(Permission.READ_OWN, real=True)
def home(request: HttpRequest) -> HttpResponse:
    """Show the month: what stands, the next terms, the last reports, and one sentence to go on with."""
    actor, now = actor_of(request), timezone.now()
    day = month_of(request) or this_month()
    terms = queries.terms(actor)
    last = reports.page(actor).rows[:_LAST]
    context = {
        "tabs": navigation.tabs(request),
        "month": labels.month(day),
        "months": months(now),
        "chosen": f"{day:%Y-%m}",
        "next": _next(actor, terms, last, now=now),
        "terms": [_term(each, now=now) for each in terms],
        "typed_columns": _typed_columns(),
        "typed": _typed_rows(actor, day),
        "reported_columns": _reported_columns(),
        "reported": _reported_rows(actor, day),
        "report_columns": own_reports.columns(),
        "reports": [own_reports.row(each) for each in last],
        "may_record": actor.may(Permission.RECORD),
    }
    return render(request, "reporting/overview.html", context)


def _next(
    actor: Actor, terms: Sequence[Term], last: Sequence[ReportRow], *, now: datetime
) -> dict[str, str]:
    """Return what comes next in one sentence: what is late or wrong comes first."""
    wrong, built = queries.waiting(actor), drafts.built_reports(actor)
    waits = next((each for each in built if each.is_unsent), None)
    refused = next((each for each in last[:1] if each.code), None)
    if wrong:
        text = _("corectați serviciile cu greșeli: %(wrong)s.") % {"wrong": wrong.services}
        href = f"{navigation.DRAFTS}?stare={wrong.state.value}"
        return {"text": text, "href": href, "action": _("Deschide-le")}
    if refused is not None:
        return {
            "text": _("ultimul fișier a fost refuzat; vedeți de ce și trimiteți-l din nou."),
            "href": f"{navigation.REPORTS}/{refused.public_id}",
            "action": _("Vezi refuzul"),
        }
    if waits is not None:
        return {
            "text": _("semnați și trimiteți raportul %(name)s.") % {"name": waits.file_name},
            "href": f"{navigation.BUILT}/{waits.public_id}",
            "action": _("Deschide raportul"),
        }
    if terms:
        text = _("faceți raportul; primul termen: %(term)s.") % {
            "term": labels.until(terms[0].deadline, now=now)
        }
        return {"text": text, "href": navigation.BUILDING, "action": _("Fă raportul lunii")}
    return {
        "text": _(
            "scrieți serviciile de azi, sau trimiteți fișierul semnat din programul dumneavoastră."
        ),
        "href": f"{navigation.DRAFTS}/nou",
        "action": _("Serviciu nou"),
    }


def _term(term: Term, *, now: datetime) -> dict[str, Any]:
    return {
        "text": labels.until(term.deadline, now=now),
        "services": _("servicii %(kind)s netrimise: %(services)s")
        % {"kind": term.kind, "services": term.services},
        "is_late": labels.is_late(term.deadline, now=now),
    }


def _typed_columns() -> list[dict[str, Any]]:
    texts = (
        *(_("de corectat"), _("validate"), _("în raport"), _("trimise"), _("acceptate")),
        _("respinse"),
    )
    return [{"text": _("Felul")}, *({"text": text, "numeric": True} for text in texts)]


def _typed_rows(actor: Actor, day: date) -> list[list[str]]:
    return [
        [
            labels.kind(each.kind),
            *(str(each.to_correct), str(each.validated), str(each.in_report), str(each.sent)),
            *(str(each.accepted), str(each.refused)),
        ]
        for each in queries.typed(actor, day=day)
    ]


def _reported_columns() -> list[dict[str, Any]]:
    texts = (
        *(_("valide"), _("cu avertismente"), _("respinse"), _("întârziate")),
        _("persoane strămutate"),
    )
    return [{"text": _("Felul")}, *({"text": text, "numeric": True} for text in texts)]


def _reported_rows(actor: Actor, day: date) -> list[list[str]]:
    return [
        [
            labels.kind(each.kind),
            *(str(each.valid), str(each.partial), str(each.invalid), str(each.late)),
            str(each.displaced),
        ]
        for each in queries.reported(actor, day=day)
    ]
