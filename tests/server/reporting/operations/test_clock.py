"""Do deadlines follow pauses, and findings about lateness follow deadlines?"""

import uuid
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.server.reporting.domain.outcomes import NotSaved, ReportingRefused
from openpias.server.reporting.domain.pauses import PauseInput
from openpias.server.reporting.models import ReportedRecord
from openpias.server.reporting.operations import (
    deadlines,
    pauses,
    periods,
    processing,
    receiving,
    validating,
)
from openpias.server.reporting.queries import pauses as queries
from openpias.server.reporting.queries import reports as report_queries
from openpias.server.reporting.queries.facts import Sender

pytestmark = pytest.mark.django_db

OUTAGE = PauseInput(
    kind="outage",
    begins_on="24-11-2026",
    begins_hour="08:00",
    ends_on="24-11-2026",
    ends_hour="12:00",
    act="Anunț CNAS 1/2026",
)
LATE = NOW + timedelta(days=2)  # Wednesday; a service of Thursday could be sent until Tuesday


@pytest.fixture
def late_report(clinic, signing, in_process):
    good = reports.record(reports.patient(reporting.displaced()))
    again = msgspec.structs.replace(good, diagnosis="I11")
    text = signing.seal(good, again)
    report = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=LATE).report
    processing.process(report, now=lambda: LATE)
    return report


def test_a_declared_outage_forgives_and_its_withdrawal_blames_again(clinic, late_report):
    (record,) = ReportedRecord.objects.all()
    assert (record.is_late, record.state) == (True, 2)
    assert record.deadline == datetime(2026, 11, 24, 21, 59, 59, tzinfo=UTC)
    national, pause = reporting.administrator(), uuid.uuid4()
    pauses.declare(OUTAGE, public_id=pause, actor=national, at=LATE)
    assert pauses.declare(OUTAGE, public_id=pause, actor=national, at=LATE).fields == ()

    moved = deadlines.move(at=LATE)
    assert (moved.records, moved.forgiven, moved.blamed) == (1, 1, 0)
    record.refresh_from_db()
    assert (record.is_late, record.state, record.deadline.day) == (False, 1, 25)
    row = report_queries.one(late_report, actor=clinic.actor).row
    assert (row.counts.late, row.counts.valid, row.counts.partial) == (0, 1, 0)
    assert (row.counts.invalid, row.totals["accepted"]) == (1, "95.50")
    assert deadlines.move(at=LATE).records == 0

    pauses.withdraw(public_id=pause, actor=national, at=LATE)
    moved = deadlines.move(at=LATE)
    assert (moved.records, moved.forgiven, moved.blamed) == (1, 0, 1)
    record.refresh_from_db()
    assert (record.is_late, record.state) == (True, 2)
    rows = report_queries.findings(late_report, actor=clinic.actor, code="sent-late").rows
    (found,) = (each for each in rows if each.app_id)
    assert (found.finding.code, found.finding.facts) == (
        "sent-late",
        {"deadline": "24-11-2026, 23:59"},
    )


def test_the_term_of_a_stay_runs_from_its_last_day_and_follows_pauses_from_there(clinic):
    stay = reports.record(
        reports.patient(reporting.displaced()), given_on=date(2026, 11, 9), ends_on=reports.DAY
    )
    sender = Sender(provider=clinic.actor.provider.code, house=reports.HOUSE)
    judged = validating.judge_all(reports.header(), [stay], sender=sender, arrived_at=NOW)
    validating.keep(reports.header(), judged, sender=sender, at=NOW)
    kept = ReportedRecord.objects.get()
    assert (kept.is_late, kept.deadline.day) == (False, 24)
    pauses.declare(OUTAGE, public_id=uuid.uuid4(), actor=reporting.administrator(), at=NOW)

    assert deadlines.move(at=NOW).records == 1
    kept.refresh_from_db()
    assert (kept.is_late, kept.deadline.day) == (False, 25)


def test_records_of_a_closed_period_stay_as_they_were_settled(clinic, late_report):
    periods.close(clinic.period, actor=clinic.operator, at=LATE)
    pauses.declare(OUTAGE, public_id=uuid.uuid4(), actor=reporting.administrator(), at=LATE)

    assert deadlines.move(at=LATE).records == 0
    assert ReportedRecord.objects.get().is_late


def test_only_cnas_declares_and_every_field_is_judged(clinic):
    with pytest.raises(ReportingRefused):
        pauses.declare(OUTAGE, public_id=uuid.uuid4(), actor=clinic.operator, at=NOW)
    wrong = PauseInput(kind="x", begins_on="31-02-2026", ends_on="24-11-2026", ends_hour="25:00")
    answer = pauses.declare(wrong, public_id=uuid.uuid4(), actor=reporting.administrator(), at=NOW)
    assert isinstance(answer, NotSaved)
    assert {each.path for each in answer.findings} == {
        *("/kind", "/begins_on", "/begins_hour", "/ends_hour", "/act"),
    }


def test_a_pause_is_changed_by_whoever_saw_it_last(clinic):
    from dataclasses import replace

    national, pause = reporting.administrator(), uuid.uuid4()
    pauses.declare(OUTAGE, public_id=pause, actor=national, at=NOW)
    longer = replace(OUTAGE, ends_hour="18:00")
    stale = pauses.change(longer, public_id=pause, seen=7, actor=national, at=NOW)
    assert stale.findings[0].code == "record-changed-meanwhile"
    assert pauses.change(longer, public_id=pause, seen=1, actor=national, at=NOW).fields == (
        "ends_at",
    )
    assert queries.one(str(pause)).version == 2
