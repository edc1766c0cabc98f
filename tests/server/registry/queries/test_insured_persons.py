"""Does the register say who is insured on a day, and to whom it says it?"""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from openpias.server.registry import api
from openpias.server.registry.models import FamilyDoctor, Insurance, InsuredPerson

pytestmark = pytest.mark.django_db

CNP = "2851124706784"
CID = "40718209311756042283"


def person(**changed) -> InsuredPerson:
    return InsuredPerson.objects.create(
        **{
            "cnp": CNP,
            "cid": CID,
            "surname": "Țurcanu",
            "given_name": "Ștefania",
            "surname_folded": "turcanu",
            "given_name_folded": "stefania",
            "birth_date": date(1985, 11, 24),
            "sex": "F",
            "house_code": "CAS-SV",
            "enrolled_at": datetime(2026, 1, 5, tzinfo=UTC),
        }
        | changed
    )


def period(row: InsuredPerson, first: date, last: date | None) -> Insurance:
    return Insurance.objects.create(
        insured=row, category="EMPLOYEE", state="ASIGURAT", valid_from=first, valid_to=last
    )


def test_both_days_of_a_period_belong_to_it():
    period(person(), date(2026, 1, 1), date(2026, 6, 30))

    answers = {
        day: api.insurance_on(day, cnp=CNP).state
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    }

    assert list(answers.values()) == [
        api.InsuredState.NOT_INSURED,
        api.InsuredState.INSURED,
        api.InsuredState.INSURED,
        api.InsuredState.NOT_INSURED,
    ]


def test_the_check_names_the_period_under_either_number():
    period(person(), date(2026, 1, 1), None)

    by_cnp = api.insurance_on(date(2026, 3, 1), cnp=CNP)
    by_cid = api.insurance_on(date(2026, 3, 1), cid=CID)

    assert by_cnp == by_cid
    assert by_cnp.period is not None
    assert (by_cnp.period.category, by_cnp.period.state) == ("EMPLOYEE", "ASIGURAT")


def test_somebody_unknown_is_not_called_uninsured():
    assert api.insurance_on(date(2026, 3, 1), cnp=CNP).state is api.InsuredState.UNKNOWN
    assert api.insurance_on(date(2026, 3, 1), cid=CID).state is api.InsuredState.UNKNOWN
    assert api.insurance_on(date(2026, 3, 1)).state is api.InsuredState.UNKNOWN


def test_after_the_day_of_death_the_answer_is_deceased():
    period(person(died_on=date(2026, 4, 2)), date(2026, 1, 1), None)

    assert api.insurance_on(date(2026, 4, 2), cnp=CNP).state is api.InsuredState.INSURED
    assert api.insurance_on(date(2026, 4, 3), cnp=CNP).state is api.InsuredState.DECEASED


def test_a_house_sees_its_own_and_nobody_elses():
    known = person()

    assert api.insured(str(known.public_id), house="CAS-SV") is not None
    assert api.insured(str(known.public_id), house="CAS-IS") is None
    assert api.insured_by_cnp(CNP, house="CAS-IS") is None
    assert api.insured_by_cid(CID, house="CAS-IS") is None
    assert api.insured("no id at all") is None


def test_the_family_doctor_of_a_day_is_named():
    row = person()
    FamilyDoctor.objects.create(
        insured=row,
        stamp_code="A12345",
        surname="Rusu",
        given_name="Ioan",
        provider_code="90000001",
        valid_from=date(2026, 2, 1),
    )
    view = api.insured_by_cid(CID)

    assert view is not None
    assert view.family_doctor_on(date(2026, 1, 31)) is None
    doctor = view.family_doctor_on(date(2026, 2, 1))
    assert doctor is not None
    assert doctor.name == "Rusu Ioan"


def test_the_database_refuses_two_periods_that_share_a_day():
    row = person()
    period(row, date(2026, 1, 1), date(2026, 6, 30))

    with pytest.raises(IntegrityError), transaction.atomic():
        period(row, date(2026, 6, 30), None)
    with pytest.raises(IntegrityError), transaction.atomic():
        period(row, date(2025, 1, 1), None)
    period(row, date(2026, 7, 1), None)
    period(person(cnp="1850505700019", cid=CID[::-1]), date(2026, 1, 1), None)
    assert Insurance.objects.count() == 3
