"""Which fields has the form of each kind of report, in which order?

Names are those of `RecordInput`; `details.X` is an attribute of the message that no field of ours
stands for. What a message requires and the form does not ask for is filled by the platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from openpias.core.rules.records import RecordGroup, ReportKind


class Shape(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    DIGITS = "digits"
    DAY = "day"
    HOUR = "hour"
    CHOICE = "choice"
    SEARCH = "search"
    YES_NO = "yes-no"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindForm:
    """The form of a kind: in which list its records stand, and the fields of each part."""

    list: RecordGroup
    patient: tuple[str, ...]
    service: tuple[str, ...]
    more: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "identifier": Shape.DIGITS,
    "birth_date": Shape.DAY,
    "given_on": Shape.DAY,
    "ends_on": Shape.DAY,
    "referral_issued_on": Shape.DAY,
    "given_hour": Shape.HOUR,
    "quantity": Shape.DIGITS,
    "contract_number": Shape.CHOICE,
    "stamp_code": Shape.CHOICE,
    "speciality": Shape.SEARCH,
    "service_code": Shape.SEARCH,
    "package": Shape.CHOICE,
    "diagnosis": Shape.SEARCH,
    "patient_house": Shape.SEARCH,
    "presentation": Shape.CHOICE,
    "service_type": Shape.CHOICE,
    "disease_type": Shape.CHOICE,
    "details.decisionDate": Shape.DAY,
    "details.recommendationDate": Shape.DAY,
    "details.dateEnd": Shape.DAY,
    "details.internValidFrom": Shape.DAY,
    "details.internValidTo": Shape.DAY,
    "details.continuation": Shape.YES_NO,
    "details.interruptedCure": Shape.YES_NO,
    "details.certType": Shape.CHOICE,
    "details.isRural": Shape.YES_NO,
}

_NAMES = ("surname", "given_name", "birth_date")
_PERSON = ("person_type", "identifier", *_NAMES)
_REFERRAL = (
    *("referral_series", "referral_number", "referral_stamp_code", "referral_issued_on"),
    "register_number",
)
_CODED = ("service_code", "package", "quantity", "unit_value")

FORMS: Mapping[ReportKind, KindForm] = {
    ReportKind.CLINIC: KindForm(
        list=RecordGroup.SERVICES,
        patient=(*_PERSON, "patient_house"),
        service=(
            *("contract_number", "stamp_code", "speciality", "given_on", "given_hour"),
            *_CODED,
            *("diagnosis", "disease_type", "presentation", "service_type"),
        ),
        more=_REFERRAL,
    ),
    ReportKind.FAMILY_MEDICINE: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=("contract_number", "stamp_code", "given_on", *_CODED[:3], "diagnosis"),
    ),
    ReportKind.LABORATORY: KindForm(
        list=RecordGroup.LABORATORY,
        patient=(*_PERSON, "patient_house"),
        service=(
            *("contract_number", "stamp_code", "given_on", "given_hour"),
            *_CODED,
            *("diagnosis", "disease_type"),
        ),
        more=_REFERRAL,
    ),
    ReportKind.DENTISTRY: KindForm(
        list=RecordGroup.SERVICES,
        patient=(*_PERSON, "patient_house"),
        service=(
            *("contract_number", "stamp_code", "given_on", "given_hour"),
            *_CODED,
            *("diagnosis", "service_type", "details.toothFaces"),
        ),
        more=("register_number",),
    ),
    ReportKind.MEDICAL_DEVICES: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "given_on", "service_code", "quantity", "unit_value"),
            *("personal_share", "details.serialNo", "details.repDecisionNo"),
        ),
    ),
    ReportKind.HOME_CARE: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "stamp_code", "given_on", "given_hour", "details.dateEnd"),
            *("service_code", "quantity", "details.decisionNo", "details.decisionDate"),
            *("details.recommendationNo", "details.recommendationDate", "details.isRural"),
        ),
    ),
    ReportKind.RECOVERY_AMBULATORY: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "given_on", "ends_on", "register_number", "presentation"),
            "details.interruptedCure",
        ),
        more=_REFERRAL[:4],
    ),
    ReportKind.RECOVERY_SANATORIUM: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "stamp_code", "given_on", "ends_on", "register_number"),
            *("details.hospitalizationDaysNo", "details.sectionCode", "unit_value"),
        ),
        more=_REFERRAL[:4],
    ),
    ReportKind.AMBULANCE: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "given_on", "given_hour", "service_code", "package"),
            *("unit_value", "diagnosis", "details.applSheetNo"),
        ),
    ),
    ReportKind.SICK_LEAVE: KindForm(
        list=RecordGroup.CERTIFICATES,
        patient=("identifier", *_NAMES, "patient_house"),
        service=(
            *("contract_number", "stamp_code", "given_on", "details.serialCode"),
            *("details.serialNo", "details.duplicate", "details.month", "details.year"),
            *("details.indemnCode", "details.certType", "details.continuation"),
            *("details.internValidFrom", "details.internValidTo"),
        ),
    ),
}
# What the next patient has too: the physician, the day, the service.
KEPT = (
    *("kind", "contract_number", "person_type", "patient_house", "given_on", "given_hour"),
    *("service_code", "package", "quantity", "unit_value", "stamp_code", "speciality"),
    *("presentation", "service_type", "disease_type", "list"),
)


def names_of(kind: ReportKind) -> tuple[str, ...]:
    """Return the names of all fields of a form, in its order."""
    form = FORMS[kind]
    return (*form.patient, *form.service, *form.more)


def field_id(name: str) -> str:
    """Return how a field is called in HTML: details.serialNo → details-serialNo."""
    return name.replace(".", "-")
