"""Which fields has the form of each kind of report, in which order?

Names are those of `RecordInput`; `details.X` is an attribute of the message that no field of ours
stands for. What a message requires and the form does not ask for is filled by the platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from openpias.core.rules.records import RecordGroup, ReportKind
from openpias.server.reporting.enums import Presence


class Shape(StrEnum):
    """How a field is typed."""

    TEXT = "text"
    DIGITS = "digits"
    DAY = "day"
    HOUR = "hour"
    CHOICE = "choice"
    SEARCH = "search"
    YES_NO = "yes-no"
    LONG = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindForm:
    """The form of a kind: in which list its records stand, and the fields of each part.

    `ways` are those in which the patient's presence may be proved, as the message of the kind has them.
    """

    list: RecordGroup
    patient: tuple[str, ...]
    service: tuple[str, ...]
    leave: tuple[str, ...] = ()
    card: tuple[str, ...] = ()
    ways: tuple[Presence, ...] = ()
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
    "presence": Shape.CHOICE,
    "card_number": Shape.DIGITS,
    "card_signature": Shape.LONG,
    "card_certificate_on": Shape.DAY,
    "card_representative_cid": Shape.DIGITS,
    "details.decisionDate": Shape.DAY,
    "details.recommendationDate": Shape.DAY,
    "details.dateEnd": Shape.DAY,
    "details.internValidFrom": Shape.DAY,
    "details.internValidTo": Shape.DAY,
    "details.externValidFrom": Shape.DAY,
    "details.externValidTo": Shape.DAY,
    "details.internDiagType": Shape.CHOICE,
    "details.externDiagType": Shape.CHOICE,
    "details.internDiagCode": Shape.DIGITS,
    "details.externDiagCode": Shape.DIGITS,
    "details.indemnCode": Shape.CHOICE,
    "details.month": Shape.CHOICE,
    "details.year": Shape.DIGITS,
    "details.duplicate": Shape.DIGITS,
    "details.correctionType": Shape.CHOICE,
    "details.expertDate": Shape.DAY,
    "details.childPid": Shape.DIGITS,
    "details.childCid": Shape.DIGITS,
    "details.isEmergencyRecommendation": Shape.YES_NO,
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
_SIGNED = ("presence", "card_number", "card_signature")
_CARD = (*_SIGNED, "card_certificate_on")
_WHOLE_CARD = (*_CARD, "card_representative_cid")
_WAYS = (Presence.WITHOUT, Presence.CARD, Presence.CERTIFICATE)
_ALL_WAYS = tuple(Presence)
_CODED = ("service_code", "package", "quantity", "unit_value")

_DAYS_OF_LEAVE = ("ValidFrom", "ValidTo", "DiagCode", "DiagType")

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
        card=_WHOLE_CARD,
        ways=_ALL_WAYS,
    ),
    ReportKind.FAMILY_MEDICINE: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=("contract_number", "stamp_code", "given_on", *_CODED[:3], "diagnosis"),
        card=(*_SIGNED, "card_representative_cid"),
        ways=_WAYS[:2],
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
        card=_WHOLE_CARD,
        ways=_ALL_WAYS,
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
        card=_WHOLE_CARD,
        ways=_ALL_WAYS,
    ),
    ReportKind.MEDICAL_DEVICES: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "given_on", "service_code", "quantity", "unit_value"),
            *("personal_share", "details.serialNo", "details.repDecisionNo"),
        ),
        card=_WHOLE_CARD,
        ways=_WAYS,
    ),
    ReportKind.HOME_CARE: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "stamp_code", "given_on", "given_hour", "details.dateEnd"),
            *("service_code", "quantity", "details.decisionNo", "details.decisionDate"),
            *("details.recommendationNo", "details.recommendationDate", "details.isRural"),
        ),
        card=_CARD,
        ways=_WAYS,
    ),
    ReportKind.RECOVERY_AMBULATORY: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "stamp_code", "given_on", "ends_on", "service_code"),
            *("register_number", "presentation", "details.interruptedCure"),
        ),
        more=_REFERRAL[:4],
        card=_WHOLE_CARD,
        ways=_ALL_WAYS,
    ),
    ReportKind.RECOVERY_SANATORIUM: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "stamp_code", "given_on", "ends_on", "register_number"),
            *("details.hospitalizationDaysNo", "details.sectionCode", "unit_value"),
        ),
        more=_REFERRAL[:4],
        card=_WHOLE_CARD,
        ways=_ALL_WAYS,
    ),
    ReportKind.AMBULANCE: KindForm(
        list=RecordGroup.SERVICES,
        patient=_PERSON,
        service=(
            *("contract_number", "given_on", "given_hour", "service_code", "package"),
            *("unit_value", "diagnosis", "details.applSheetNo"),
        ),
        card=_CARD,
        ways=_WAYS,
    ),
    ReportKind.SICK_LEAVE: KindForm(
        list=RecordGroup.CERTIFICATES,
        patient=("identifier", *_NAMES, "patient_house", "card_number"),
        service=(
            *("contract_number", "stamp_code", "details.serialCode", "details.serialNo"),
            *("given_on", "details.certType", "details.month", "details.year"),
            *("details.continuation", "details.duplicate"),
            *("details.duplSerialCode", "details.duplSerialNo"),
        ),
        leave=(
            *("details.indemnCode", "details.emergency", "details.contagious"),
            "details.isEmergencyRecommendation",
            *(f"details.extern{each}" for each in _DAYS_OF_LEAVE),
            *(f"details.intern{each}" for each in _DAYS_OF_LEAVE),
        ),
        more=(
            *("details.childPid", "details.childCid"),
            *("details.expertNo", "details.expertDate", "details.expertStencil"),
            *("details.maternStencil", "details.cheifStencil", "details.correctionType"),
        ),
    ),
}
# What the next patient has too: the physician, the day, the service.
KEPT = (
    *("kind", "contract_number", "person_type", "patient_house", "given_on", "given_hour"),
    *("service_code", "package", "quantity", "unit_value", "stamp_code", "speciality"),
    *("presentation", "service_type", "disease_type", "presence", "list"),
)


def names_of(kind: ReportKind) -> tuple[str, ...]:
    """Return the names of all fields of a form, in its order."""
    form = FORMS[kind]
    return (*form.patient, *form.service, *form.leave, *form.card, *form.more)


def field_id(name: str) -> str:
    """Return how a field is called in HTML: details.serialNo → details-serialNo."""
    return name.replace(".", "-")
