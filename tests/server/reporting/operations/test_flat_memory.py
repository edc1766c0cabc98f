"""Does a report say the same when memory holds nothing of it from chunk to chunk?"""

from datetime import timedelta

import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.server.reporting.models import RecordFinding, Report, ReportedRecord, StagedCount
from openpias.server.reporting.operations import processing, receiving, staged_counts
from openpias.server.reporting.operations.staged_counts import StagedCounts
from openpias.server.reporting.queries import clock, facts, listed_services

pytestmark = pytest.mark.django_db


def findings(clinic, signing, records, *, minute):
    text = signing.seal(*records, minute=minute)
    report = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=NOW).report
    assert processing.process(report, now=lambda: NOW)
    found = RecordFinding.objects.filter(report__public_id=report)
    return sorted(found.values_list("position", "code", "path"))


def test_chunks_of_one_record_and_no_room_give_the_same_findings(
    clinic, signing, in_process, monkeypatch
):
    number, other = reporting.displaced(), "2870707221143"
    first = reports.record(reports.patient(number))
    records = [
        first,
        reports.record(reports.patient(number), given_on=reports.DAY - timedelta(days=1)),
        reports.record(reports.patient(number)),  # the same service under another id
        first,  # the same id
        reports.record(reports.patient(other)),
        reports.record(reports.patient(number)),
    ]
    together = findings(clinic, signing, records, minute=0)
    for each in (RecordFinding, ReportedRecord, Report):
        each.objects.all().delete()
    asked = []
    real = StagedCounts.recall

    def recall(self, numbers):
        real(self, numbers)
        asked.append(len(self))

    monkeypatch.setattr(StagedCounts, "recall", recall)
    monkeypatch.setattr(processing, "CHUNK", 1)
    monkeypatch.setattr(staged_counts, "MOST", 0)
    for each in (clock, facts, listed_services):
        monkeypatch.setattr(each, "_MOST", 0)
    apart = findings(clinic, signing, records, minute=0)

    assert {code for _, code, _ in together} >= {"service-twice-in-report", "app-id-repeated"}
    assert apart == together
    assert max(asked) == 2  # the numbers of one record
    assert StagedCount.objects.count() == 0


def test_what_an_attempt_put_aside_counts_for_no_other(clinic, signing, in_process, monkeypatch):
    monkeypatch.setattr(staged_counts, "MOST", 0)
    text = signing.seal(reports.record())
    report = receiving.receive(text, report_type="CLIN", actor=clinic.actor, at=NOW).report
    row = Report.objects.get()
    counts = StagedCounts(row.pk)
    counts[7] = 3
    counts.make_room()
    another = StagedCounts(row.pk + 1)
    another.make_room()
    another.recall([7])
    counts.recall([7, 8])

    assert (dict(counts), dict(another)) == ({7: 3}, {})
    counts[7] = 4
    counts.make_room()
    assert StagedCount.objects.get().times == 4
    assert processing.process(report, now=lambda: NOW)
    assert StagedCount.objects.count() == 0
