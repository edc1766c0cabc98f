"""What was typed about an insured person, exactly as it was typed?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredInput:
    """An insured person, as texts; `cnp_disagreement_reason` says why the CNP says something else."""

    cnp: str = ""
    surname: str = ""
    given_name: str = ""
    birth_date: str = ""
    sex: str = ""
    died_on: str = ""
    cnp_disagreement_reason: str = ""


INSURED_TEXTS = tuple(InsuredInput.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceInput:
    """A period of insurance, as texts.

    `ends_previous` ends an open period that began before on the day before this one.
    """

    category: str = ""
    state: str = ""
    valid_from: str = ""
    valid_to: str = ""
    ends_previous: bool = False


INSURANCE_TEXTS = ("category", "state", "valid_from", "valid_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyDoctorInput:
    """A family doctor whom somebody chose, as texts."""

    stamp_code: str = ""
    surname: str = ""
    given_name: str = ""
    phone: str = ""
    provider_code: str = ""
    valid_from: str = ""


DOCTOR_TEXTS = tuple(FamilyDoctorInput.__dataclass_fields__)


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredQuery:
    """What somebody types to find an insured person: a number, or a name with the birth date."""

    cnp: str = ""
    cid: str = ""
    surname: str = ""
    given_name: str = ""
    birth_date: str = ""
