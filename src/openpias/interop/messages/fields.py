"""Which field of a record or header does a value of a message fill, and how is it written again?

Tables name fields as here; `patient.`, `referral.`, `card.` and `leave.` lead into the parts of a record.
"""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from openpias.core.rules.records import (
    CardProof,
    Detail,
    Patient,
    PersonType,
    Referral,
    ReportHeader,
    ReportKind,
    ServiceRecord,
    SickLeave,
)
from openpias.interop.messages import lexical
from openpias.interop.messages.shape import Element

_DATES = (
    *("given_on", "ends_on", "referral.issued_on", "card.certificate_on"),
    *("leave.hospital_from", "leave.hospital_to", "leave.home_from", "leave.home_to"),
    *("patient.birth_date", "reported_on", "starts_on", "ends_on", "invoice_date"),
)
_NUMBERS = (
    *("quantity", "unit_value", "value", "personal_share", "health_contribution"),
    "invoice_value",
)
_READ: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("leave.month", "leave.year", "leave.duplicate"), int),
    **dict.fromkeys(_DATES, lexical.as_day),
    **dict.fromkeys(_NUMBERS, lexical.as_number),
    "given_at": lexical.as_moment,
    "withdrawn": lexical.as_boolean,
}
# Whose pid is a CNP of the list of insured persons; everybody else has an identifier.
_WITH_CNP = frozenset((PersonType.INSURED, PersonType.WORK_ACCIDENT, PersonType.INJURY, ""))
# What stands for a CNP where a message insists on one and the person is foreign
# (validare/PrimaryCareServicesValidateRequest.xsd, serviceRequestType/@pid).
FOREIGN_CNP = "0000000000000"
MIDNIGHT = "T00:00:00"


def record_of(
    element: Element,
    path: str,
    values: dict[str, str],
    details: Detail,
    context: Mapping[str, str],
    *,
    header: ReportHeader,
    is_first: bool,
) -> ServiceRecord:
    """Return the record of a row; `is_first` says that no other row of its group comes before."""
    assert element.group is not None  # noqa: S101 - rows have a group
    fields: dict[str, Any] = {}
    parts: dict[str, dict[str, Any]] = {"patient": {}, "referral": {}, "card": {}, "leave": {}}
    for name, found in values.items():
        if name in _PSEUDO:
            _PSEUDO[name](found, values, parts, details.values)
            continue
        owner, inner, convert = _target(name)
        value = convert(found) if convert else found
        if owner:
            parts[owner][inner] = value
        else:
            fields[inner] = value
    _date(fields, header)
    return ServiceRecord(
        app_id=fields.pop("app_id", "") or _paper(details.values),
        group=element.group,
        path=path,
        patient=Patient(**parts["patient"]),
        referral=Referral(**parts["referral"]) if parts["referral"] else None,
        card=CardProof(**parts["card"]) if parts["card"] else None,
        leave=SickLeave(**parts["leave"]) if parts["leave"] else None,
        details=details if details.values or details.parts or not is_first else None,
        context=dict(context),
        **fields,
    )


def leave_of(element: Element, values: Mapping[str, str]) -> SickLeave | None:
    """Return the sick leave that attributes of a row say, by their names; what is no value is left out."""
    found: dict[str, Any] = {}
    for name, attribute in element.attributes.items():
        owner, inner, convert = _target(attribute.field)
        read = attribute.read(values.get(name, ""))
        if owner == "leave" and name in values and isinstance(read, str):
            found[inner] = convert(read) if convert else read
    return SickLeave(**found) if found else None


def _paper(details: Mapping[str, str]) -> str:
    """Return series and number for prescriptions that have no application id.

    raportare/ImportPhysicianReport.xsd, prescription: none of its attributes is an `AppID`.
    """
    return details.get("serialCode", "") + details.get("serialNo", "")


@cache
def _target(name: str) -> tuple[str, str, Callable[[str], Any] | None]:
    """Return the part of a record that a field is in, its name there, and what reads it."""
    owner, _, inner = name.rpartition(".")
    return owner, inner, _READ.get(name)


def _date(fields: dict[str, Any], header: ReportHeader) -> None:
    """Give a record its day; midnight is how programs write a moment whose hour is not known."""
    at: datetime | None = fields.get("given_at")
    if at is not None:
        fields.setdefault("given_on", at.date())
        if at.time() == time.min:
            del fields["given_at"]
    fields.setdefault("given_on", header.ends_on)


_Parts = dict[str, dict[str, Any]]


def _either(found: str, values: Mapping[str, str], parts: _Parts, _: dict[str, str]) -> None:
    """Take one attribute for Romanians and foreigners alike: the type of the person decides."""
    is_cnp = values.get("patient.person_type", "") in _WITH_CNP
    parts["patient"]["cnp" if is_cnp else "identifier"] = found


def _cnp_or_zeros(found: str, _: Mapping[str, str], parts: _Parts, __: dict[str, str]) -> None:
    if found != FOREIGN_CNP:
        parts["patient"]["cnp"] = found


def _loose_date(found: str, _: Mapping[str, str], parts: _Parts, details: dict[str, str]) -> None:
    """Take a date that the schema has as a text (refferedByDate, string of 10)."""
    if lexical.day(found) == found:
        parts["referral"]["issued_on"] = lexical.as_day(found)
    elif found:
        details["refferedByDate"] = found


_PSEUDO: dict[str, Callable[[str, Mapping[str, str], _Parts, dict[str, str]], None]] = {
    "patient.either": _either,
    "patient.cnp-or-zeros": _cnp_or_zeros,
    "referral.loose-date": _loose_date,
}


def header_of(kind: ReportKind, values: Mapping[str, str], details: dict[str, str]) -> ReportHeader:
    """Return the header of a report or request; raises KeyError where a table forgot a field."""
    fields: dict[str, Any] = {}
    totals: dict[str, Decimal] = {}
    for name, found in values.items():
        convert = _READ.get(name)
        if name.startswith("totals."):
            totals[name.removeprefix("totals.")] = lexical.as_number(found)
        elif name not in _HEADER_PSEUDO:
            fields[name] = convert(found) if convert else found
    if values.get("report_type", kind.value) != kind.value:
        details["reportType"] = values["report_type"]
    if "month" in values:
        fields |= month_of(int(values["year"]), int(values["month"]))
    if "day" in values:
        today = lexical.as_day(values["day"])
        fields |= {"reported_on": today, "starts_on": today, "ends_on": today}
    fields.setdefault("app_id", "")
    fields.setdefault("contract_number", "")
    return ReportHeader(kind=kind, totals=totals, details=details, **fields)


_HEADER_PSEUDO = frozenset(("day", "month", "year", "report_type"))


def month_of(year: int, month: int) -> dict[str, date]:
    """Return the days of a report that names its month only (raportare/ImportSickLeaveReport.xsd).

    It says no day on which it was made: the month's first one is none of the future while it lasts.
    """
    first = date(year, month, 1)
    last = date(year, month, monthrange(year, month)[1])
    return {"starts_on": first, "ends_on": last, "reported_on": first}


def value_of(record: ServiceRecord, name: str, kind: str) -> str:
    """Return the text of a field as an attribute of a kind writes it; empty where there is none."""
    owner, _, inner = name.partition(".")
    match name:
        case "patient.either":
            return record.patient.identifier or record.patient.cnp
        case "patient.cnp-or-zeros":
            return record.patient.cnp or FOREIGN_CNP
        case "referral.loose-date":
            return _text(record.referral and record.referral.issued_on, kind)
        case "given_at":
            return _text(record.given_at or record.given_on, kind)
    if inner:
        part = getattr(record, owner)
        return _text(getattr(part, inner), kind) if part is not None else ""
    return _text(getattr(record, name), kind)


def header_value(header: ReportHeader, name: str, kind: str) -> str:
    """Return the text of a field of a header; empty where there is none."""
    match name:
        case "day":
            return header.ends_on.isoformat()
        case "month":
            return str(header.starts_on.month)
        case "year":
            return str(header.starts_on.year)
        case "report_type":
            return header.details.get("reportType", header.kind.value)
    if name.startswith("totals."):
        return _text(header.totals.get(name.removeprefix("totals."), Decimal(0)), kind)
    return _text(getattr(header, name), kind)


def _text(value: object, kind: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else ""
        case datetime():
            return value.isoformat()
        case date():
            return f"{value.isoformat()}{MIDNIGHT}" if kind == "dateTime" else value.isoformat()
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
