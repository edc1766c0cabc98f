"""What do the status page and its JSON twin show?"""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import openpias
from openpias.server.platform.accounts.door import public
from openpias.server.platform.http.pages import render
from openpias.server.platform.outages import kept
from openpias.server.platform.outages.permissions import Permission
from openpias.server.platform.outages.queries import OutageView
from openpias.server.platform.outages.times import written
from openpias.server.platform.outages.web import labels
from openpias.server.platform.status.enums import Condition
from openpias.server.platform.status.parts import Answer, Part
from openpias.server.platform.status.snapshots import Snapshot, snapshot

_RETRY_SECONDS = "30"
_COLOURS = {
    Condition.OK: "govuk-tag--green",
    Condition.OFF: "govuk-tag--grey",
    Condition.LATE: "govuk-tag--yellow",
    Condition.UNKNOWN: "govuk-tag--grey",
    Condition.DOWN: "govuk-tag--red",
}


@require_safe
@public("tells everybody whether the platform works; it tells nothing about anybody")
def page(request: HttpRequest) -> HttpResponse:
    """Show every part in words, and planned outages; 503 while the database does not answer."""
    now = timezone.now()
    found = snapshot(at=now)
    actor = getattr(request, "actor", None)
    context = {
        "verdict": _verdict(found),
        "parts": [_row(part, answer) for part, answer in found.answers],
        "version": openpias.__version__,
        "time": written(now),
        "outages": [_shown(each, is_now=each.is_under_way(now)) for each in kept.planned(now=now)],
        "may_announce": actor is not None and actor.may(Permission.ANNOUNCE) and not actor.practice,
    }
    return _with_status(found, render(request, "status/status.html", context, status=_code(found)))


@require_safe
@public("programs ask whether the platform works; it tells nothing about anybody")
def json(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer the same for a program."""
    found = snapshot(at=timezone.now())
    body = {
        "status": found.condition,
        "time": found.at.isoformat(timespec="seconds"),
        "version": openpias.__version__,
        "parts": {part.name: _part_body(answer) for part, answer in found.answers},
        "outages": [_outage_body(each) for each in kept.planned(now=found.at)],
    }
    return _with_status(found, JsonResponse(body, status=_code(found)))


def _code(found: Snapshot) -> int:
    return 200 if found.has_database else 503


def _with_status(found: Snapshot, response: HttpResponse) -> HttpResponse:
    if not found.has_database:
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _verdict(found: Snapshot) -> str:
    if not found.has_database:
        return _("Sistemul nu este disponibil acum")
    return {
        Condition.OK: _("Sistemul lucrează"),
        Condition.LATE: _("Sistemul lucrează, unele părți sunt în urmă"),
        Condition.DOWN: _("O parte a sistemului nu lucrează"),
    }.get(found.condition, _("Starea nu se poate afla"))


def _row(part: Part, answer: Answer) -> dict[str, str]:
    return {
        "title": str(part.title),
        "state": {
            Condition.OK: _("lucrează"),
            Condition.OFF: _("nefolosit"),
            Condition.LATE: _("în urmă"),
            Condition.UNKNOWN: _("necunoscut"),
            Condition.DOWN: _("oprit"),
        }[answer.condition],
        "colour": _COLOURS[answer.condition],
        "words": str(answer.words),
        "age": _age(answer.seconds) if answer.seconds else "",
    }


def _age(seconds: int) -> str:
    if seconds < 120:
        return _("Cel mai vechi lucru așteaptă de %(number)s s.") % {"number": seconds}
    return _("Cel mai vechi lucru așteaptă de %(number)s min.") % {"number": seconds // 60}


def _shown(outage: OutageView, *, is_now: bool) -> dict[str, Any]:
    return {
        "title": _("În curs") if is_now else _("Planificată"),
        "when": labels.from_until(outage),
        "affects": labels.affected_list(outage.affects),
        "text": outage.text(translation.get_language() or "ro"),
        "href": f"/stare/intreruperi/{outage.id}",
    }


def _part_body(answer: Answer) -> dict[str, Any]:
    body: dict[str, Any] = {"status": answer.condition}
    return {**body, "oldest_seconds": answer.seconds} if answer.seconds is not None else body


def _outage_body(outage: OutageView) -> dict[str, Any]:
    return {
        "id": str(outage.id),
        "from": outage.starts_at.isoformat(),
        "to": outage.ends_at.isoformat(),
        "affects": list(outage.affects),
        "text": dict(outage.texts),
    }
