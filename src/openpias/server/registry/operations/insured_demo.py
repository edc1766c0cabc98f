"""Whom does the demonstration's house insure? Invented persons, for the demo profile only.

Their CNPs have a right control digit and the county pair 70; their names say that nobody is meant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from openpias.core.identifiers.cnp import control_digit
from openpias.server.platform.accounts.actors import Actor
from openpias.server.registry.domain.insured_inputs import (
    FamilyDoctorInput,
    InsuranceInput,
    InsuredInput,
)
from openpias.server.registry.operations import insured_periods, insured_persons
from openpias.server.registry.operations.insured_persons import Enrolled

HOUSE = "CAS-SV"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoInsured:
    """One invented insured person; `body` is the CNP without its control digit."""

    body: str
    surname: str
    given_name: str
    birth_date: str
    sex: str
    periods: Sequence[InsuranceInput]
    has_doctor: bool = True


def _period(category: str, state: str, first: str, last: str = "") -> InsuranceInput:
    return InsuranceInput(category=category, state=state, valid_from=first, valid_to=last)


PERSONS = (
    DemoInsured(
        body="285112470101",
        surname="Exemplescu",
        given_name="Ștefania Măriuca",
        birth_date="1985-11-24",
        sex="F",
        periods=(_period("EMPLOYEE", "ASIGURAT", "2015-03-01"),),
    ),
    DemoInsured(
        body="183020570102",
        surname="Exemplescu",
        given_name="Mihai Ștefan",
        birth_date="1983-02-05",
        sex="M",
        periods=(
            _period("EMPLOYEE", "ASIGURAT", "2010-01-01", "2024-12-31"),
            _period("SELF_EMPLOYED", "ASIGURAT", "2025-01-01"),
        ),
    ),
    DemoInsured(
        body="615070870103",
        surname="Exemplescu",
        given_name="Ilinca Țvetana",
        birth_date="2015-07-08",
        sex="F",
        periods=(_period("CHILD", "ASIGURAT", "2015-07-08", "2033-07-07"),),
    ),
    DemoInsured(
        body="149041270104",
        surname="Demonstreanu",
        given_name="Gheorghe",
        birth_date="1949-04-12",
        sex="M",
        periods=(_period("PENSIONER", "PENSIONER_LOW", "2014-04-12"),),
    ),
    DemoInsured(
        body="296093070105",
        surname="Probescu",
        given_name="Ana-Sânziana",
        birth_date="1996-09-30",
        sex="F",
        periods=(_period("STUDENT", "ASIGURAT", "2015-10-01", "2022-09-29"),),
        has_doctor=False,
    ),
    DemoInsured(
        body="882072070106",
        surname="Modelenko",
        given_name="Olena",
        birth_date="1982-07-20",
        sex="F",
        periods=(_period("426", "ALTE4", "2022-03-05"),),
    ),
)
_DOCTOR = FamilyDoctorInput(
    stamp_code="D12345",
    surname="Medicescu",
    given_name="Ioana",
    phone="0230 555 012",
    provider_code="90000006",
    valid_from="2022-10-01",
)


def load(*, actor: Actor, at: datetime) -> int:
    """Take the invented persons in for the demonstration's house; return how many were new.

    Harmless to repeat: somebody who is there stays as they are.
    """
    return sum(_load(each, actor=actor, at=at) for each in PERSONS)


def _load(person: DemoInsured, *, actor: Actor, at: datetime) -> bool:
    typed = InsuredInput(
        cnp=person.body + control_digit(person.body),
        surname=person.surname,
        given_name=person.given_name,
        birth_date=person.birth_date,
        sex=person.sex,
    )
    answer = insured_persons.enrol(typed, house=HOUSE, actor=actor, at=at)
    if not isinstance(answer, Enrolled) or not answer.is_new:
        return False
    version = 1
    for period in person.periods:
        insured_periods.insure(answer.insured, period, version=version, actor=actor, at=at)
        version += 1
    if person.has_doctor:
        insured_periods.choose_family_doctor(
            answer.insured, _DOCTOR, version=version, actor=actor, at=at
        )
    return True
