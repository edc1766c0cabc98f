"""Is a service validated online judged at once, kept, changed and taken back?"""

from datetime import date, timedelta

import msgspec
import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.families import family_of_request
from openpias.interop.messages.formats import RecordState
from openpias.server.platform.http.error_texts import describe
from openpias.server.providers.models import Physician
from openpias.server.reporting.models import ReportedRecord
from openpias.server.reporting.operations import periods, validating
from openpias.server.reporting.operations.validating import ValidationRefused
from openpias.server.reporting.queries import records as records_query

pytestmark = pytest.mark.django_db


def asked(clinic, *records, at=NOW, **fields):
    content = reports.request(*records, **fields)
    answer = validating.validate(
        content, report_type="CLIN", request_type="RQ_CLIN_SRV", actor=clinic.actor, at=at
    )
    _, online = family_of_request("CLIN", "RQ_CLIN_SRV")
    return online.read_response(answer)


def said(answer):
    return [(each.app_id, each.state, each.findings) for each in answer.records]


def test_a_service_to_a_displaced_person_is_valid_and_kept(clinic):
    record = reports.record(reports.patient(reporting.displaced()))

    assert said(asked(clinic, record)) == [(record.app_id, RecordState.VALID, ())]
    (kept,) = records_query.page(clinic.actor).rows
    assert (kept.app_id, kept.is_displaced, kept.is_late) == (record.app_id, True, False)
    assert kept.arrived_at == NOW


def test_the_same_again_changes_nothing_and_another_day_supersedes(clinic):
    record = reports.record(reports.patient(reporting.displaced()))
    for _ in range(2):
        asked(clinic, record)
    assert ReportedRecord.objects.count() == 1

    asked(clinic, msgspec.structs.replace(record, diagnosis="I11"))

    assert ReportedRecord.objects.count() == 2
    assert [each.diagnosis for each in ReportedRecord.objects.filter(superseded_at=None)] == ["I11"]


@pytest.mark.parametrize(
    ("specialities", "codes"),
    [([], ()), (["CARD"], ()), (["D-INT"], (("STAMP_SPECIALITY", True),))],
)
def test_a_speciality_is_held_against_those_that_the_house_wrote_down(clinic, specialities, codes):
    Physician.objects.update(specialities=specialities)
    record = reports.record(reports.patient(reporting.displaced()))

    assert asked(clinic, record).records[0].findings == codes


def test_another_id_for_the_same_service_is_refused(clinic):
    record = reports.record(reports.patient(reporting.displaced()))
    asked(clinic, record)
    answer = asked(clinic, msgspec.structs.replace(record, app_id="5555"))

    assert answer.records[0].state is RecordState.INVALID


def test_a_record_is_taken_back(clinic):
    record = reports.record(reports.patient(reporting.displaced()))
    asked(clinic, record)
    asked(clinic, msgspec.structs.replace(record, withdrawn=True))

    assert records_query.page(clinic.actor).rows[0].withdrawn_at == NOW
    again = asked(clinic, msgspec.structs.replace(record, app_id="5555"))
    assert again.records[0].state is RecordState.VALID


def test_an_unknown_number_is_invalid_and_its_arrival_counts(clinic):
    number = reporting.displaced()
    wrong = reports.record(reports.patient(number[:-1] + str((int(number[-1]) + 1) % 10)))
    assert asked(clinic, wrong).records[0].state is RecordState.INVALID

    later = NOW.replace(day=27)
    right = msgspec.structs.replace(wrong, patient=reports.patient(number))
    asked(clinic, right, at=later)

    (kept,) = records_query.page(clinic.actor).rows
    assert (kept.state, kept.arrived_at) == (RecordState.VALID, NOW)


def test_a_closed_period_takes_nothing(clinic):
    periods.close(clinic.period, actor=clinic.operator, at=NOW)
    answer = asked(clinic, reports.record(reports.patient(reporting.displaced())))

    assert answer.records[0].state is RecordState.INVALID
    assert ReportedRecord.objects.count() == 0


def test_another_providers_code_and_unknown_requests_are_refused(clinic):
    with pytest.raises(ValidationRefused) as refused:
        asked(clinic, reports.record(), said=reports.header(provider_code="90000999"))
    assert refused.value.findings[0].code == "report-company-unknown"

    with pytest.raises(ValidationRefused) as refused:
        validating.validate(
            b"<x/>", report_type="CLIN", request_type="RQ_SPT_DRG", actor=clinic.actor, at=NOW
        )
    assert refused.value.findings[0].code == "request-type-unknown"
    assert ReportKind.CLINIC == "CLIN"


@pytest.mark.parametrize(
    ("kind", "request_type"),
    [
        *(("FARME", "RQ_PHM_PRESCRIPTION"), ("SPT_DRG", "RQ_SPT_DRG"), ("FSD", "RQ_DIA_SRV")),
        *(("NHPCJ", "RQ_NHP_GC"), ("PRM", "RQ_PRM"), ("PHM", "RQ_PHM_HR"), ("SPT_DRG", "")),
    ],
)
def test_a_service_of_a_kind_that_is_not_taken_says_where_it_is_written(clinic, kind, request_type):
    with pytest.raises(ValidationRefused) as refused:
        validating.validate(
            b"<x/>", report_type=kind, request_type=request_type, actor=clinic.actor, at=NOW
        )

    (finding,) = refused.value.findings
    told = describe(finding.code, finding.facts)
    assert finding.code == "request-kind-untaken"
    assert f"{kind} ({request_type})" in told.practice
    assert "se scriu de mână în portal" in told.practice
    assert "/raportare/evidenta/nou" in told.supplier


def found_in(answer):
    return [found[0] for each in answer.records for found in each.findings]


def test_numbers_cannot_be_found_by_guessing_and_what_arrives_is_kept(clinic, settings):
    settings.REPORTED_NUMBERS_PER_HOUR = 2
    number = reporting.displaced()
    guesses = [
        reports.record(reports.patient(number, surname="Коваль", given_name="Інна"), app_id=f"g{n}")
        for n in range(3)
    ]

    told = asked(clinic, guesses[0])
    silent = asked(clinic, *guesses)
    next_hour = asked(clinic, guesses[1], at=NOW + timedelta(hours=1))

    assert "OUG15_NAME" in found_in(told)
    assert not {each for each in found_in(silent) if each.startswith("OUG15")}
    assert len(silent.records) == 3
    assert ReportedRecord.objects.filter(app_id="g2").exists()
    assert "OUG15_NAME" in found_in(next_hour)


def test_whoever_does_not_know_the_person_is_not_told_when_they_came(clinic):
    number = reporting.displaced()
    day = date(2022, 2, 28)
    stranger = reports.patient(number, surname="Коваль", given_name="Інна", birth_date=None)

    known = asked(clinic, reports.record(reports.patient(number), given_on=day, app_id="known"))
    guessed = asked(clinic, reports.record(stranger, given_on=day, app_id="guessed"))

    assert "OUG15_BEFORE_ENTRY" in found_in(known)
    assert "OUG15_BEFORE_ENTRY" not in found_in(guessed)
