"""Which record did somebody type on screen, and is it whole enough to be judged?

The fields are those of a record in our words. What only one kind of report asks for stands in
`details`, by the names of its message.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from openpias.core.findings import Finding
from openpias.core.names.diacritics import normalise
from openpias.core.rules.records import (
    Detail,
    Patient,
    PersonType,
    RecordGroup,
    Referral,
    ReportKind,
    ServiceRecord,
)
from openpias.server.reporting.domain import presence
from openpias.server.reporting.domain.typed import Typed

NOON = "12:00"
_LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInput:
    """A service as it was typed; days as zi-luna-an, the hour as 10:30, numbers with comma or point.

    `person_type` is the official code: beneficiaries of OUG 15/2022 unless somebody says otherwise.
    `presence` is how the patient's presence is proved; what other ways ask for may stand beside it.
    """

    kind: str = ""
    contract_number: str = ""
    person_type: str = PersonType.OUG15.value
    identifier: str = ""
    cnp: str = ""
    cid: str = ""
    surname: str = ""
    given_name: str = ""
    birth_date: str = ""
    country: str = ""
    patient_house: str = ""
    given_on: str = ""
    given_hour: str = ""
    ends_on: str = ""
    service_code: str = ""
    package: str = ""
    quantity: str = "1"
    unit_value: str = ""
    personal_share: str = ""
    stamp_code: str = ""
    speciality: str = ""
    diagnosis: str = ""
    presentation: str = ""
    service_type: str = ""
    disease_type: str = ""
    register_number: str = ""
    referral_series: str = ""
    referral_number: str = ""
    referral_stamp_code: str = ""
    referral_issued_on: str = ""
    presence: str = ""
    card_number: str = ""
    card_signature: str = ""
    card_certificate_on: str = ""
    card_representative_cid: str = ""
    list: str = ""
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a typed record stands: its list, the name of its row where that has details of its own.

    `inner` leads to the element inside the row that says what was given, where a message has one.
    """

    group: RecordGroup
    row: str = ""
    inner: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedDraft:
    """A record that can be judged, and the contract that it is for."""

    kind: ReportKind
    contract_number: str
    record: ServiceRecord


def check(typed: RecordInput, *, app_id: str, place: Place) -> CheckedDraft | list[Finding]:
    """Return the record, or every finding; it stands at its place unless a list was typed."""
    read = Typed()
    _kind_and_list(typed, read)
    contract = read.text(typed.contract_number, "contract_number", longest=40)
    patient = _patient(typed, read)
    given_on = read.day(typed.given_on, "given_on")
    hour = _hour(typed.given_hour, read)
    ends_on = read.day(typed.ends_on, "ends_on", required=False)
    quantity = read.number(typed.quantity, "quantity", required=True, positive=True)
    unit_value = read.number(typed.unit_value, "unit_value")
    personal_share = read.number(typed.personal_share, "personal_share")
    texts = {
        name: read.text(getattr(typed, name), name, longest=40, required=False) for name in _TEXTS
    }
    referral = _referral(typed, read)
    card = presence.read({name: getattr(typed, name) for name in presence.FIELDS}, read)
    if card is not None and place.inner and not texts["service_code"]:
        read.wrong("field-required", "service_code")
    if read.findings or given_on is None or quantity is None:
        return read.findings
    return CheckedDraft(
        kind=ReportKind(typed.kind),
        contract_number=contract,
        record=ServiceRecord(
            app_id=app_id,
            group=RecordGroup(typed.list) if typed.list else place.group,
            path="",
            patient=patient,
            given_on=given_on,
            given_at=datetime.combine(given_on, hour),
            ends_on=ends_on,
            quantity=quantity,
            referral=referral,
            card=card,
            details=_detail(typed, place, app_id=app_id, given_on=given_on),
            unit_value=unit_value,
            personal_share=personal_share,
            service_code=texts["service_code"],
            package=texts["package"],
            stamp_code=texts["stamp_code"],
            speciality=texts["speciality"],
            diagnosis=texts["diagnosis"],
            presentation=texts["presentation"],
            service_type=texts["service_type"],
            disease_type=texts["disease_type"],
            register_number=texts["register_number"],
        ),
    )


def _kind_and_list(typed: RecordInput, read: Typed) -> None:
    if typed.kind not in set(ReportKind):
        read.wrong("period-kind", "kind")
    if typed.list and typed.list not in set(RecordGroup):
        read.wrong("draft-list", "list")


_TEXTS = (
    *("service_code", "package", "stamp_code", "speciality", "diagnosis"),
    *("presentation", "service_type", "disease_type", "register_number"),
)


def _patient(typed: RecordInput, read: Typed) -> Patient:
    texts = {
        name: read.text(getattr(typed, name), name, longest=longest, required=False)
        for name, longest in (
            *(("person_type", 20), ("identifier", 20), ("cnp", 13), ("cid", 20)),
            *(("surname", 40), ("given_name", 40), ("country", 20)),
        )
    }
    birth: date | None = read.day(typed.birth_date, "birth_date", required=False)
    house = read.text(typed.patient_house, "patient_house", longest=20, required=False)
    if not (texts["identifier"] or texts["cnp"] or texts["cid"]):
        read.wrong("field-required", "identifier")
    texts |= {name: texts[name].replace(" ", "") for name in ("identifier", "cnp", "cid")}
    return Patient(birth_date=birth, house=house, **texts)


def _hour(text: str, read: Typed) -> time:
    try:
        return datetime.strptime(text.strip() or NOON, "%H:%M").time()  # noqa: DTZ007 - a time of day
    except ValueError:
        read.wrong("hour-shape", "given_hour")
        return time(12)


def _referral(typed: RecordInput, read: Typed) -> Referral | None:
    series = read.text(typed.referral_series, "referral_series", longest=20, required=False)
    number = read.text(typed.referral_number, "referral_number", longest=20, required=False)
    stamp = read.text(typed.referral_stamp_code, "referral_stamp_code", longest=20, required=False)
    issued = read.day(typed.referral_issued_on, "referral_issued_on", required=False)
    if not (series or number or stamp or issued):
        return None
    return Referral(series=series, number=number, stamp_code=stamp, issued_on=issued)


def _detail(typed: RecordInput, place: Place, *, app_id: str, given_on: date) -> Detail | None:
    """Return what only this kind asks for, with the element that says what was given on the day."""
    if not place.row:
        return None
    parts: tuple[Detail, ...] = ()
    if typed.service_code.strip():
        said = {"AppID": app_id, "date": given_on.isoformat()}
        for name in reversed(place.inner):
            parts = (Detail(name=name, values={} if parts else said, parts=parts),)
    return Detail(name=place.row, values=_details(typed.details), parts=parts)


def _details(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed beyond the fields; names and texts that are no details are left out."""
    return {
        name: normalise(text)[:_LONGEST]
        for name, text in typed.items()
        if name.isidentifier() and normalise(text)
    }
