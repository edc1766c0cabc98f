"""Is a file taken in, archived and refused as the official interface says?"""

import pytest
from tests.factories import reporting, reports

from openpias.server.reporting.models import Report
from openpias.server.reporting.operations import processing, receiving
from openpias.server.reporting.operations.receiving import Received, Refused
from tests.factories.reports import NOW

pytestmark = pytest.mark.django_db


def sent(clinic, text, report_type="CLIN", at=NOW):
    return receiving.receive(text, report_type=report_type, actor=clinic.actor, at=at)


def test_a_report_is_taken_processed_and_answered(clinic, signing, in_process):
    number = reporting.displaced()
    answer = sent(clinic, signing.seal(reports.record(reports.patient(number))))

    assert isinstance(answer, Received), answer
    assert processing.process(answer.report, now=lambda: NOW)
    report = Report.objects.get(public_id=answer.report)
    assert (report.state, report.valid, report.invalid) == ("processed", 1, 0)
    assert report.totals["accepted"] == "95.50"
