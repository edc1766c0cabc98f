"""Can a month of sick leaves be typed, judged at once, built, signed and sent?"""

import io
import uuid

import pytest
from tests.factories import insured, reporting, reports
from tests.factories.reports import NOW
from tests.factories.typed_services import OWN, sent
from tests.server.reporting.web.test_building import sealed, text, upload

from openpias.core.rules.records import ReportKind, ServiceRecord
from openpias.interop.messages.families import FAMILIES
from openpias.server.providers.models import Provider
from openpias.server.reporting.enums import DraftState
from openpias.server.reporting.models import BuiltReport, DraftRecord, Report, ReportedRecord
from openpias.server.reporting.operations import processing

pytestmark = pytest.mark.django_db
NEW = "/raportare/servicii/nou"
SICK = ReportKind.SICK_LEAVE
CHOSEN = {
    "fel": "SICK",
    "contract": reports.CONTRACT,
    "de_la": "01-11-2026",
    "pana_la": "30-11-2026",
}


@pytest.fixture
def doctor(clinic, clerk):
    """Return the browser of a clinic that may give certificates in November."""
    Provider.objects.update(kinds=["clinic", "sick-leave"])
    reporting.opened(clinic.operator, kind="SICK")
    return clerk


def certificate(number, **fields):
    typed = {**OWN[SICK], "identifier": insured.cnp(), "details-serialNo": str(number)}
    return sent(**{**typed, "kind": "SICK", **fields})


def test_a_month_of_sick_leaves_goes_from_the_form_to_the_answer(doctor, signing, in_process):
    doctor.post(NEW, certificate(1))
    doctor.post(NEW, certificate(2, **{"details-indemnCode": "09", "details-childPid": CHILD}))
    hospital = {
        "details-certType": "IN",
        "details-externValidFrom": "",
        "details-externValidTo": "",
        "details-externDiagCode": "",
        "details-externDiagType": "",
        "details-internValidFrom": "10-11-2026",
        "details-internValidTo": "18-11-2026",
        "details-internDiagCode": "410",
    }
    doctor.post(NEW, certificate(3, **hospital))
    states = DraftRecord.objects.values_list("state", "findings")
    assert [state for state, _ in states] == [DraftState.VALIDATED] * 3, list(states)

    address = doctor.post("/raportare/luna", {**CHOSEN, "record": str(uuid.uuid4())})["Location"]
    answer = upload(doctor, f"{address}/semnat", sealed(signing, doctor, address))
    report = Report.objects.get()
    processing.process(str(report.public_id), now=lambda: NOW)

    assert "nimic: toate serviciile au fost primite" in text(doctor.get(answer["Location"]))
    assert {each.state for each in DraftRecord.objects.all()} == {DraftState.ACCEPTED}
    assert ReportedRecord.objects.filter(superseded_at=None, kind="SICK").count() == 3


CHILD = insured.cnp()


def test_the_form_fills_month_year_and_original_from_the_day(doctor):
    shown = text(doctor.get(f"{NEW}?fel=SICK"))

    assert '<option value="11" selected' in shown
    assert 'value="2026"' in shown
    for part in ("Asiguratul", "Certificatul medical", "Concediul", "Avize și cazuri speciale"):
        assert part in shown


def test_a_certificate_has_no_term_of_three_days(doctor):
    doctor.post(NEW, certificate(1))

    draft = DraftRecord.objects.get()
    assert draft.deadline is None
    assert "de trimis până" not in text(doctor.get(f"/raportare/servicii/{draft.public_id}"))
    assert "termen" not in text(doctor.get("/raportare/servicii"))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"details-externValidTo": ""}, "details-externValidTo"),
        ({"details-externValidTo": "18-11-2026"}, "details-externValidTo"),
        ({"details-externDiagCode": ""}, "details-externDiagCode"),
        ({"details-certType": "IN"}, "details-internValidFrom"),
        ({"details-indemnCode": "09"}, "details-childPid"),
        ({"details-duplicate": "1"}, "details-duplSerialCode"),
        ({"details-serialNo": "12345678901"}, "details-serialNo"),
        ({"details-serialCode": ""}, "details-serialCode"),
        ({"details-cheifStencil": "abc"}, "details-cheifStencil"),
        ({"details-externValidFrom": "ieri"}, "details-externValidFrom"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(doctor, fields, field):
    answer = doctor.post(NEW, {**certificate(1), **fields, "action": "verify"})

    assert answer.status_code == 422
    assert f'href="#{field}"' in text(answer)


def test_days_of_another_month_are_pointed_out(doctor):
    typed = {**certificate(1), "details-externValidTo": "02-12-2026", "action": "verify"}

    answer = doctor.post(NEW, typed)

    assert answer.status_code == 200
    assert "Certificatul este pentru luna 11-2026, dar are zile din altă lună" in text(answer)


@pytest.mark.parametrize("is_known", [True, False])
def test_a_temporary_number_has_no_place_and_is_told_so(doctor, is_known):
    number = reporting.displaced() if is_known else "9123456789010"
    typed = {**certificate(1), "identifier": number, "action": "verify"}

    answer = doctor.post(NEW, typed)

    assert answer.status_code == 422
    assert "nu primește beneficiari OUG 15/2022" in text(answer)
    assert 'href="#identifier"' in text(answer)


def test_a_certificate_belongs_to_the_report_of_its_month(doctor):
    late = {"given_on": "03-11-2026", "details-month": "10"}
    days = {"details-externValidFrom": "26-10-2026", "details-externValidTo": "31-10-2026"}

    doctor.post(NEW, certificate(1, **late, **days))

    draft = DraftRecord.objects.get()
    assert draft.state == DraftState.VALIDATED, draft.findings
    assert (draft.given_on.month, draft.typed["given_on"]) == (10, "03-11-2026")


def test_a_corrected_certificate_makes_the_report_a_correction(doctor):
    doctor.post(NEW, certificate(1, **{"details-correctionType": "M"}))

    doctor.post("/raportare/luna", {**CHOSEN, "record": str(uuid.uuid4())})

    content = bytes(BuiltReport.objects.get().content)
    assert b'correction="true"' in content
    read = list(FAMILIES[SICK].monthly.read(io.BytesIO(content)))
    assert [each.leave.kind for each in read if isinstance(each, ServiceRecord)] == ["AM"]
