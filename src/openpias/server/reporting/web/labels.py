"""How are kinds, states, days and terms of reporting called, in the reader's language?"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from openpias.core.calendar import dates, legal_day
from openpias.core.rules.records import ReportKind
from openpias.interop.messages.formats import RecordState
from openpias.pages import Choice
from openpias.server.platform.http.error_texts import describe
from openpias.server.reporting.domain.periods import month as month_of
from openpias.server.reporting.enums import (
    DraftState,
    ReportHappening,
    ReportState,
    UntakenKind,
)

_REPORT_TAGS = {
    ReportState.RECEIVED: "govuk-tag--grey",
    ReportState.REFUSED: "govuk-tag--red",
    ReportState.QUEUED: "govuk-tag--blue",
    ReportState.PROCESSING: "govuk-tag--light-blue",
    ReportState.PROCESSED: "govuk-tag--green",
    ReportState.DEAD_LETTER: "govuk-tag--orange",
}
_RECORD_TAGS = {
    RecordState.VALID: "govuk-tag--green",
    RecordState.PARTIAL: "govuk-tag--yellow",
    RecordState.INVALID: "govuk-tag--red",
}
_DRAFT_TAGS = {
    DraftState.TYPED: "govuk-tag--orange",
    DraftState.VALIDATED: "govuk-tag--blue",
    DraftState.IN_REPORT: "govuk-tag--light-blue",
    DraftState.SENT: "govuk-tag--purple",
    DraftState.ACCEPTED: "govuk-tag--green",
    DraftState.REFUSED: "govuk-tag--red",
    DraftState.DISCARDED: "govuk-tag--grey",
}


def kind(value: str) -> str:
    """Return what a kind of report is called; its code where it has no name of ours."""
    names = {
        ReportKind.CLINIC: _("Clinic (ambulatoriu de specialitate)"),
        ReportKind.FAMILY_MEDICINE: _("Medicină de familie"),
        ReportKind.MEDICAL_DEVICES: _("Dispozitive medicale"),
        ReportKind.LABORATORY: _("Paraclinic (laborator, imagistică)"),
        ReportKind.DENTISTRY: _("Stomatologie"),
        ReportKind.HOME_CARE: _("Îngrijiri la domiciliu"),
        ReportKind.RECOVERY_AMBULATORY: _("Recuperare în ambulatoriu"),
        ReportKind.RECOVERY_SANATORIUM: _("Recuperare în sanatorii"),
        ReportKind.AMBULANCE: _("Urgență și transport sanitar"),
        ReportKind.SICK_LEAVE: _("Concedii medicale"),
    }
    known = {each.value: text for each, text in names.items()}
    return known.get(value) or _untaken().get(value, value)


def _untaken() -> dict[str, str]:
    names = {
        UntakenKind.PERMANENCE: _("Centre de permanență"),
        UntakenKind.PHARMACY_PAPER: _("Farmacie, rețete pe hârtie"),
        UntakenKind.PHARMACY_ELECTRONIC: _("Farmacie, rețete electronice"),
        UntakenKind.PHARMACY_CLOSED: _("Farmacie cu circuit închis"),
        UntakenKind.PRIVATE_DIALYSIS: _("Dializă la furnizori privați"),
        UntakenKind.PUBLIC_DIALYSIS: _("Dializă în spitale publice"),
        UntakenKind.PROGRAMME_INDICATORS: _("Programe naționale, indicatori"),
        UntakenKind.PROGRAMME_CLAIMS: _("Programe naționale, cereri"),
        UntakenKind.HOSPITAL_ACUTE: _("Spitalizare, acuți"),
        UntakenKind.HOSPITAL_CHRONIC: _("Spitalizare, cronici"),
        UntakenKind.HOSPITAL_DRG: _("Spitalizare, DRG"),
        UntakenKind.HOSPITAL_DAY: _("Spitalizare de zi"),
        UntakenKind.HOSPITAL_PALLIATIVE: _("Îngrijiri paliative în spital"),
    }
    return {each.value: text for each, text in names.items()}


def kinds(values: Iterable[str] = tuple(ReportKind)) -> list[Choice]:
    """Return kinds of report to choose from, with their codes."""
    return [Choice(value=str(each), text=f"{kind(each)} ({each})") for each in values]


def report_state(value: ReportState) -> str:
    """Return where a report stands."""
    return {
        ReportState.RECEIVED: _("primit"),
        ReportState.REFUSED: _("refuzat la primire"),
        ReportState.QUEUED: _("așteaptă prelucrarea"),
        ReportState.PROCESSING: _("în prelucrare"),
        ReportState.PROCESSED: _("prelucrat"),
        ReportState.DEAD_LETTER: _("oprit: casa îl repornește"),
    }[value]


def report_tag(value: ReportState) -> dict[str, str]:
    """Return the coloured word for where a report stands."""
    return {"text": report_state(value), "classes": _REPORT_TAGS[value]}


def report_states() -> list[Choice]:
    """Return the states that reports are filtered by."""
    return [Choice(value=each.value, text=report_state(each)) for each in ReportState]


def draft_state(value: DraftState) -> str:
    """Return where a typed record stands."""
    return {
        DraftState.TYPED: _("de corectat"),
        DraftState.VALIDATED: _("validat"),
        DraftState.IN_REPORT: _("în raport"),
        DraftState.SENT: _("trimis"),
        DraftState.ACCEPTED: _("acceptat"),
        DraftState.REFUSED: _("respins"),
        DraftState.DISCARDED: _("retras"),
    }[value]


def draft_tag(value: DraftState) -> dict[str, str]:
    """Return the coloured word for where a typed record stands."""
    return {"text": draft_state(value), "classes": _DRAFT_TAGS[value]}


def draft_states() -> list[Choice]:
    """Return the states that typed records are filtered by."""
    return [Choice(value=each.value, text=draft_state(each)) for each in DraftState]


def record_state(value: RecordState) -> str:
    """Return what was found about a record."""
    return {
        RecordState.VALID: _("valid"),
        RecordState.PARTIAL: _("valid, cu avertismente"),
        RecordState.INVALID: _("respins"),
    }[value]


def record_tag(value: RecordState, *, is_withdrawn: bool = False) -> dict[str, str]:
    """Return the coloured word for what was found about a record, or that it was withdrawn."""
    if is_withdrawn:
        return {"text": _("anulat"), "classes": "govuk-tag--grey"}
    return {"text": record_state(value), "classes": _RECORD_TAGS[value]}


def happening(value: ReportHappening) -> str:
    """Return what a line of a report's life tells."""
    return {
        ReportHappening.RECEIVED: _("fișierul a fost primit și arhivat"),
        ReportHappening.REFUSED: _("fișierul a fost refuzat"),
        ReportHappening.ACCEPTED: _("semnătura și datele sunt bune; așteaptă prelucrarea"),
        ReportHappening.PROCESSING_STARTED: _("prelucrarea a început"),
        ReportHappening.PROCESSING_FAILED: _("prelucrarea s-a întrerupt și se reia"),
        ReportHappening.DEAD_LETTERED: _("prelucrarea s-a oprit; casa o repornește"),
        ReportHappening.RETRIED: _("casa a repornit prelucrarea"),
        ReportHappening.PROCESSED: _("prelucrarea s-a încheiat; răspunsul poate fi descărcat"),
        ReportHappening.DEADLINES_MOVED: _("termenele s-au mutat, după o pauză sau o zi declarată"),
        ReportHappening.FEEDBACK_TAKEN: _("răspunsul a fost descărcat"),
    }[value]


def weekday(day: date) -> str:
    """Return the name of the day of the week."""
    return (
        _("luni"),
        _("marți"),
        _("miercuri"),
        _("joi"),
        _("vineri"),
        _("sâmbătă"),
        _("duminică"),
    )[day.weekday()]


def month_names() -> tuple[str, ...]:
    """Return the names of the months, January first."""
    return (
        *(_("ianuarie"), _("februarie"), _("martie"), _("aprilie"), _("mai"), _("iunie")),
        *(_("iulie"), _("august"), _("septembrie"), _("octombrie"), _("noiembrie")),
        _("decembrie"),
    )


def _days_of_months() -> tuple[str, ...]:
    """Return a day of each month; some languages name a month otherwise beside a day."""
    return (
        *(_("%(day)s ianuarie"), _("%(day)s februarie"), _("%(day)s martie")),
        *(_("%(day)s aprilie"), _("%(day)s mai"), _("%(day)s iunie")),
        *(_("%(day)s iulie"), _("%(day)s august"), _("%(day)s septembrie")),
        *(_("%(day)s octombrie"), _("%(day)s noiembrie"), _("%(day)s decembrie")),
    )


def month(day: date) -> str:
    """Return the month of a day, with its year."""
    return f"{month_names()[day.month - 1]} {day.year}"


def until(deadline: datetime | None, *, now: datetime) -> str:
    """Say until when something is to be sent, and how much time is left or how late it is."""
    if deadline is None:
        return _("fără termen cunoscut")
    local = timezone.localtime(deadline)
    facts = {
        "weekday": weekday(local.date()),
        "day": _days_of_months()[local.month - 1] % {"day": local.day},
        "hour": f"{local:%H:%M}",
    }
    when = _("%(weekday)s, %(day)s, ora %(hour)s") % facts
    if is_late(deadline, now=now):
        late = _("cu întârziere de %(long)s") % {"long": span(now - deadline)}
        return _("termenul a trecut %(when)s (%(late)s)") % {"when": when, "late": late}
    left = _("au mai rămas: %(long)s") % {"long": span(deadline - now)}
    return _("de trimis până %(when)s (%(left)s)") % {"when": when, "left": left}


def is_late(deadline: datetime | None, *, now: datetime) -> bool:
    """Tell whether the last second of a term is over."""
    return deadline is not None and (now - deadline) >= timedelta(seconds=1)


def span(long: timedelta) -> str:
    """Return how long something is, in days from two days on, in hours before, then in minutes."""
    minutes = max(0, int(long.total_seconds()) // 60)
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    if minutes < 48 * 60:
        return _("%(hours)s ore") % {"hours": minutes // 60}
    return _("%(days)s zile") % {"days": minutes // 60 // 24}


def moment(value: datetime | None) -> str:
    """Return day, hour and minute; nothing for none."""
    return f"{timezone.localtime(value):%d-%m-%Y %H:%M}" if value else ""


def days(first: date | None, last: date | None) -> str:
    """Return a period by its two days."""
    if first is None or last is None:
        return ""
    return f"{dates.typed(first)} – {dates.typed(last)}"


def period(first: date | None, last: date | None) -> str:
    """Return a period short: the month, where it is a whole one."""
    if first is not None and (first, last) == month_of(first):
        return month(first)
    return days(first, last)


def today_of(now: datetime) -> date:
    """Return the day in Romania."""
    return legal_day.day_of(now)


def told(code: str) -> str:
    """Return what a refusal says to people."""
    return describe(code).practice


def money(value: Decimal) -> str:
    """Return an amount in lei as it is typed: with a comma, and the places that it has, at least two."""
    whole, _point, places = f"{value:f}".partition(".")
    return f"{whole},{places.rstrip('0').ljust(2, '0')}"


def quantity(value: Decimal) -> str:
    """Return a quantity as it is typed, without places that say nothing."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def tail(number: str) -> str:
    """Return the last four digits alone."""
    return f"•••• {number[-4:]}" if number else "–"
