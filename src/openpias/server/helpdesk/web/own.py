"""What does a provider see of its own incidents, and how does it write to the desk?"""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from openpias.pages import Link
from openpias.server.helpdesk.domain.inputs import IncidentInput
from openpias.server.helpdesk.domain.outcomes import DeskRefused, NotSaved
from openpias.server.helpdesk.enums import EntryKind, IncidentState, Mailbox
from openpias.server.helpdesk.operations import opening as operations
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import own
from openpias.server.helpdesk.queries import ready_texts as texts
from openpias.server.helpdesk.queries.own import OwnRow
from openpias.server.helpdesk.web import articles, hidden, labels, moments, navigation, opening
from openpias.server.helpdesk.web.opening import (
    actor_of,
    drawn_key,
    key_of,
    long_text_of,
    not_found,
    text_of,
)
from openpias.server.helpdesk.web.paging import addresses, number_of
from openpias.server.platform.accounts import interrupted
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_SAID = "own-incident-said"
_LINES = ("mailbox", "category", "stamp_code", "sub_unit", "subject")
_MOST_ARTICLES = 5


@require_GET
@requires(Permission.READ_OWN, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List the provider's incidents, the newest first."""
    actor, now = actor_of(request), timezone.now()
    found = own.page(actor, number=number_of(request))
    context = {
        "tabs": navigation.own_tabs(request),
        "rows": [_row(each, now=now) for each in found.rows],
        "hrefs": addresses(navigation.OWN, {}, pages=found.pages),
        "page_number": found.number,
        "may_open": actor.may(Permission.OPEN_OWN),
    }
    return render(request, "helpdesk/own_incidents.html", context)


@require_GET
@requires(Permission.READ_OWN, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one incident: what the provider wrote, and what it was answered."""
    return _shown(request, str(public_id), {})


@require_POST
@requires(Permission.OPEN_OWN, resumes=True, real=True)
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write on in an incident; one that was closed goes on."""
    typed, here = long_text_of(request, "text"), str(public_id)
    if interrupted.is_back(request):
        return _shown(request, here, {})
    if not typed:
        return _shown(request, here, {"text": _("Scrieți mesajul.")})
    try:
        answer = operations.reply_from_portal(
            here,
            text=typed,
            request_key=key_of(request),
            actor=actor_of(request),
            at=timezone.now(),
        )
    except DeskRefused as refused:
        return _shown(request, here, {"text": opening.told(refused)})
    if isinstance(answer, NotSaved):
        return _shown(request, here, opening.errors_of(answer, {}, otherwise="text"))
    request.session[_SAID] = "replied"
    return HttpResponseRedirect(f"{navigation.OWN}/{answer.incident}")


@require_http_methods(["GET", "POST"])
@requires(Permission.OPEN_OWN, resumes=True, real=True)
def new(request: HttpRequest) -> HttpResponse:
    """Open an incident; what the desk asks for in a mail's header is a field here."""
    typed = {name: text_of(request, name) for name in _LINES}
    typed |= {"text": long_text_of(request, "text")}
    if request.method == "GET" or interrupted.is_back(request) or request.POST.get("suggest"):
        return _form(request, typed, {})
    wrong = {}
    if typed["mailbox"] not in set(Mailbox):
        wrong["mailbox"] = _("Alegeți despre ce sistem este vorba.")
    if wrong := wrong | opening.unsaid(typed):
        return _form(request, typed, wrong)
    said = IncidentInput(**typed, language=translation.get_language() or "ro")
    try:
        answer = operations.from_portal(
            said, request_key=key_of(request), actor=actor_of(request), at=timezone.now()
        )
    except DeskRefused as refused:
        return _form(request, typed, {"text": opening.told(refused)})
    if isinstance(answer, NotSaved):
        fields = {name: name for name in (*_LINES, "text")}
        return _form(request, typed, opening.errors_of(answer, fields, otherwise="text"))
    request.session[_SAID] = "opened"
    return HttpResponseRedirect(f"{navigation.OWN}/{answer.incident}")


@require_GET
@requires(Permission.READ_OWN, real=True)
def help_articles(request: HttpRequest) -> HttpResponse:
    """List the articles that are public, or those that hold some words."""
    sought = articles.sought_of(request)
    context = {
        "tabs": navigation.own_tabs(request),
        "sought": sought,
        "rows": _suggested(request, sought),
    }
    return render(request, "helpdesk/own_articles.html", context)


@require_GET
@requires(Permission.READ_OWN, real=True)
def help_article(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a public article."""
    found = texts.article(str(public_id), actor=actor_of(request))
    if found is None or not found.is_public:
        raise not_found()
    context = {"title": found.title, "text": found.text, "facts": "", "may_edit": False}
    trail = [Link(text=_("Articole de ajutor"), href=f"{navigation.OWN}/articole")]
    return render(request, "helpdesk/article.html", context, breadcrumbs=trail)


def _suggested(request: HttpRequest, sought: str) -> list[dict[str, str]]:
    found = texts.articles(actor_of(request), text=sought)
    return [
        {"href": f"{navigation.OWN}/articole/{each.public_id}", "title": each.title}
        for each in found
    ]


def _row(found: OwnRow, *, now: datetime) -> dict[str, Any]:
    return {
        "href": f"{navigation.OWN}/{found.public_id}",
        "reference": found.reference,
        "subject": found.subject or _("fără subiect"),
        "tag": _tag(found.state),
        "facts": f"{labels.mailbox(found.mailbox)} · {labels.category(found.category)} · {moments.near(found.opened_at, now=now)}",
    }


def _tag(state: IncidentState) -> dict[str, str]:
    """Return where an incident stands for whoever reported it."""
    waits = {"text": _("așteptăm răspunsul dumneavoastră"), "classes": "govuk-tag--red"}
    answered = {"text": _("aveți răspuns"), "classes": "govuk-tag--green"}
    at_desk = {"text": _("la asistență"), "classes": "govuk-tag--blue"}
    return {
        IncidentState.NEW: at_desk,
        IncidentState.ASSIGNED: at_desk,
        IncidentState.WAITING: waits,
        IncidentState.ANSWERED: answered,
    }.get(state, {"text": labels.state(state), "classes": "govuk-tag--grey"})


def _runs(found: OwnRow) -> bool:
    """Tell whether the desk works on it now."""
    return found.state in {IncidentState.NEW, IncidentState.ASSIGNED, IncidentState.ANSWERED}


def _shown(request: HttpRequest, public_id: str, errors: opening.Errors) -> HttpResponse:
    now = timezone.now()
    found = own.one(public_id, actor=actor_of(request))
    if found is None:
        raise not_found()
    context = {
        **_row(found, now=now),
        "address": f"{navigation.OWN}/{public_id}",
        "said": "" if errors else _told(request.session.pop(_SAID, ""), found.reference),
        "until": moments.near(found.resolution_due_at, now=now) if _runs(found) else "",
        "resolution": hidden.pieces(found.resolution_text),
        "is_over": found.state is IncidentState.CLOSED,
        "merged_into": found.merged_into,
        "may_reply": found.may_reply and actor_of(request).may(Permission.OPEN_OWN),
        "entries": [
            {
                "is_ours": each.kind is EntryKind.INCOMING,
                "word": _("Ați scris")
                if each.kind is EntryKind.INCOMING
                else _("Răspunsul asistenței"),
                "at": moments.near(each.at, now=now),
                "pieces": hidden.pieces(each.text),
            }
            for each in found.entries
        ],
        "typed": {"text": request.POST.get("text", "")},
        "record": drawn_key(request),
        "errors": dict(errors),
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Incidentele mele"), href=navigation.OWN)]
    status = 422 if errors else 200
    return render(request, "helpdesk/own_incident.html", context, status=status, breadcrumbs=trail)


def _form(request: HttpRequest, typed: dict[str, str], wrong: opening.Errors) -> HttpResponse:
    errors = {name: wrong[name] for name in (*_LINES, "text") if name in wrong}
    actor = actor_of(request)
    suggested = _suggested(request, typed["subject"]) if typed["subject"] else []
    context = {
        "typed": typed,
        "record": drawn_key(request),
        "provider": f"{actor.provider.name} ({actor.provider.code})",
        "mailboxes": labels.mailboxes(),
        "categories": labels.categories(),
        "suggested": suggested[:_MOST_ARTICLES],
        "was_asked": bool(request.POST.get("suggest")),
        "errors": errors,
        "summary": list(errors.items()),
    }
    trail = [Link(text=_("Incidentele mele"), href=navigation.OWN)]
    status = 422 if errors else 200
    return render(request, "helpdesk/own_new.html", context, status=status, breadcrumbs=trail)


def _told(what: str, reference: str) -> str:
    return {
        "opened": _("Incidentul %(reference)s este la asistență.") % {"reference": reference},
        "replied": _("Mesajul este la asistență."),
    }.get(what, "")
