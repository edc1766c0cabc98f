"""What does one reported service say, whatever the kind of its report?

Names of the wire stay in `openpias.interop.messages`; a value that a kind does not have is empty or
`None`. Times are those of a clock in Romania, without a zone, as the messages write them.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec


class ReportKind(StrEnum):
    """A kind of monthly report; the value is the official `reportType` of sendReport."""

    CLINIC = "CLIN"
    FAMILY_MEDICINE = "MF"
    MEDICAL_DEVICES = "MD"
    LABORATORY = "PARA"
    DENTISTRY = "STOM"
    HOME_CARE = "HC"
    RECOVERY_AMBULATORY = "RECA"
    RECOVERY_SANATORIUM = "RECS"
    AMBULANCE = "AMB"
    SICK_LEAVE = "SICK"


class PersonType(StrEnum):
    """As what a patient is reported; the value is the official code of the list PersonTypes."""

    INSURED = "ASIGURAT"
    WORK_ACCIDENT = "ACCI_PROF"
    INJURY = "PREJ_DAUN"
    EUROPEAN_CARD = "CARD_EURO"
    CONVENTION = "CETA_CONV"
    EUROPEAN_FORM = "FORM_CEE"
    OUG15 = "OUGMGR"


class RecordGroup(StrEnum):
    """Which list of a report a record stands in."""

    SERVICES = "services"
    LABORATORY = "laboratory"
    DAY_CARE = "day-care"
    REFERRALS = "referrals"
    PRESCRIPTIONS = "prescriptions"
    CHRONIC = "chronic"
    PLANS = "plans"
    CAPITATION = "capitation"
    WAITING_TIMES = "waiting-times"
    CERTIFICATES = "certificates"
    MONITORING = "monitoring"


class Patient(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """For whom a service was: `identifier` is the temporary number or CNP of a foreign person.

    `person_type` is a code of PersonTypes, kept as it was written; `house` is the patient's.
    """

    person_type: str = ""
    identifier: str = ""
    cnp: str = ""
    cid: str = ""
    surname: str = ""
    given_name: str = ""
    birth_date: date | None = None
    country: str = ""
    house: str = ""

    @property
    def is_displaced(self) -> bool:
        """Tell whether the patient is reported as a beneficiary of OUG 15/2022."""
        return self.person_type == PersonType.OUG15


class Referral(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The paper on which a service was given."""

    series: str = ""
    number: str = ""
    stamp_code: str = ""
    issued_on: date | None = None
    speciality: str = ""
    contract_number: str = ""
    house: str = ""
    diagnosis: str = ""


class CardProof(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What proves the patient's presence: the card's signature (Base64), or why there is none.

    `excepted` is the official reason (1 imprisoned, 2 psychiatric); `certificate_on` is the day of
    the paper that proves insurance without a card.
    """

    card_number: str = ""
    signature: str = ""
    excepted: str = ""
    certificate_on: date | None = None
    representative_cid: str = ""


class SickLeave(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a certificate of sick leave grants: `month` and `year` are those for which it is valid.

    `kind` is AM, IN or EX (ambulatory, in hospital, at discharge), `indemnity` the official code.
    Days in hospital and days at home stand apart, each with its diagnosis; both ends belong to them.
    `duplicate` is 0 for an original; a duplicate names the certificate that it stands for.
    """

    month: int = 0
    year: int = 0
    indemnity: str = ""
    kind: str = ""
    hospital_from: date | None = None
    hospital_to: date | None = None
    hospital_diagnosis: str = ""
    home_from: date | None = None
    home_to: date | None = None
    home_diagnosis: str = ""
    emergency: str = ""
    contagious: str = ""
    duplicate: int = 0
    original_series: str = ""
    original_number: str = ""
    child_cnp: str = ""
    child_cid: str = ""


class Detail(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a message says beyond the fields that all kinds share, by the names of the message.

    It is kept so that a record can be shown and written again; no rule looks into it.
    """

    name: str
    values: dict[str, str] = {}
    parts: tuple["Detail", ...] = ()


class ServiceRecord(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One record of a report or of an online validation.

    `app_id` is the reporting application's own id, `path` says where in the message the record
    stands (`/report/clinicServices/clinicService[3]`). Money is in lei.
    `personal_share` is whatever the patient was asked to pay (co-payment, personal contribution).
    `health_contribution` is the CASS that a sick leave or an invoice withholds.
    `disease_type` is 0 acute, 1 subacute, 2 chronic. `details` name the row where a group has
    several, and `context` is what the list around the record says, both by the message's names.
    """

    app_id: str
    group: RecordGroup
    path: str
    patient: Patient
    given_on: date
    given_at: datetime | None = None
    ends_on: date | None = None
    service_code: str = ""
    package: str = ""
    quantity: Decimal = Decimal(1)
    unit_value: Decimal | None = None
    value: Decimal | None = None
    personal_share: Decimal | None = None
    health_contribution: Decimal | None = None
    stamp_code: str = ""
    speciality: str = ""
    diagnosis: str = ""
    presentation: str = ""
    service_type: str = ""
    register_number: str = ""
    referral: Referral | None = None
    card: CardProof | None = None
    leave: SickLeave | None = None
    withdrawn: bool = False
    disease_type: str = ""
    details: Detail | None = None
    context: dict[str, str] = {}

    @property
    def last_day(self) -> date:
        """Return the day on which a series or a stay ended; the day itself for everything else."""
        if self.ends_on is None or self.ends_on < self.given_on:
            return self.given_on
        return self.ends_on


class ReportHeader(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Whose report this is, for which contract, house and days; both days belong to it."""

    kind: ReportKind
    app_id: str
    provider_code: str
    contract_number: str
    house: str = ""
    provider_name: str = ""
    contract_type: str = ""
    work_place: str = ""
    app_key: str = ""
    reported_on: date
    starts_on: date
    ends_on: date
    invoice_number: str = ""
    invoice_date: date | None = None
    invoice_value: Decimal | None = None
    totals: dict[str, Decimal] = {}
    stamp_code: str = ""
    details: dict[str, str] = {}
