"""Does an insured person's data go when asked or when their time has come, and the CID stay taken?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from tests.factories.insured import doctor, enrolled, operator, period, person
from tests.factories.people import NOW

from openpias.server.platform.accounts.enums import Role
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.providers.operations.houses import load
from openpias.server.registry import api
from openpias.server.registry.domain.changes import Changed, ChangeRefused, NotChanged
from openpias.server.registry.models import (
    FamilyDoctor,
    InsuredImport,
    InsuredPerson,
    InsuredVersion,
    RefusedRow,
)
from openpias.server.registry.operations import (
    insured_erasure,
    insured_periods,
    insured_persons,
    retention,
)

pytestmark = pytest.mark.django_db
TEN_YEARS = timedelta(days=3653)


@pytest.fixture(autouse=True)
def houses(db):
    load()


@pytest.fixture
def keeper():
    return operator("CNAS", role=Role.DATA_PROTECTION)


@pytest.fixture
def public_id():
    known = enrolled()
    insured_periods.choose_family_doctor(known, doctor(), version=1, actor=operator(), at=NOW)
    return known


def erase(public_id, *, actor, reason="cererea 12"):
    return insured_erasure.erase(public_id, reason=reason, actor=actor, at=NOW)


def test_what_identifies_goes_and_the_cid_stays_taken(public_id, keeper):
    before = api.insured(public_id)

    answer = erase(public_id, actor=keeper)

    after = api.insured(public_id)
    assert isinstance(answer, Changed)
    assert (after.cnp, after.name, after.birth_date, after.cid) == ("", "", None, before.cid)
    assert not FamilyDoctor.objects.exists()
    assert not InsuredVersion.objects.exists()
    assert api.insurance_on(date(2026, 11, 20), cid=before.cid).state is api.InsuredState.UNKNOWN
    assert erase(public_id, actor=keeper) == Changed(person=public_id, version=3, fields=())


def test_the_same_human_being_may_be_taken_in_again_under_another_cid(public_id, keeper):
    before = api.insured(public_id)
    erase(public_id, actor=keeper)

    again = api.insured(enrolled(cnp=before.cnp))

    assert again.public_id != public_id
    assert again.cid != before.cid


def test_somebody_insured_today_is_not_erased_and_nobody_else_erases(public_id, keeper):
    insured_periods.insure(public_id, period(), version=2, actor=operator(), at=NOW)

    assert erase(public_id, actor=keeper) == ChangeRefused(reason=NotChanged.STILL_INSURED)
    assert erase(public_id, actor=operator()) == ChangeRefused(reason=NotChanged.UNKNOWN)
    assert erase(public_id, actor=keeper, reason="") == ChangeRefused(
        reason=NotChanged.REASON_REQUIRED
    )


def test_an_erased_person_is_changed_by_nobody(public_id, keeper):
    erase(public_id, actor=keeper)

    answer = insured_periods.insure(public_id, period(), version=3, actor=operator(), at=NOW)

    assert answer == ChangeRefused(reason=NotChanged.NOT_ACTIVE)


def test_retention_forgets_who_ended_ten_years_ago_and_keeps_the_others(public_id):
    kept = enrolled()
    insured_periods.insure(kept, period(), version=1, actor=operator(), at=NOW)
    ended = enrolled()
    insured_periods.insure(
        ended, period(valid_to="30-06-2026"), version=1, actor=operator(), at=NOW
    )
    dead = enrolled()
    insured_periods.insure(dead, period(), version=1, actor=operator(), at=NOW)
    insured_persons.correct(
        dead,
        replace(person(), cnp=api.insured(dead).cnp, died_on="01-11-2026"),
        version=2,
        reason="certificat",
        actor=operator(),
        at=NOW,
    )

    early = retention.forget(at=NOW + TEN_YEARS - timedelta(days=1))
    late = retention.forget(at=NOW + TEN_YEARS + timedelta(days=1))

    assert (early["insured-person"], late["insured-person"]) == (0, 3)
    erased = {str(each.public_id) for each in InsuredPerson.objects.filter(status="erased")}
    assert erased == {public_id, ended, dead}
    assert AuditEntry.objects.filter(event="insured-forgotten").count() == 3


def test_reasons_of_refused_rows_go_after_ninety_days():
    run = InsuredImport.objects.create(house_code="CAS-SV", file_digest=b"1", started_at=NOW)
    RefusedRow.objects.create(run=run, row_number=2, findings=[])

    def left(at: datetime) -> int:
        retention.forget(at=at)
        return RefusedRow.objects.count()

    assert left(NOW + timedelta(days=90)) == 1
    assert left(NOW + timedelta(days=90, seconds=1)) == 0
