"""What can be chosen in the form of a service on its day: contract, physician, service, codes?"""

from dataclasses import replace
from datetime import date

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.rules.records import ReportKind
from openpias.pages import Choice
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.domain.kinds import kinds_of_contract
from openpias.server.reporting.enums import ReportingList
from openpias.server.reporting.queries import nomenclatures
from openpias.server.reporting.queries.nomenclatures import ServiceView
from openpias.server.reporting.web import draft_labels, labels, leave_labels
from openpias.server.reporting.web.draft_fields import FORMS, SHAPES, Shape, field_id, names_of

_LISTS = {
    "diagnosis": ReportingList.DIAGNOSES,
    "speciality": ReportingList.SPECIALITIES,
    "package": ReportingList.PACKAGES,
}


def kinds(actor: Actor) -> list[ReportKind]:
    """Return the kinds that the actor's provider reports; all, where its own are not known."""
    held = kinds_of_contract(providers.kinds_of(actor.provider.code))
    only_ambulance = held <= {ReportKind.AMBULANCE.value}
    return [each for each in ReportKind if only_ambulance or each.value in held]


def day_of(typed: RecordInput, *, today: date) -> date:
    """Return the day of a service, or today while none can be read."""
    found = dates.parse_full(typed.given_on.strip())
    return today if isinstance(found, DateProblem) else found


def choices(
    actor: Actor, kind: ReportKind, *, day: date, services: tuple[ServiceView, ...]
) -> dict[str, list[Choice]]:
    """Return the choices of each field that has some, by its id; at most one query a list."""
    asked = {name for name in names_of(kind) if SHAPES.get(name) in {Shape.CHOICE, Shape.SEARCH}}
    found = {
        "service_code": [
            Choice(value=each.code, text=f"{each.code} – {each.name}") for each in services
        ],
        "service_type": draft_labels.service_types(kind),
        "presentation": draft_labels.presentations(kind),
        "disease_type": draft_labels.disease_types(),
        **{name: each for name, each in leave_labels.choices().items() if name in asked},
        "presence": draft_labels.ways(FORMS[kind].ways),
    }
    if "contract_number" in asked:
        found["contract_number"] = contracts(actor, day=day)
    if "stamp_code" in asked:
        found["stamp_code"] = _physicians(actor, day=day)
    if "patient_house" in asked:
        found["patient_house"] = [
            Choice(value=each.code, text=f"{each.code} – {each.name}")
            for each in providers.houses()
        ]
    for name, list_name in _LISTS.items():
        if name in asked:
            found[name] = [
                Choice(value=each.code, text=f"{each.code} – {each.name}")
                for each in nomenclatures.codes(list_name, day=day)
            ]
    return {field_id(name): each for name, each in found.items() if name in asked}


def contracts(actor: Actor, *, day: date) -> list[Choice]:
    """Return the contracts of the actor's provider with its house that hold on a day."""
    found = providers.contracts_on(actor.provider.code, day=day, house=actor.provider.house_code)
    return [Choice(value=each.number, text=each.number) for each in found]


def filled(
    typed: RecordInput, *, services: tuple[ServiceView, ...], actor: Actor, day: date
) -> RecordInput:
    """Return what was typed with what the lists say by themselves: tariff, package, own house."""
    service = next((each for each in services if each.code == typed.service_code), None)
    names = names_of(ReportKind(typed.kind))
    found = typed
    if service and service.tariff is not None and "unit_value" in names and not typed.unit_value:
        found = replace(found, unit_value=labels.money(service.tariff))
    if service and len(service.packages) == 1 and "package" in names and not typed.package:
        found = replace(found, package=service.packages[0])
    if "patient_house" in names and not typed.patient_house:
        found = replace(found, patient_house=actor.provider.house_code)
    if found.kind == ReportKind.SICK_LEAVE:
        found = replace(found, details=_of_leave(found, day=day))
    held = contracts(actor, day=day) if not typed.contract_number else []
    return replace(found, contract_number=held[0].value) if len(held) == 1 else found


def _of_leave(typed: RecordInput, *, day: date) -> dict[str, str]:
    """Return the details of a certificate with what follows from its day: its month, an original."""
    known = {"month": str(day.month), "year": str(day.year), "duplicate": "0"}
    return {**known, **typed.details}


def _physicians(actor: Actor, *, day: date) -> list[Choice]:
    found = providers.physicians_on(actor.provider.code, day=day)
    return [Choice(value=stamp, text=f"{stamp} – {each.name}") for stamp, each in found.items()]
