"""Does a house see what a report holds and what became of it, and a patient only with a reason?"""

import io
import re
import zipfile

import pytest
from tests.factories import house_reports as made
from tests.factories import reporting, reports
from tests.factories.reports import NOW

from openpias.server.platform.accounts import door
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.outbox.models import OutboxEvent
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.models import Report, ReportEvent
from openpias.server.reporting.operations import processing, receiving

pytestmark = pytest.mark.django_db
QUEUE, DEAD = "/raportare/casa/rapoarte", "/raportare/casa/oprite"
RECORDS = "/raportare/casa/inregistrari"
PATIENT = ("Шевченко", "Олена", "9000000000019")


def text(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def page(report, part=""):
    return f"{QUEUE}/{report.public_id}" + (f"/{part}" if part else "")


@pytest.fixture
def signed(trust, clinic):
    """Return a certificate that is enrolled for the clinic."""
    party = reporting.Signing(trust, enrolled=False).party
    return reporting.enrol(party)


def test_a_report_shows_header_signer_counts_and_its_life(sits, signed):
    report = made.report(
        signer=str(signed.public_id), records_read=2, valid=1, invalid=1, displaced=2, late=1
    )

    answer = text(sits.operator().get(page(report)))

    for said in (
        *("Clinica Știința", "17/2026", "01-11-2026 – 30-11-2026", "Țărnă Ștefania"),
        *(f"{int(signed.serial):X}", "191,00 lei", "fișierul a fost primit și arhivat"),
        *(f"{page(report)}/servicii?care=intarziate", f"{page(report)}/servicii?care=stramutate"),
    ):
        assert said in answer
    assert "Unele servicii au fost respinse" in answer


def test_findings_stand_by_code_and_lead_to_their_list(sits):
    report = made.report()
    rows = [made.record(report) for _ in range(3)]
    for row in rows:
        made.finding(report, row)
    made.finding(report, code="message-root", severity="error", facts={})
    operator = sits.operator()

    shown = text(operator.get(page(report)))
    (href,) = re.findall(rf'href="({page(report)}/constatari\?cod=sent-late)"', shown)
    listed = text(operator.get(href))

    assert "Constatări: 3, în ordinea din fișier" in listed
    assert listed.count("la furnizor:") == 3
    assert "Constatări: 4" in text(operator.get(page(report, "constatari")))
    assert "Nicio constatare" in text(operator.get(page(report, "constatari?cod=nothing")))
    assert operator.get(page(report, "constatari?cod=%00&pagina=x")).status_code == 200
    assert not any(each in listed for each in PATIENT)


def test_a_report_that_was_sent_and_processed_is_shown_with_what_was_found(
    sits, clinic, trust, in_process
):
    wrong = reports.record(reports.patient(reporting.displaced()), service_code="UNLISTED")
    sealed = reporting.Signing(trust).seal(wrong)
    sent = receiving.receive(sealed, report_type="CLIN", actor=clinic.actor, at=NOW)
    processing.process(sent.report, now=lambda: NOW)
    operator, address = sits.operator(), f"{QUEUE}/{sent.report}"

    shown = text(operator.get(address))
    listed = text(operator.get(f"{address}/constatari"))
    feedback = zipfile.ZipFile(io.BytesIO(operator.post(f"{address}/raspuns").getvalue()))

    assert "Țărnă Ștefania" in shown
    assert "Unele servicii au fost respinse" in shown
    assert "prelucrarea s-a încheiat" in shown
    assert f"la furnizor: {wrong.app_id}" in listed
    assert "…" not in listed
    assert [each[:5] for each in feedback.namelist()] == ["CLIN_"]


def test_a_finding_whose_code_or_fact_is_gone_is_shown_all_the_same(sits):
    report = made.report()
    made.finding(report, code="no-longer-known", facts={})
    made.finding(report, code="message-too-long", facts={})

    answer = text(sits.operator().get(page(report, "constatari")))

    assert "no-longer-known" in answer
    assert "cel mult … caractere" in answer


@pytest.mark.parametrize("number", [1, 3])
def test_lists_of_a_report_take_the_same_number_of_queries(sits, number, django_assert_num_queries):
    report = made.report()
    for _ in range(number):
        made.finding(report, made.record(report))
    browser = sits.operator()
    browser.get(page(report))

    with django_assert_num_queries(13):
        browser.get(page(report))
    with django_assert_num_queries(12):
        browser.get(page(report, "constatari"))
    with django_assert_num_queries(12):
        browser.get(page(report, "servicii"))


def test_services_are_parted_and_name_no_patient(sits):
    report = made.report()
    late = made.record(report, is_late=True, person_type="")
    refused = made.record(report, state=0)
    operator = sits.operator()

    def listed(which):
        answer = text(operator.get(page(report, f"servicii?care={which}")))
        assert not any(each in answer for each in PATIENT)
        return [int(each) for each in re.findall(rf'href="{RECORDS}/(\d+)"', answer)]

    assert listed("toate") == [late.pk, refused.pk]
    assert listed("intarziate") == [late.pk]
    assert listed("stramutate") == listed("respinse") == [refused.pk]
    assert listed("x") == [late.pk, refused.pk]


def test_a_patient_is_shown_with_a_reason_and_the_look_is_kept_without_the_patient(sits):
    record = made.record(made.report())
    operator = sits.operator()
    address = f"{RECORDS}/{record.pk}"

    assert not any(each in text(operator.get(address)) for each in PATIENT)
    asked = text(operator.post(address, {"look_reason": "x"}), 422)
    assert 'href="#look_reason"' in asked
    assert not any(each in asked for each in PATIENT)
    assert AuditEntry.objects.filter(event="record-patient-seen").count() == 0

    answer = text(operator.post(address, {"look_reason": "complaint"}))

    assert all(each in answer for each in PATIENT)
    entry = AuditEntry.objects.get(event="record-patient-seen")
    assert entry.facts == {"reason": "complaint", "house": "CAS-SV"}
    assert (entry.subject_kind, entry.subject_ref) == ("record", str(record.pk))


def test_a_patient_whose_names_were_forgotten_is_said_to_be(sits):
    gone = {"identifier": "", "surname": "", "given_name": "", "cnp": ""}
    record = made.record(made.report(), **gone)

    answer = text(sits.operator().post(f"{RECORDS}/{record.pk}", {"look_reason": "check"}))

    assert "au fost șterși după termenul de păstrare" in answer


def test_other_houses_auditors_and_providers_see_no_patient(sits):
    report = made.report()
    record = made.record(report)
    address = f"{RECORDS}/{record.pk}"

    other = sits.operator("CAS-IS")
    assert other.post(address, {"look_reason": "check"}).status_code == 404
    for part in ("", "constatari", "servicii"):
        assert other.get(page(report, part)).status_code == 404
    for browser in (sits.auditor(), sits.clerk(), sits.specialist()):
        assert browser.post(address, {"look_reason": "check"}).status_code == 403
    assert sits.auditor().get(page(report, "servicii")).status_code == 200
    assert other.get(f"{RECORDS}/{10**30}").status_code == 404


def test_feedback_is_taken_and_the_life_says_by_whom(sits):
    report = made.report()
    operator = sits.operator(display_name="Ion Operator")
    assert operator.post(page(report, "raspuns")).status_code == 409
    made.answered(report, b"PK-answer")

    answer = operator.post(page(report, "raspuns"))

    assert answer.getvalue() == b"PK-answer"
    assert answer["Content-Disposition"] == f'attachment; filename="{report.file_name}.zip"'
    assert "Ion Operator" in text(operator.get(page(report)))
    assert sits.operator("CAS-IS").post(page(report, "raspuns")).status_code == 404


def test_a_refused_file_says_why_to_practice_and_supplier(sits):
    report = made.report(ReportState.REFUSED, facts={"period": "2026-11"})

    answer = text(sits.operator().get(page(report)))

    assert "De ce a fost refuzat" in answer
    assert "report-period-closed" in answer
    assert "Casa nu are nimic de făcut" in answer


def test_dead_letters_say_why_and_show_no_traceback(sits):
    report = made.report(ReportState.DEAD_LETTER)
    made.report(ReportState.DEAD_LETTER, house_code="CAS-IS")

    answer = text(sits.operator().get(DEAD))

    assert re.findall(rf'href="{QUEUE}/([0-9a-f-]{{36}})"', answer) == [str(report.public_id)]
    assert "error-ZeroDivisionError" in answer
    assert "Traceback" not in answer
    assert "Niciun raport oprit" in text(sits.operator("CAS-CJ").get(DEAD))


def test_a_dead_letter_starts_again_once_after_a_question(sits):
    report = made.report(ReportState.DEAD_LETTER)
    operator, address = sits.operator(), page(report, "repornire")

    assert "Repornește prelucrarea" in text(operator.get(address))
    assert Report.objects.get().state == ReportState.DEAD_LETTER
    for _press in range(2):
        assert operator.post(address)["Location"] == page(report)

    report.refresh_from_db()
    assert (report.state, report.attempts) == (ReportState.QUEUED, 0)
    assert ReportEvent.objects.filter(happening="retried").count() == 1
    assert OutboxEvent.objects.filter(name="reporting.report-accepted").count() == 1
    assert operator.get(address)["Location"] == page(report)


def test_who_only_reads_dead_letters_starts_none(sits):
    report = made.report(ReportState.DEAD_LETTER)

    for browser in (sits.settlement(), sits.auditor()):
        assert f"{page(report)}/repornire" not in text(browser.get(page(report)))
        assert browser.post(page(report, "repornire")).status_code == 403
    assert sits.operator("CAS-IS").post(page(report, "repornire")).status_code == 404
    assert Report.objects.get().state == ReportState.DEAD_LETTER


def test_the_file_of_a_dead_letter_is_taken_as_it_came_and_the_taking_is_kept(sits):
    report, done = made.report(ReportState.DEAD_LETTER), made.report()
    operator, address = sits.operator(), page(report, "fisier")

    assert "medicale ale pacienților" in text(operator.get(address))
    assert AuditEntry.objects.filter(event="report-file-taken").count() == 0
    answer = operator.post(address)

    assert answer.getvalue() == made.TEXT
    entry = AuditEntry.objects.get(event="report-file-taken")
    assert entry.facts == {"house": "CAS-SV", "failure": "error-ZeroDivisionError"}
    assert operator.post(page(done, "fisier")).status_code == 409
    assert sits.auditor().post(address).status_code == 403
    assert sits.operator("CAS-IS").post(address).status_code == 404


def test_the_file_asks_for_the_certificate_again(sits, monkeypatch):
    report = made.report(ReportState.DEAD_LETTER)
    operator = sits.operator()
    monkeypatch.setattr(door, "_confirmed_lately", lambda _request: False)

    answer = operator.post(page(report, "fisier"))

    assert answer["Location"].startswith("/confirmare?")
    assert AuditEntry.objects.filter(event="report-file-taken").count() == 0


def test_hostile_names_are_escaped(sits):
    report = made.report(provider_name="<script>alert(1)</script>", invoice_number="<b>7</b>")
    made.record(report, app_id="<i>1</i>", service_code="<u>")
    operator = sits.operator()

    for address in (QUEUE + "?stare=toate", page(report), page(report, "servicii")):
        answer = text(operator.get(address))
        assert not any(each in answer for each in ("<script>alert", "<b>7", "<i>1", "<u>"))
