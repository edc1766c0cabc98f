"""How far is a report, and what does whoever looks at it do next?"""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.queries.queue import QueueRow
from openpias.server.reporting.queries.reports import ReportRow
from openpias.server.reporting.web import house_labels, labels


def of(queued: QueueRow, *, now: datetime) -> str:
    """Return in a few words how far a report of the queue is."""
    row = queued.row
    if row.state is ReportState.PROCESSING and queued.started_at is not None:
        facts = {
            "records": row.counts.records,
            "time": f"{timezone.localtime(queued.started_at):%H:%M}",
            "attempt": row.attempts,
        }
        return _("înregistrări citite: %(records)s, de la %(time)s; încercarea %(attempt)s") % facts
    if row.state in {ReportState.RECEIVED, ReportState.QUEUED}:
        return house_labels.waited(row.received_at, now=now)
    if row.state is ReportState.PROCESSED:
        return found(row)
    if row.state is ReportState.DEAD_LETTER:
        return house_labels.failure(row.failure)
    return house_labels.in_short(row.code) if row.code else ""


def found(row: ReportRow) -> str:
    """Return what was found in a processed report."""
    counts = row.counts
    parts = [_("acceptate: %(number)s") % {"number": counts.valid + counts.partial}]
    refused = counts.invalid + counts.unreadable
    if refused:
        parts.append(_("respinse: %(number)s") % {"number": refused})
    if counts.partial:
        parts.append(_("cu avertismente: %(number)s") % {"number": counts.partial})
    if counts.late:
        parts.append(_("întârziate: %(number)s") % {"number": counts.late})
    return ", ".join(parts)


def advice(row: ReportRow, *, is_stuck: bool) -> str:
    """Return what a house does with a report, in one or two sentences."""
    if row.state is ReportState.REFUSED:
        return _(
            "Furnizorul a primit refuzul și trimite din nou, după ce corectează. "
            "Casa nu are nimic de făcut."
        )
    if row.state is ReportState.DEAD_LETTER:
        return _(
            "Prelucrarea s-a întrerupt de %(attempts)s ori. Reporniți-o o dată; dacă se oprește "
            "din nou, dați furnizorului IT codul de mai jos și fișierul."
        ) % {"attempts": row.attempts}
    if is_stuck:
        return _(
            "Așteaptă de prea mult. Verificați la „Starea sistemului” dacă prelucrarea merge, "
            "apoi anunțați furnizorul IT."
        )
    return {
        ReportState.RECEIVED: _("Fișierul este arhivat și se deschide. Nu este nimic de făcut."),
        ReportState.QUEUED: _(
            "Își așteaptă rândul: rapoartele unui furnizor se prelucrează în ordinea sosirii. "
            "Nu este nimic de făcut."
        ),
        ReportState.PROCESSING: _("Se prelucrează acum. Reîncărcați pagina peste un minut."),
        ReportState.PROCESSED: _processed(row),
    }[row.state]


def _processed(row: ReportRow) -> str:
    if row.counts.invalid + row.counts.unreadable:
        return _(
            "Prelucrat. Unele servicii au fost respinse: furnizorul vede de ce și le trimite "
            "corectate, cu alt fișier, cât timp perioada este deschisă."
        )
    return _("Prelucrat, fără servicii respinse. Nu este nimic de făcut.")


def state_line(row: ReportRow) -> dict[str, str]:
    """Return the coloured word for where a report stands; a house needs not be told of itself."""
    tag = labels.report_tag(row.state)
    return {**tag, "text": _("prelucrare oprită")} if row.state is ReportState.DEAD_LETTER else tag
