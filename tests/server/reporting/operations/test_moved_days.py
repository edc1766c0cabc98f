"""Does a corrected day keep the arrival that it deserves, online and in a report?"""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from tests.factories import insured, reporting, reports
from tests.factories.reports import NOW

from openpias.server.reporting.models import ReportedRecord
from openpias.server.reporting.operations import processing, receiving, validating
from openpias.server.reporting.queries.facts import Sender

pytestmark = pytest.mark.django_db
MONTHS_END = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def record(clinic):
    return reports.record(reports.patient(reporting.displaced()))


def on(record, day, **fields):
    at = datetime(2026, 11, day, 10, 30)  # noqa: DTZ001 - as messages have it
    return msgspec.structs.replace(record, given_on=date(2026, 11, day), given_at=at, **fields)


def validated(clinic, record, *, at):
    sender = Sender(provider=clinic.actor.provider.code, house=reports.HOUSE)
    judged = validating.judge_all(reports.header(), [record], sender=sender, arrived_at=at)
    validating.keep(reports.header(), judged, sender=sender, at=at)
    return ReportedRecord.objects.get(superseded_at=None)


def test_a_slip_is_forgiven_at_the_months_end(clinic, record):
    validated(clinic, on(record, 20), at=NOW)

    kept = validated(clinic, on(record, 23), at=MONTHS_END)

    assert (kept.arrived_at, kept.is_late) == (NOW, False)


def test_a_late_service_is_not_in_time_by_another_day(clinic, record):
    late = validated(clinic, on(record, 2), at=NOW)
    assert late.is_late

    kept = validated(clinic, on(record, 19), at=MONTHS_END)

    assert (kept.arrived_at, kept.is_late) == (MONTHS_END, True)


def test_an_invented_record_is_no_stock_for_another_patient(clinic, record):
    validated(clinic, on(record, 20), at=NOW)
    other = reports.patient(person_type="ASIGURAT", cnp=insured.cnp())

    kept = validated(clinic, on(record, 23, patient=other), at=MONTHS_END)

    assert (kept.arrived_at, kept.is_late) == (MONTHS_END, True)


def test_a_day_that_had_not_come_at_the_first_arrival_is_none_of_the_future(clinic, record):
    validated(clinic, on(record, 20), at=NOW)

    kept = validated(clinic, on(record, 26), at=MONTHS_END)

    assert (kept.arrived_at, kept.state > 0) == (MONTHS_END, True)


def test_there_and_back_again_changes_nothing(clinic, record):
    validated(clinic, on(record, 20), at=NOW)
    validated(clinic, on(record, 2), at=NOW + timedelta(hours=1))

    kept = validated(clinic, on(record, 20), at=MONTHS_END)

    assert (kept.arrived_at, kept.is_late) == (NOW, False)


def test_switched_off_the_first_arrival_counts(clinic, record, settings):
    settings.REPORTING_RULES = "arrival-of-moved-day=off"
    validated(clinic, on(record, 2), at=NOW)

    kept = validated(clinic, on(record, 19), at=MONTHS_END)

    assert (kept.arrived_at, kept.is_late) == (NOW, False)


def test_a_report_that_corrects_a_day_is_judged_alike(clinic, record, signing, in_process):
    validated(clinic, on(record, 2), at=NOW)
    text = signing.seal(on(record, 19))

    report = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=MONTHS_END).report
    processing.process(report, now=lambda: MONTHS_END)

    kept = ReportedRecord.objects.get(superseded_at=None)
    assert (kept.arrived_at, kept.is_late) == (MONTHS_END, True)
