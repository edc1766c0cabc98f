"""What does an operator see of one incident, and what can be done with it now?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.pages import Choice, Link
from openpias.server.helpdesk.domain.header.vocabulary import ALLOWED_CATEGORIES
from openpias.server.helpdesk.enums import (
    CallOutcome,
    Channel,
    ReopenReason,
    ReporterKind,
    RevealReason,
)
from openpias.server.helpdesk.permissions import Permission
from openpias.server.helpdesk.queries import incidents, operators
from openpias.server.helpdesk.queries import ready_texts as texts
from openpias.server.helpdesk.queries.views import IncidentView
from openpias.server.helpdesk.web import (
    header,
    hidden,
    labels,
    moments,
    navigation,
    reasons,
    timeline,
)
from openpias.server.helpdesk.web.opening import (
    Typed,
    actor_of,
    drawn_key,
    for_reader,
    not_found,
    sent,
)
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render

_SAID = "desk-said"
_MOST_ARTICLES = 5


@require_GET
@requires(Permission.READ_DESK, real=True)
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show one incident."""
    return shown(request, str(public_id))


def address(public_id: str) -> str:
    """Return the address of an incident."""
    return f"{navigation.QUEUE}/{public_id}"


def say(request: HttpRequest, what: str) -> None:
    """Keep what was done, to be told once on the next page."""
    request.session[_SAID] = what


def shown(
    request: HttpRequest,
    public_id: str,
    *,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show an incident, with what was typed and what was wrong with it."""
    actor, now, wrong = actor_of(request), timezone.now(), dict(errors or {})
    found = incidents.one(public_id, actor=actor, at=now)
    if found is None:
        raise not_found()
    context = {
        "tabs": navigation.tabs(request),
        "said": "" if wrong or typed else _told(request.session.pop(_SAID, "")),
        "typed": Typed({**sent(request), **(typed or {})}),
        "record": drawn_key(request),
        "errors": wrong,
        "summary": list(wrong.items()),
        **_facts(found, actor=actor, now=now, errors=wrong),
    }
    trail = [Link(text=_("Incidente"), href=navigation.QUEUE)]
    status = 422 if wrong else 200
    return render(request, "helpdesk/incident.html", context, status=status, breadcrumbs=trail)


def _facts(
    found: IncidentView, *, actor: Actor, now: datetime, errors: Mapping[str, str]
) -> dict[str, Any]:
    here = address(found.public_id)
    return {
        "incident": found,
        "address": here,
        "subject": hidden.pieces(found.subject or _("fără subiect")),
        "caption": f"{labels.mailbox(found.mailbox)} · {labels.channel(found.channel)} · {labels.reporter(found.reporter_kind)}",
        "tag": labels.state_tag(found.state),
        "priority": labels.priority_tag(found.priority),
        "response": moments.response(found.response, now=now),
        "resolution": moments.resolution(found.resolution, now=now),
        "pictures": labels.pictures(found.pictures),
        "who_rows": _who_rows(found, actor=actor, now=now),
        "fields": header.rows(found, actor=actor),
        "lacks": header.lacking(found),
        "entries": [
            timeline.shown(
                each, now=now, address=here, errors=errors, actor=actor, code=found.provider_code
            )
            for each in found.entries
        ],
        "recordings": [
            {
                "src": f"{here}/inregistrari/{each.public_id}.wav",
                "length": f"{each.seconds // 60}:{each.seconds % 60:02d}",
                "at": moments.near(each.recorded_at, now=now),
                "until": moments.full(each.expires_at),
            }
            for each in found.recordings
        ],
        "may_answer": "answer" in found.may,
        "goes_to": _goes_to(found, actor=actor),
        "phone": found.reporter.phone,
        "may_confirm": "correct" in found.may and found.is_registered and not found.is_proven,
        "resolution_text": hidden.pieces(found.resolution_text),
        "reveal_reasons": reasons.choices(RevealReason),
        "call_outcomes": reasons.choices(CallOutcome),
        "reopen_reasons": reasons.choices(ReopenReason),
        **_choices(found, actor=actor, now=now),
    }


def _who_rows(found: IncidentView, *, actor: Actor, now: datetime) -> list[dict[str, str]]:
    mine = found.assignee == actor.account_id
    owner = _("dumneavoastră") if mine else found.assignee_name or _("nimeni")
    who = found.reporter
    rows = [
        (_("Îl are"), owner),
        (_("Deschis"), moments.near(found.opened_at, now=now)),
        (_("Numele celui care a scris sau a sunat"), who.name),
        (_("Adresa de e-mail"), who.address),
        (_("Telefonul"), who.phone),
        (_("Casa"), found.house),
        (_("Cazul de card"), found.card_case_number),
        (_("Închis"), moments.full(found.closed_at)),
        (_("Apreciere"), _("%(mark)s din 5") % {"mark": found.mark} if found.mark else ""),
        (_("Comentariul aprecierii"), found.comment),
    ]
    return [{"key": key, "value": value} for key, value in rows if value]


def _goes_to(found: IncidentView, *, actor: Actor) -> str:
    """Return to whom an answer goes, as the form says it above its button."""
    if found.channel is Channel.PORTAL:
        name = found.provider_name or found.provider_code
        return _("%(provider)s, în portal") % {
            "provider": for_reader(actor, name, code=found.provider_code)
        }
    if not actor.may(Permission.READ_PERSONAL):
        return _("celui care a scris (adresa nu se arată rolului dumneavoastră)")
    return found.reporter.address


def _choices(found: IncidentView, *, actor: Actor, now: datetime) -> dict[str, Any]:
    if not found.may:
        return {"similar": [], "canned": [], "articles": [], "assignees": [], "categories": []}
    category = found.category.value if found.category else ""
    canned = texts.canned(
        actor, mailbox=found.mailbox.value, category=category, language=found.language
    )
    articles = texts.articles(actor, mailbox=found.mailbox.value, category=category)
    return {
        "similar": [
            Choice(
                value=each.reference,
                text=f"{each.reference} · {each.subject}",
                hint=f"{labels.state(each.state)} · {moments.near(each.opened_at, now=now)}",
            )
            for each in incidents.similar(found.public_id, actor=actor, at=now)
        ],
        "canned": [Choice(value=each.public_id, text=each.title) for each in canned],
        "articles": _articles(articles),
        "assignees": [
            Choice(value=str(number), text=name) for number, name in operators.everybody(actor)
        ],
        "categories": labels.categories(ALLOWED_CATEGORIES[found.mailbox]),
        "priorities": labels.priorities(),
        "mailboxes": labels.mailboxes(),
        "is_provider": found.reporter_kind is ReporterKind.PROVIDER,
    }


def _articles(found: Sequence[Any]) -> list[dict[str, str]]:
    return [
        {"href": f"{navigation.ARTICLES}/{each.public_id}", "text": each.title}
        for each in found[:_MOST_ARTICLES]
    ]


def _told(what: str) -> str:
    return {
        "answered": _("Răspunsul este scris și pleacă acum."),
        "called-back": _("Apelul înapoi este notat."),
        "noted": _("Nota internă este scrisă. Nu se trimite nimănui."),
        "taken": _("Incidentul este al dumneavoastră."),
        "assigned": _("Incidentul a fost dat altcuiva."),
        "corrected": _("Câmpul este corectat."),
        "changed": _("Schimbarea este făcută."),
        "waits": _("Se așteaptă răspunsul; termenele sunt oprite."),
        "resumed": _("Termenele curg din nou."),
        "closed": _("Incidentul este închis."),
        "reopened": _("Incidentul este redeschis."),
        "merged": _("Incidentul este unit. Acesta este cel care rămâne."),
        "confirmed": _("Furnizorul este confirmat și vede incidentul în portal."),
        "linked": _("Incidentul este legat de cazul de card."),
        "released": _("Mesajul este eliberat."),
        "erased": _("Originalul este șters."),
        "opened": _("Incidentul este deschis. Spuneți referința celui care sună."),
    }.get(what, "")
