"""What did somebody type about a service, and how is it shown again with what was found?

Nothing typed is lost: the form is always drawn from the texts that came in.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Finding, Severity
from openpias.core.identifiers import temporary_number
from openpias.core.rules.records import PersonType, ReportKind
from openpias.server.platform.http.error_texts import describe
from openpias.server.registry import api as registry
from openpias.server.reporting.domain.draft_places import element_of
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.enums import Presence
from openpias.server.reporting.web.draft_fields import FORMS, SHAPES, Shape, field_id, names_of

_LONGEST = 300
_FOREIGN = frozenset(
    {PersonType.OUG15, PersonType.EUROPEAN_CARD, PersonType.CONVENTION, PersonType.EUROPEAN_FORM}
)
_CNP_DIGITS = 13
_SLIP_DIGITS = 40
_MIDNIGHT = "T00:00:00"
_WIRE = re.compile(r"@(\w+)$")
_CLOSED_KIND = "displaced-kind-closed"
_SIGNATURE = 5000
# What a rule finds about the proof is mended where the way is chosen.
_PATHS = {
    "card": "card_number",
    "card/signature": "presence",
    "card/excepted": "presence",
    "card/card_number": "card_number",
    "card/certificate_on": "card_certificate_on",
    "card/representative_cid": "card_representative_cid",
}
_PLACES = {
    "given_at": "given_on",
    "value": "unit_value",
    "cnp": "identifier",
    "cid": "identifier",
    "either": "identifier",
    "cnp-or-zeros": "identifier",
    "house": "patient_house",
    "referral_speciality": "referral_number",
    "referral_contract_number": "referral_number",
    "referral_house": "referral_number",
    "referral_loose-date": "referral_issued_on",
    "referral": "referral_number",
}


def read(sent: QueryDict, kind: ReportKind) -> RecordInput:
    """Return a form as it was typed; one field takes whatever number the patient has."""
    typed = {name: _text(sent, name) for name in names_of(kind)}
    details = {
        name.removeprefix("details."): _to_wire(kind, name, typed.pop(name))
        for name in names_of(kind)
        if name.startswith("details.")
    }
    number = typed.pop("identifier")
    person_type = typed.get("person_type") or _type_of(number)
    typed |= _number(number, person_type)
    fields: dict[str, Any] = {
        **typed,
        "kind": kind.value,
        "person_type": person_type,
        "quantity": typed.get("quantity", "1") or "1",
        "list": FORMS[kind].list.value,
        "details": {name: text for name, text in details.items() if text},
    }
    return _from_slip(RecordInput(**fields))


def shown(typed: RecordInput) -> dict[str, str]:
    """Return the values of all fields, by their ids."""
    kind = ReportKind(typed.kind)
    values = {name: text for name, text in asdict(typed).items() if isinstance(text, str)}
    values["identifier"] = typed.identifier or typed.cnp or typed.cid
    for name in names_of(kind):
        if name.startswith("details."):
            text = typed.details.get(name.removeprefix("details."), "")
            values[name] = _from_wire(name, text)
    return {field_id(name): text for name, text in values.items()}


def field_of(path: str, kind: ReportKind) -> str:
    """Return the id of the field that a finding's path means; empty where the form has none."""
    wire = _WIRE.search(path)
    inner = path.strip("/")
    name = _of_wire(wire.group(1), kind) if wire else _of_rule(inner, kind)
    name = name.removeprefix("patient_").removeprefix("record_")
    name = _PLACES.get(name, name)
    if name == "person_type" and name not in names_of(kind):
        name = "identifier"
    return field_id(name) if name in names_of(kind) else ""


def _of_rule(path: str, kind: ReportKind) -> str:
    """Return the name of the field that a path of ours means, as rules and checks write it."""
    if path.startswith("leave/"):
        field = path.replace("/", ".")
        attributes = element_of(kind, FORMS[kind].list.value).attributes.values()
        return next((f"details.{each.name}" for each in attributes if each.field == field), "")
    return _PATHS.get(path) or path.replace("/", "_")


def errors_of(findings: Sequence[Finding], kind: ReportKind) -> dict[str, str]:
    """Return the first error of each field; those of no field stand together under ""."""
    errors: dict[str, str] = {}
    # Where a kind is closed to somebody, no other advice about the number helps.
    for each in sorted(findings, key=lambda found: found.code != _CLOSED_KIND):
        if each.severity is Severity.ERROR:
            errors.setdefault(field_of(each.path, kind), text_of(each))
    return errors


def warnings_of(findings: Sequence[Finding]) -> list[str]:
    """Return what was found and holds nothing back, each text once."""
    found = [text_of(each) for each in findings if each.severity is not Severity.ERROR]
    return list(dict.fromkeys(found))


def summary_of(
    errors: Mapping[str, str], kind: ReportKind, labels: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return the lines of the error summary, in the order of the form."""
    lines = [("", errors[""])] if "" in errors else []
    for name in names_of(kind):
        text = errors.get(field_id(name))
        if text:
            lines.append((field_id(name), f"{labels[name]}: {text}"))
    return lines


def text_of(finding: Finding) -> str:
    """Return what a finding tells the practice; a missing field is named by its place."""
    if finding.code == "draft-incomplete":
        return _("Raportarea cere acest câmp. Completați-l.")
    return describe(finding.code, finding.facts).practice


def slip_digits(text: str) -> bool:
    """Tell whether this is the code of a slip and no number."""
    return len(re.sub(r"\D", "", text)) >= _SLIP_DIGITS


def _text(sent: QueryDict, name: str) -> str:
    typed = " ".join(sent.get(field_id(name), "").split())
    most = _SIGNATURE if name in {"identifier", "card_signature"} else _LONGEST
    return "".join(each for each in typed if each.isprintable())[:most]


def _type_of(number: str) -> str:
    """Return as whom a patient is reported where the form does not ask: a message without foreigners.

    A temporary number keeps its own type, so that the rules say why it cannot stand there.
    """
    is_temporary = temporary_number.is_valid(number.replace(" ", ""))
    return (PersonType.OUG15 if is_temporary else PersonType.INSURED).value


def _number(text: str, person_type: str) -> dict[str, str]:
    """Return the number in the field that the kind of patient has for it."""
    if person_type in _FOREIGN or slip_digits(text):
        return {"identifier": text}
    digits = text.replace(" ", "")
    return {"cid": digits} if len(digits) > _CNP_DIGITS else {"cnp": digits}


def _from_slip(typed: RecordInput) -> RecordInput:
    """Return what was typed with the slip's code replaced by what it says."""
    if not slip_digits(typed.identifier):
        return typed
    slip = registry.slip_number(typed.identifier)
    if slip is None:
        return replace(typed, identifier=typed.identifier[:_SLIP_DIGITS])
    born = dates.typed(slip.birth_date) if slip.birth_date else ""
    return replace(
        typed,
        identifier=slip.number,
        person_type=PersonType.OUG15.value,
        surname=typed.surname or slip.surname,
        given_name=typed.given_name or slip.given_name,
        birth_date=typed.birth_date or born,
    )


def _to_wire(kind: ReportKind, name: str, text: str) -> str:
    """Return a detail as the message writes it; a day that cannot be read stays as it was typed."""
    if SHAPES.get(name) is not Shape.DAY or not text:
        return text
    day = dates.parse_full(text)
    if isinstance(day, DateProblem):
        return text
    element = element_of(kind, FORMS[kind].list.value)
    attribute = element.attributes.get(name.removeprefix("details."))
    is_moment = attribute is not None and attribute.kind == "dateTime"
    return f"{day.isoformat()}{_MIDNIGHT}" if is_moment else day.isoformat()


def _from_wire(name: str, text: str) -> str:
    if SHAPES.get(name) is not Shape.DAY:
        return text
    day = dates.parse_full(text.removesuffix(_MIDNIGHT))
    return text if isinstance(day, DateProblem) else dates.typed(day)


def _of_wire(attribute: str, kind: ReportKind) -> str:
    """Return the name of the field that an attribute of the message is written from."""
    found = element_of(kind, FORMS[kind].list.value).attributes.get(attribute)
    if found is None:
        return "identifier" if attribute == "personIdentifier" else ""
    if not found.field or found.copied:
        return f"details.{attribute}"
    if found.field.startswith("card."):
        return _PATHS.get(found.field.replace(".", "/"), "")
    return found.field.replace(".", "_")


def blank(kind: ReportKind, **known: Any) -> RecordInput:
    """Return an empty form with what is known of it."""
    person_type = PersonType.INSURED if kind is ReportKind.SICK_LEAVE else PersonType.OUG15
    fields = {"person_type": person_type.value, "list": FORMS[kind].list.value, **known}
    if FORMS[kind].ways:
        fields.setdefault("presence", Presence.WITHOUT.value)
    return RecordInput(kind=kind.value, **fields)
