"""Do periods, lists and the register of distinct records hold together?"""

import uuid
from datetime import date

import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.core.rules.records import ReportKind
from openpias.server.registry.api import ProofKind
from openpias.server.reporting.domain.distinct import EntryInput
from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.domain.periods import PeriodInput
from openpias.server.reporting.enums import PeriodState, RemovalReason, ReportingList
from openpias.server.reporting.models import ReportedRecord
from openpias.server.reporting.operations import (
    distinct,
    nomenclatures,
    periods,
    retention,
    validating,
)
from openpias.server.reporting.queries import distinct as distinct_queries
from openpias.server.reporting.queries import nomenclatures as lists
from openpias.server.reporting.queries import periods as period_queries
from openpias.server.reporting.queries.distinct import DistinctFilter

pytestmark = pytest.mark.django_db
WANTED = DistinctFilter(month=date(2026, 11, 5))


def test_a_house_opens_and_closes_its_own_periods(clinic):
    operator = clinic.operator
    same = PeriodInput(house="CAS-SV", kind="CLIN", starts_on="01-11-2026", ends_on="30-11-2026")
    assert periods.open_period(same, actor=operator, at=NOW).fields == ()
    overlapping = PeriodInput(
        house="CAS-SV", kind="CLIN", starts_on="30-11-2026", ends_on="31-12-2026"
    )
    answer = periods.open_period(overlapping, actor=operator, at=NOW)
    assert answer.findings[0].code == "period-overlaps"
    elsewhere = PeriodInput(
        house="CAS-IS", kind="CLIN", starts_on="01-11-2026", ends_on="30-11-2026"
    )
    assert (
        periods.open_period(elsewhere, actor=operator, at=NOW).findings[0].code == "not-your-house"
    )

    assert periods.close(clinic.period, actor=operator, at=NOW).fields == ("state",)
    assert periods.close(clinic.period, actor=operator, at=NOW).fields == ()
    assert period_queries.one(clinic.period, actor=operator).state is PeriodState.CLOSED
    assert periods.open_period(same, actor=operator, at=NOW).fields == ("state",)
    with pytest.raises(ReportingRefused):
        periods.close(clinic.period, actor=clinic.actor, at=NOW)


def test_months_are_opened_for_several_kinds(clinic):
    done = periods.open_month(
        date(2026, 12, 3), house="CAS-SV", kinds=ReportKind, actor=clinic.operator, at=NOW
    )
    assert len(done) == len(ReportKind)
    found = period_queries.page(clinic.actor, kind="MF")
    assert [(each.starts_on, each.ends_on) for each in found] == [
        (date(2026, 12, 1), date(2026, 12, 31))
    ]


def test_a_list_is_imported_whole_or_not_at_all(clinic):
    national = reporting.administrator()
    head = "code,name,valid_from,valid_to,provenance\n"
    text = head + "X1,Unu,01-01-2026,,test\nX2,Doi,01-01-2026,31-12-2026,test\n"
    done = nomenclatures.import_csv(text, name=ReportingList.PACKAGES, actor=national, at=NOW)
    assert (done.added, done.changed, done.unchanged) == (2, 0, 0)
    again = nomenclatures.import_csv(
        text.replace("Doi", "Două"), name=ReportingList.PACKAGES, actor=national, at=NOW
    )
    assert (again.added, again.changed, again.unchanged) == (0, 1, 1)

    wrong = nomenclatures.import_csv(
        head + "X3,,31-02-2026,,test\nX4,Patru,01-01-2026,,test\n",
        name=ReportingList.PACKAGES,
        actor=national,
        at=NOW,
    )
    assert isinstance(wrong, NotSaved)
    assert {each.path for each in wrong.findings} == {"/rows/1/name", "/rows/1/valid_from"}
    assert [each.code for each in lists.codes(ReportingList.PACKAGES)] == ["X1", "X2"]
    with pytest.raises(ReportingRefused):
        nomenclatures.import_csv(text, name=ReportingList.PACKAGES, actor=clinic.operator, at=NOW)


def test_the_shipped_lists_load_once_and_say_that_they_are_invented():
    assert nomenclatures.load_demo(at=NOW) > 30
    assert nomenclatures.load_demo(at=NOW) == 0
    for name in ReportingList:
        assert all("inventat" in each.provenance for each in lists.codes(name))
    assert lists.services(day=date(2026, 11, 1), kind="STOM")


def validated(clinic, *records):
    validating.validate(
        reports.request(*records),
        report_type="CLIN",
        request_type="RQ_CLIN_SRV",
        actor=clinic.actor,
        at=NOW,
    )


def test_distinct_records_hold_reported_and_entered_services_with_their_proofs(clinic):
    number = reporting.displaced()
    validated(clinic, reports.record(reports.patient(number)))
    typed = EntryInput(
        kind="SPT_DRG",
        identifier=number,
        given_on="12-11-2026",
        what="Internare de 2 zile",
        value="1200",
    )
    entry = uuid.uuid4()
    distinct.enter(typed, public_id=entry, actor=clinic.actor, at=NOW)
    assert distinct.enter(typed, public_id=entry, actor=clinic.actor, at=NOW).fields == ()

    page = distinct_queries.page(clinic.operator, wanted=WANTED)
    assert [(each.kind, each.proof.kind) for each in page.rows] == [
        ("SPT_DRG", ProofKind.IDENTITY),
        ("CLIN", ProofKind.IDENTITY),
    ]
    assert [(each.kind, each.services, each.persons) for each in page.totals] == [
        ("CLIN", 1, 1),
        ("SPT_DRG", 1, 1),
    ]
    assert len(list(distinct_queries.rows(clinic.actor, wanted=WANTED))) == 2

    assert distinct.remove(entry, reason=RemovalReason.TYPED_TWICE, actor=clinic.actor, at=NOW)
    assert distinct_queries.page(clinic.actor, wanted=WANTED).total == 1


def test_an_unknown_person_and_a_taken_kind_are_not_entered(clinic):
    typed = EntryInput(kind="CLIN", identifier="123", given_on="12-12-2026", what="x")
    answer = distinct.enter(typed, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)
    assert {each.code for each in answer.findings} == {"distinct-kind", "distinct-in-future"}

    typed = EntryInput(kind="FARME", identifier="1234567890123", given_on="12-11-2026", what="x")
    answer = distinct.enter(typed, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)
    assert [each.code for each in answer.findings] == ["distinct-person-unknown"]


def test_names_are_forgotten_after_their_term_and_services_stay(clinic):
    validated(clinic, reports.record(reports.patient(reporting.displaced())))
    assert retention.forget(at=NOW)["names"] == 0
    assert retention.forget(at=NOW.replace(year=2028))["names"] == 1

    row = ReportedRecord.objects.get()
    assert (row.surname, row.identifier, row.birth_date, row.content) == ("", "", None, "")
    assert row.service_code == reports.SERVICE
    assert distinct_queries.page(clinic.actor, wanted=WANTED).total == 1
