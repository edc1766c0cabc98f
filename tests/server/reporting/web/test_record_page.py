"""Does the page of one service say whether it was in time, what comes next, and what happened before?"""

from datetime import UTC, datetime

import pytest
from tests.factories import house_reports as made
from tests.factories.reports import NOW

from openpias.server.reporting.models import ReportedRecord

pytestmark = pytest.mark.django_db
DEADLINE = datetime(2026, 11, 24, 21, 59, 59, tzinfo=UTC)


def page(clerk, row):
    answer = clerk.get(f"/raportare/inregistrari/{row.pk}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_good_service_is_named_in_time_and_asks_for_nothing(clerk):
    shown = page(clerk, made.record(made.report(), deadline=DEADLINE))

    assert "DC-CONS-01 – Consultație de probă" in shown
    assert "24-11-2026 23:59" in shown
    assert "23-11-2026 13:55, la timp" in shown
    assert "nimic: serviciul a fost primit." in shown
    assert "trimis în raportul lunii: valid" in shown


def test_a_late_service_is_not_to_be_sent_again(clerk):
    report = made.report()
    row = made.record(report, deadline=DEADLINE, is_late=True, state=2)
    made.finding(report, row)

    shown = page(clerk, row)

    assert ", după termen" in shown
    assert "nu îl trimiteți din nou" in shown
    assert "corectați în programul" not in shown


def test_a_service_with_other_warnings_is_sent_again_where_its_data_are_wrong(clerk):
    report = made.report()
    row = made.record(report, state=2)
    made.finding(report, row, code="message-too-long", facts={"most": "20"})

    shown = page(clerk, row)

    assert "constatări: 1" in shown
    assert "trimiteți-l din nou numai dacă datele sunt greșite" in shown
    assert "fără termen cunoscut" in shown


def test_what_refuses_a_service_stands_before_what_warns(clerk):
    report = made.report()
    row = made.record(report, state=0)
    made.finding(report, row)
    made.finding(report, row, code="message-too-long", severity="error", facts={"most": "20"})

    shown = page(clerk, row)

    assert shown.index('govuk-tag--red"> eroare') < shown.index("avertisment")
    assert "corectați în programul de raportare" in shown


def test_a_withdrawn_service_says_so_and_keeps_what_was_said_before(clerk):
    report = made.report()
    first = made.record(report, app_id="77", source="online", superseded_at=NOW)
    second = made.record(report, app_id="77", withdrawn_at=NOW)
    assert ReportedRecord.objects.filter(key=first.key).count() == 2

    shown = page(clerk, second)

    assert "nimic: serviciul a fost anulat și nu se decontează." in shown
    assert shown.index("validat online: valid") < shown.index("anulat de dumneavoastră la")
