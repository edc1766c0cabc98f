"""How are states, sums, findings and failures called for a house, in the reader's language?"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from openpias.core.calendar.reporting_clock import PauseKind
from openpias.core.findings import Severity
from openpias.pages import Choice
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.http.error_texts import Described, describe
from openpias.server.providers import api as providers
from openpias.server.reporting.enums import PeriodState, RecordLookReason, ReportingList
from openpias.server.reporting.texts import FAILURES
from openpias.server.reporting.web import labels

_MOST_FACTS = 10
_MONTHS = 18


def described(code: str, facts: Mapping[str, str] | None = None) -> Described:
    """Return the two texts of a code that was stored; a fact that is missing is shown as dots.

    A code that has no texts any more stands for itself.
    """
    known = dict(facts or {})
    for _again in range(_MOST_FACTS):
        try:
            return describe(code, known)
        except KeyError as missing:
            name = str(missing.args[0])
            if name == code:
                break
            known[name] = "…"
    return Described(practice=code, supplier="")


def in_short(code: str) -> str:
    """Return the first sentence that a code says."""
    return described(code).practice.partition(". ")[0].rstrip(".")


def failure(code: str) -> str:
    """Return what broke a worker."""
    known = "error" if code.startswith("error") else code
    return str(FAILURES[known]) if known in FAILURES else code


def kind(code: str) -> str:
    """Return what a kind of report is called, without what explains it, and its code."""
    short = labels.kind(code).partition(" (")[0]
    return f"{short} ({code})" if short != code else code


def severity_tag(value: Severity) -> dict[str, str]:
    """Return the coloured word for how much a finding weighs."""
    if value is Severity.ERROR:
        return {"text": _("eroare"), "classes": "govuk-tag--red"}
    return {"text": _("avertisment"), "classes": "govuk-tag--yellow"}


def totals(sums: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what the sums of a report are and how much, in the order in which they are read."""
    order = ("reported", "accepted", "displaced-accepted")
    known = [name for name in order if name in sums]
    others = sorted(set(sums) - set(order))
    return [(total(name), lei(sums[name])) for name in (*known, *others)]


def total(name: str) -> str:
    """Return what a sum of a report is."""
    return {
        "reported": _("Valoare raportată"),
        "accepted": _("Valoare acceptată"),
        "displaced-accepted": _("din care pentru persoane strămutate"),
    }.get(name, name)


def lei(value: Decimal | str | None) -> str:
    """Return an amount as it is written in Romania, to the ban; a dash for none."""
    if value is None or value == "":
        return "–"
    return f"{Decimal(value):,.2f}".translate(str.maketrans(",.", ".,")) + " lei"


def quantity(value: Decimal) -> str:
    """Return a quantity without zeros at its end."""
    return f"{value.normalize():f}".replace(".", ",")


def period_tag(value: PeriodState) -> dict[str, str]:
    """Return the coloured word for whether reports are taken."""
    if value is PeriodState.OPEN:
        return {"text": _("deschisă"), "classes": "govuk-tag--green"}
    return {"text": _("închisă"), "classes": "govuk-tag--grey"}


def pause_kind(value: PauseKind) -> str:
    """Return what a pause is."""
    return {
        PauseKind.OUTAGE: _("întrerupere a platformei"),
        PauseKind.SUSPENSION: _("suspendare a raportării"),
    }[value]


def pause_kinds() -> list[Choice]:
    """Return the kinds of pauses to choose from, each with when it is right."""
    return [
        Choice(
            value=PauseKind.OUTAGE.value,
            text=_("Întrerupere a platformei"),
            hint=_("platforma nu a putut primi raportări"),
        ),
        Choice(
            value=PauseKind.SUSPENSION.value,
            text=_("Suspendare a raportării"),
            hint=_("un act suspendă termenul pentru toți furnizorii"),
        ),
    ]


def look_reasons() -> list[Choice]:
    """Return why the patient of a record may be opened."""
    texts = {
        RecordLookReason.CHECK: _("verific raportul sau decontul"),
        RecordLookReason.COMPLAINT: _("o sesizare a pacientului"),
        RecordLookReason.PROVIDER_ASKS: _("furnizorul cere ajutor"),
    }
    return [Choice(value=value.value, text=text) for value, text in texts.items()]


def register_reasons() -> list[Choice]:
    """Return why the register of a provider may be opened."""
    texts = {
        RecordLookReason.CHECK: _("verific evidența sau decontul"),
        RecordLookReason.COMPLAINT: _("o sesizare a unei persoane"),
        RecordLookReason.PROVIDER_ASKS: _("furnizorul cere ajutor"),
    }
    return [Choice(value=value.value, text=text) for value, text in texts.items()]


def list_title(name: ReportingList) -> str:
    """Return what a list is called."""
    return {
        ReportingList.SERVICES: _("Servicii"),
        ReportingList.DIAGNOSES: _("Diagnostice"),
        ReportingList.SPECIALITIES: _("Specialități"),
        ReportingList.PACKAGES: _("Pachete"),
    }[name]


def houses(actor: Actor) -> list[Choice]:
    """Return the houses to choose from; none for whoever sees one alone."""
    if not providers.every_house(actor):
        return []
    return [
        Choice(value=each.code, text=f"{each.code} – {each.name}") for each in providers.houses()
    ]


def months(today: date, *, ahead: int = 0) -> list[Choice]:
    """Return months to choose from, the latest first; the value is 2026-11."""
    latest = today.year * 12 + today.month - 1 + ahead
    days = [date(each // 12, each % 12 + 1, 1) for each in range(latest, latest - _MONTHS, -1)]
    return [Choice(value=f"{day:%Y-%m}", text=labels.month(day)) for day in days]


def month_of(text: str) -> date | None:
    """Return the first day of a month that was chosen; None for nonsense."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def waited(since: datetime, *, now: datetime) -> str:
    """Return how long something has waited."""
    return labels.span(now - since)
