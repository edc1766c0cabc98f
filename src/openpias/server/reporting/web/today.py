"""What does an operator find at eight in the morning, and where does each count lead?"""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import today as queries
from openpias.server.reporting.queries.today import Today
from openpias.server.reporting.web import house_labels, house_navigation, labels
from openpias.server.reporting.web.house_navigation import DEAD, QUEUE
from openpias.server.reporting.web.opening import actor_of


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def home(request: HttpRequest) -> HttpResponse:
    """Show counts of what waits, is stuck, stopped, came late or was refused."""
    actor, now = actor_of(request), timezone.now()
    found = queries.of(actor, at=now)
    context = {
        "tabs": house_navigation.tabs(request),
        "advice": _advice(found),
        "rows": _rows(found, may_read_dead=actor.may(Permission.READ_DEAD_LETTERS)),
        "columns": [
            {"text": _("Codul"), "nowrap": True},
            {"text": _("Azi"), "numeric": True},
            {"text": _("Ieri"), "numeric": True},
            {"text": _("De ce"), "wide": True},
        ],
        "refused": [
            [each.code, str(each.today), str(each.yesterday), house_labels.in_short(each.code)]
            for each in found.refused
        ],
        "refused_href": f"{QUEUE}?stare=refuzate",
        "shown_at": labels.moment(now),
        "refresh": house_navigation.TODAY,
    }
    return render(request, "reporting/house_today.html", context)


def _advice(found: Today) -> str:
    """Return what comes first."""
    if found.dead:
        return _(
            "Rapoarte oprite: %(number)s. Deschideți-le întâi pe acestea: fără casă nu merg mai "
            "departe."
        ) % {"number": found.dead}
    if found.stuck:
        return _(
            "Rapoarte care așteaptă de prea mult: %(number)s. Verificați dacă prelucrarea merge, "
            "la „Starea sistemului”."
        ) % {"number": found.stuck}
    if found.waiting or found.in_work:
        return _(
            "Rapoartele își așteaptă rândul și se prelucrează singure. Nu este nimic de făcut."
        )
    return _("Nu așteaptă niciun raport. Nu este nimic de făcut.")


def _rows(found: Today, *, may_read_dead: bool) -> list[dict[str, str]]:
    oldest = _(" (cel mai vechi din %(moment)s)") % {"moment": labels.moment(found.oldest)}
    late = _("servicii: %(services)s, în rapoarte: %(reports)s") % {
        "services": found.late_services,
        "reports": found.late_reports,
    }
    dead = f"{QUEUE}?stare=oprite" if not may_read_dead else DEAD
    rows = [
        (_("Oprite"), str(found.dead), dead),
        (_("Așteaptă de prea mult"), str(found.stuck), f"{QUEUE}?stare=blocate"),
        (
            _("Așteaptă"),
            f"{found.waiting}{oldest if found.oldest else ''}",
            f"{QUEUE}?stare=asteapta",
        ),
        (_("În prelucrare"), str(found.in_work), f"{QUEUE}?stare=in-lucru"),
        (_("Prelucrate azi"), str(found.processed), f"{QUEUE}?stare=prelucrate"),
        (
            _("Trimise cu întârziere luna aceasta"),
            late if found.late_reports else "0",
            f"{QUEUE}?stare=intarziate",
        ),
        (
            _("Refuzate la primire azi"),
            str(sum(each.today for each in found.refused)),
            f"{QUEUE}?stare=refuzate",
        ),
    ]
    return [
        {"key": key, "value": value, "href": href, "action": _("Deschide")}
        for key, value, href in rows
    ]
