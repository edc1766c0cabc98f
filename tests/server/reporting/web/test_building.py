"""Can a provider make its month's report, sign it, send it, and read what became of it?"""

import io
import re
import uuid

import pytest
from tests.factories import reporting, reports
from tests.factories.reports import NOW
from tests.factories.typed_services import sent

from openpias.server.reporting.enums import DraftState, ReportState
from openpias.server.reporting.models import BuiltReport, DraftRecord, Report, ReportedRecord
from openpias.server.reporting.operations import processing

pytestmark = pytest.mark.django_db
BUILD = "/raportare/luna"
CHOSEN = {
    "fel": "CLIN",
    "contract": reports.CONTRACT,
    "de_la": "01-11-2026",
    "pana_la": "30-11-2026",
}


def text(answer):
    return answer.content.decode()


def typed(clerk, **fields):
    answer = clerk.post("/raportare/servicii/nou", sent(reporting.displaced(), **fields))
    assert answer.status_code == 302


def built(clerk):
    typed(clerk)
    answer = clerk.post(BUILD, {**CHOSEN, "record": str(uuid.uuid4())})
    assert answer.status_code == 302, text(answer)
    return answer["Location"]


def sealed(signing, browser, address):
    answer = browser.get(f"{address}/fisier.xml")
    name = re.search('filename="([^"]*)"', answer["Content-Disposition"])[1]
    return reports.sealed(answer.content, signing.party, named=reports.name_of(name))


def upload(browser, address, content, **fields):
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = "raport.xml.b64"
    return browser.post(address, {"file": file, **fields})


def test_what_can_be_reported_is_offered_with_what_is_to_be_corrected(clerk):
    typed(clerk)
    typed(clerk, presentation="")

    shown = text(clerk.get(BUILD))

    assert "Clinic (ambulatoriu de specialitate) · noiembrie 2026" in shown
    assert "gata: 1, de corectat: 1" in shown


def test_what_goes_in_and_what_does_not_is_shown_with_its_reason(clerk):
    typed(clerk)
    typed(clerk, presentation="", given_on="18-11-2026")

    shown = text(clerk.get(BUILD, CHOSEN))

    assert "Intră în raport: 1" in shown
    assert "Nu intră: 1" in shown
    assert "Cum s-a prezentat: Raportarea cere acest câmp" in shown


def test_a_period_that_the_house_has_not_opened_is_said_before_the_report_is_made(clerk):
    typed(clerk)
    longer = {**CHOSEN, "de_la": "01-10-2026"}

    assert "raportul ar fi refuzat" in text(clerk.get(BUILD, longer))
    assert "raportul ar fi refuzat" not in text(clerk.get(BUILD, CHOSEN))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fel": ""}, "fel"),
        ({"contract": ""}, "contract"),
        ({"de_la": "x"}, "de_la"),
        ({"pana_la": "31-10-2026"}, "pana_la"),
    ],
)
def test_a_wrong_choice_leads_to_its_field_and_builds_nothing(clerk, wrong, field):
    answer = clerk.post(BUILD, {**CHOSEN, **wrong, "record": str(uuid.uuid4())})

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)
    assert BuiltReport.objects.count() == 0


def test_a_report_without_a_good_service_is_not_made(clerk):
    typed(clerk, presentation="")

    answer = clerk.post(BUILD, {**CHOSEN, "record": str(uuid.uuid4())})

    assert answer.status_code == 422
    assert BuiltReport.objects.count() == 0


def test_a_built_report_says_how_it_is_signed_and_gives_its_file(clerk):
    address = built(clerk)

    shown, file = text(clerk.get(address)), clerk.get(f"{address}/fisier.xml")

    assert "openpias sign CLIN_" in shown
    assert BuiltReport.objects.get().file_name in file["Content-Disposition"]
    assert file.content == bytes(BuiltReport.objects.get().content)


def test_a_report_goes_from_the_page_to_its_answer(clerk, signing, in_process):
    address = built(clerk)

    answer = upload(clerk, f"{address}/semnat", sealed(signing, clerk, address))

    report = Report.objects.get()
    assert answer["Location"] == f"/raportare/rapoarte/{report.public_id}"
    assert "așteaptă prelucrarea" in text(clerk.get(answer["Location"]))
    processing.process(str(report.public_id), now=lambda: NOW)
    shown = text(clerk.get(answer["Location"]))
    assert "nimic: toate serviciile au fost primite" in shown
    assert "Descarcă răspunsul" in shown
    assert "prelucrarea s-a încheiat" in shown
    feedback = clerk.get(f"{answer['Location']}/raspuns")
    assert b"".join(feedback.streaming_content).startswith(b"PK")
    assert DraftRecord.objects.get().state == DraftState.ACCEPTED


def test_only_a_signed_file_is_taken_and_the_xml_itself_is_told_so(clerk):
    address = built(clerk)
    xml = clerk.get(f"{address}/fisier.xml").content

    answer = upload(clerk, f"{address}/semnat", xml)

    assert answer.status_code == 422
    assert "Fișierul nu este semnat" in text(answer)
    assert Report.objects.count() == 0


def test_a_refused_file_says_why_with_both_texts_and_both_codes(clerk, in_process):
    address = built(clerk)

    answer = upload(clerk, f"{address}/semnat", "UEsDBA==")

    shown = text(answer)
    assert answer.status_code == 422
    assert "envelope-archive" in shown
    assert "-2" in shown
    report = Report.objects.get()
    assert (report.state, f"/raportare/rapoarte/{report.public_id}" in shown) == (
        ReportState.REFUSED,
        True,
    )
    page = text(clerk.get(f"/raportare/rapoarte/{report.public_id}"))
    assert "De ce a fost refuzat" in page


def test_a_report_that_was_not_sent_is_taken_apart(clerk):
    address = built(clerk)

    answer = clerk.post(f"{address}/desfacere")

    assert answer["Location"] == BUILD
    assert DraftRecord.objects.get().state == DraftState.VALIDATED
    assert clerk.get(address).status_code == 404


def test_a_service_in_a_report_is_shown_and_not_changed(clerk):
    built(clerk)

    shown = text(clerk.get(f"/raportare/servicii/{DraftRecord.objects.get().public_id}"))

    assert "Desfaceți raportul" in shown
    assert "<input" not in shown.partition("Desfaceți raportul")[2]


def test_a_file_of_another_program_is_sent_with_its_kind(clerk, signing, in_process):
    report = signing.seal(reports.record(reports.patient(reporting.displaced())))
    page = "/raportare/trimitere"

    assert upload(clerk, page, report, kind="").status_code == 422
    answer = upload(clerk, page, report, kind="CLIN")

    assert answer["Location"] == f"/raportare/rapoarte/{Report.objects.get().public_id}"


def test_a_kind_that_is_not_taken_here_is_refused_with_what_to_do(clerk):
    answer = upload(clerk, "/raportare/trimitere", "UEsDBA==", kind="FARME")

    assert answer.status_code == 422
    assert "se scriu de mână în portal" in text(answer)
    form = "/raportare/evidenta/nou?fel=FARME"
    assert f'href="{form}"' in text(answer)
    assert '<option value="FARME" selected>' in text(clerk.get(form))
    (archived,) = Report.objects.all()
    shown = text(clerk.get(f"/raportare/rapoarte/{archived.public_id}"))
    assert f'href="{form}"' in shown


def test_findings_are_parted_by_code_and_lead_to_their_service(clerk, signing, in_process):
    built(clerk)
    DraftRecord.objects.update(app_id="8")
    content = reports.xml(
        reports.record(reports.patient("9123456789012"), app_id="8"),
        reports.record(reports.patient(reporting.displaced()), service_code="NU-EXISTA"),
    )
    named = reports.name_of(BuiltReport.objects.get().file_name)
    sealed_text = reports.sealed(content, signing.party, named=named)
    answer = upload(clerk, "/raportare/trimitere", sealed_text, kind="CLIN")
    processing.process(str(Report.objects.get().public_id), now=lambda: NOW)

    shown = text(clerk.get(answer["Location"]))

    assert "corectați serviciile respinse (2)" in shown
    assert f'href="/raportare/servicii/{DraftRecord.objects.get().public_id}"' in shown
    number = ReportedRecord.objects.get(service_code="NU-EXISTA").pk
    assert f'href="/raportare/inregistrari/{number}"' in shown
    record = text(clerk.get(f"/raportare/inregistrari/{number}"))
    assert "NU-EXISTA" in record
    assert "corectați în programul de raportare" in record
    assert clerk.get(f"/raportare/inregistrari/{number + 1}").status_code == 404
    assert clerk.get(f"/raportare/inregistrari/{2**70}").status_code == 404
    code = re.search(r'<option value="([a-z-]*service[a-z-]*)"', shown)[1]
    parted = text(clerk.get(answer["Location"], {"cod": code}))
    assert parted.count("op-tasks__row") < shown.count("op-tasks__row")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_reports_takes_the_same_number_of_queries(
    clerk, signing, in_process, number, django_assert_num_queries
):
    for minute in range(number):
        sealed_text = signing.seal(reports.record(), minute=minute)
        upload(clerk, "/raportare/trimitere", sealed_text, kind="CLIN")
    clerk.get("/raportare/rapoarte")

    with django_assert_num_queries(8):
        shown = text(clerk.get("/raportare/rapoarte"))

    assert shown.count('href="/raportare/rapoarte/') == number


def test_a_month_without_services_leads_to_typing_and_one_with_wrong_ones_shows_them(clerk):
    assert "nimic de raportat în aceste zile" in text(clerk.get(BUILD, CHOSEN))

    clerk.post("/raportare/servicii/nou", sent("", surname="", given_name=""))
    shown = text(clerk.get(BUILD, CHOSEN))

    assert "corectați-le pe cele de mai jos" in shown
    assert "Nu intră: 1" in shown
    assert "fără nume și număr" in text(clerk.get("/raportare/servicii"))
