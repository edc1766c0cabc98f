"""Which invented insured persons are there, and who works with them at which house?"""

import itertools
from datetime import date

from openpias.core.identifiers.cnp import control_digit
from openpias.server.platform.accounts.enums import Role
from openpias.server.registry.domain.insured_inputs import (
    FamilyDoctorInput,
    InsuranceInput,
    InsuredInput,
)
from openpias.server.registry.operations import insured_persons
from tests.factories import people
from tests.factories.people import NOW

SUCEAVA, IASI = "CAS-SV", "CAS-IS"
_serial = itertools.count(1)


def cnp(*, birth: date = date(1985, 11, 24), sex: str = "F", number: int | None = None) -> str:
    """Return an invented CNP: county pair 70, control digit right."""
    first = (1 if birth.year < 2000 else 5) + (sex == "F")
    serial = next(_serial) % 1000 if number is None else number
    body = f"{first}{birth:%y%m%d}70{serial:03d}"
    return body + control_digit(body)


def person(**fields) -> InsuredInput:
    """Return what is typed about an invented insured person."""
    defaults = {
        "cnp": cnp(),
        "surname": "Țurcanu",
        "given_name": "Ștefania Măriuca",
        "birth_date": "24-11-1985",
        "sex": "F",
    }
    return InsuredInput(**{**defaults, **fields})


def period(**fields) -> InsuranceInput:
    """Return what is typed about a period of insurance."""
    defaults = {"category": "EMPLOYEE", "state": "ASIGURAT", "valid_from": "01-01-2026"}
    return InsuranceInput(**{**defaults, **fields})


def doctor(**fields) -> FamilyDoctorInput:
    """Return what is typed about a family doctor."""
    defaults = {
        "stamp_code": "a12345",
        "surname": "Rusu",
        "given_name": "Ioan",
        "phone": "0230 555 012",
        "provider_code": "90000006",
        "valid_from": "01-02-2026",
    }
    return FamilyDoctorInput(**{**defaults, **fields})


def operator(house: str = SUCEAVA, *, role: Role = Role.HOUSE_OPERATOR, **fields):
    """Return somebody who works at a house."""
    return people.actor(roles=(role,), provider=house, house_code=house, **fields)


def enrolled(*, house: str = SUCEAVA, actor=None, **fields) -> str:
    """Take an invented person in and return the opaque id."""
    answer = insured_persons.enrol(
        person(**fields), house=house, actor=actor or operator(house), at=NOW
    )
    assert isinstance(answer, insured_persons.Enrolled), answer
    return answer.insured
