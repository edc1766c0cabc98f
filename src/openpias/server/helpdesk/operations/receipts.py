"""What does the one automatic answer to a mail say, and who gets one?

Source: RFC 3834: an answer to a human, once, without a return path, in the thread.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import translation
from django.utils.translation import gettext

from openpias.core.calendar.helpdesk_hours import Service
from openpias.core.findings import Finding, Severity
from openpias.server.helpdesk.domain.answers import clock_text, listed
from openpias.server.helpdesk.domain.mail.automatic import Origin
from openpias.server.helpdesk.domain.mail.screening import ShownMail
from openpias.server.helpdesk.enums import EntryKind, ReporterKind
from openpias.server.helpdesk.models import Incident, IncidentEntry
from openpias.server.helpdesk.operations import letters
from openpias.server.helpdesk.operations.letters import Wording
from openpias.server.helpdesk.operations.rows import Rows
from openpias.server.helpdesk.queries.hours import hours
from openpias.server.helpdesk.texts import KINDS, REFUSALS
from openpias.server.platform.http.error_texts import describe
from openpias.server.platform.mail.enums import Manner

KIND = "helpdesk.receipt"
_HOUR = timedelta(hours=1)


class Brake:
    """How many answers each of these reporters got within the hour; one query for all of them."""

    def __init__(self, incidents: Iterable[Incident], *, at: datetime) -> None:
        keys = {bytes(each.reporter_key) for each in incidents if each.reporter_key}
        lately = IncidentEntry.objects.filter(
            kind=EntryKind.AUTOMATIC_ANSWER, at__gt=at - _HOUR, incident__reporter_key__in=keys
        ).values_list("incident__reporter_key")
        self._answered: dict[bytes, int] = {
            bytes(key): count for key, count in lately.annotate(count=Count("pk")).order_by()
        }

    def holds(self, incident: Incident) -> bool:
        """Tell whether its reporter got as many as it may."""
        most: int = settings.HELPDESK_ANSWERS_PER_HOUR
        return self._answered.get(_key(incident), 0) >= most

    def count(self, incident: Incident) -> None:
        """Count an answer that is about to be written."""
        self._answered[_key(incident)] = self._answered.get(_key(incident), 0) + 1


def _key(incident: Incident) -> bytes:
    return bytes(incident.reporter_key or b"")


def answer(
    incident: Incident,
    mail: ShownMail,
    findings: Sequence[Finding],
    *,
    brake: Brake,
    rows: Rows,
    at: datetime,
) -> None:
    """Put the automatic answer to a new incident to the rows, where its sender may get one.

    At most one an incident, which the database holds; none to robots, and none to an address
    that got many within the hour.
    """
    if mail.origin is not Origin.HUMAN or mail.wants_no_answer or not mail.is_sender_believed:
        return
    if brake.holds(incident):
        return
    with translation.override(incident.language):
        wording = Wording(
            kind=KIND,
            subject=gettext("Am primit mesajul dumneavoastră"),
            paragraphs=tuple(_paragraphs(incident, mail, findings, at=at)),
        )
        letter = letters.draft(incident, wording, manner=Manner.REPLIED, at=at)
    if letter is None:
        return
    brake.count(incident)
    rows.letters.append(letter)
    rows.entries.append(
        IncidentEntry(
            incident=incident,
            kind=EntryKind.AUTOMATIC_ANSWER,
            at=at,
            subject=wording.subject,
            text="\n\n".join(wording.paragraphs),
            letter=letter.pk,
        )
    )


def _paragraphs(
    incident: Incident, mail: ShownMail, findings: Sequence[Finding], *, at: datetime
) -> Iterable[str]:
    yield gettext("Mesajul dumneavoastră are referința %(reference)s.") % {
        "reference": incident.reference
    }
    yield _when(at)
    if mail.is_hard:
        yield from _held(mail)
    yield from _asked(incident, findings)
    if refused := list(_refused(mail)):
        yield gettext("Nu am păstrat aceste fișiere:") + "\n" + listed(refused)


def _when(at: datetime) -> str:
    clock = hours()
    if clock.service_at(at) is Service.HUMAN:
        return gettext("Un operator îl citește în programul de acum.")
    day, hour = clock_text(clock.next_human(at))
    return gettext("Un operator îl citește începând cu %(day)s, ora %(hour)s.") % {
        "day": day,
        "hour": hour,
    }


def _held(mail: ShownMail) -> Iterable[str]:
    shown = (mail.subject, mail.text, *(each.name for each in mail.documents))
    written = (each.text for each in mail.documents)
    kinds = {kind for each in (*shown, *written) for kind in each.hidden}
    named = [str(words) for kind, words in KINDS.items() if kind in kinds]
    yield (
        gettext("Mesajul conține date personale care nu trebuie trimise la asistență:")
        + "\n"
        + listed(named or [gettext("date ale unei persoane asigurate")])
    )
    yield gettext(
        "Le-am ascuns, iar originalul se șterge. Dacă fără ele problema nu se înțelege, răspundeți cu o descriere fără date personale."
    )


def _asked(incident: Incident, findings: Sequence[Finding]) -> Iterable[str]:
    errors = [_line(each) for each in findings if each.severity is Severity.ERROR]
    warnings = [_line(each) for each in findings if each.severity is Severity.WARNING]
    if errors:
        yield (
            gettext("Ca să lucrăm la el mai repede, răspundeți la acest mesaj cu ce lipsește:")
            + "\n"
            + listed(errors)
        )
    if warnings:
        yield gettext("Verificați și:") + "\n" + listed(warnings)
    if errors and incident.reporter_kind == ReporterKind.PROVIDER and not incident.provider_code:
        yield gettext(
            "Dacă sunteți o persoană asigurată și nu un furnizor, nu aveți nevoie de codul fiscal: descrieți doar problema."
        )


def _line(finding: Finding) -> str:
    return describe(finding.code, finding.facts).practice


def _refused(mail: ShownMail) -> Iterable[str]:
    for each in mail.documents:
        if each.refusal:
            yield f"{each.name.text}: {REFUSALS[each.refusal]}"
    if mail.too_many:
        yield str(REFUSALS["too-many"])
