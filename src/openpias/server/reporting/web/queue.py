"""Which reports are at the house, how far is each, and for how long has it waited?"""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from openpias.pages import Choice
from openpias.server.platform.accounts.door import requires
from openpias.server.platform.http.pages import render
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.permissions import Permission
from openpias.server.reporting.queries import queue as queries
from openpias.server.reporting.queries.queue import OPEN, QueueFilter, QueueRow
from openpias.server.reporting.web import asking, house_labels, house_navigation, labels, progress
from openpias.server.reporting.web.house_navigation import QUEUE
from openpias.server.reporting.web.opening import actor_of
from openpias.server.reporting.web.paging import addresses, number_of

_ASKED = ("stare", "tip", "luna", "casa", "furnizor")
_STATES = {
    "de-lucru": OPEN,
    "asteapta": (ReportState.RECEIVED, ReportState.QUEUED),
    "in-lucru": (ReportState.PROCESSING,),
    "blocate": OPEN,
    "oprite": (ReportState.DEAD_LETTER,),
    "prelucrate": (ReportState.PROCESSED,),
    "intarziate": (ReportState.PROCESSED,),
    "refuzate": (ReportState.REFUSED,),
    "toate": tuple(ReportState),
}


@require_GET
@requires(Permission.READ_QUEUE, real=True)
def collection(request: HttpRequest) -> HttpResponse:
    """List reports, what waits longest first; no patient stands here."""
    actor, now = actor_of(request), timezone.now()
    asked = asking.every(request, _ASKED)
    if asked["stare"] not in _STATES:
        asked["stare"] = "de-lucru"
    found = queries.page(actor, wanted=_wanted(asked), at=now, number=number_of(request))
    context = {
        "tabs": house_navigation.tabs(request),
        "states": states(),
        "kinds": labels.kinds(),
        "months": house_labels.months(labels.today_of(now)),
        "houses": house_labels.houses(actor),
        "asked": asked,
        "rows": [row_of(each, now=now) for each in found.rows],
        "total": found.total,
        "shown_at": labels.moment(now),
        "hrefs": addresses(QUEUE, _kept(asked), pages=found.pages),
        "refresh": addresses(QUEUE, _kept(asked), pages=found.number)[-1],
        "page_number": found.number,
    }
    return render(request, "reporting/house_queue.html", context)


def states() -> list[Choice]:
    """Return the states that a house filters by, beside what is not done."""
    texts = {
        "asteapta": _("așteaptă"),
        "in-lucru": _("în prelucrare"),
        "blocate": _("așteaptă de prea mult"),
        "oprite": _("oprite"),
        "prelucrate": _("prelucrate"),
        "intarziate": _("prelucrate, cu servicii întârziate"),
        "refuzate": _("refuzate la primire"),
        "toate": _("toate"),
    }
    return [Choice(value=slug, text=text) for slug, text in texts.items()]


def row_of(queued: QueueRow, *, now: datetime) -> dict[str, object]:
    """Return a report as a row of a table."""
    row = queued.row
    return {
        "href": f"{QUEUE}/{row.public_id}",
        "number": _("nr. %(number)s") % {"number": row.number},
        "file": row.file_name,
        "tag": progress.state_line(row),
        "progress": progress.of(queued, now=now),
        "is_stuck": queued.is_stuck,
        "received": labels.moment(row.received_at),
        "provider": f"{row.provider_name} ({row.provider})",
        "kind": house_labels.kind(row.report_type),
        "days": labels.days(row.starts_on, row.ends_on),
        "house": row.house,
    }


def _wanted(asked: dict[str, str]) -> QueueFilter:
    return QueueFilter(
        states=_STATES[asked["stare"]],
        house=asked["casa"],
        kind=asked["tip"],
        provider=asked["furnizor"].upper().removeprefix("RO").strip(),
        month=house_labels.month_of(asked["luna"]),
        late_only=asked["stare"] == "intarziate",
        stuck_only=asked["stare"] == "blocate",
    )


def _kept(asked: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value}
