"""A report that is sent by the official operation is taken, or refused with the official code."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import calls, people, reporting, reports, soap
from tests.factories.providers import CUI

from openpias.interop.soap.faults import FaultAnswer
from openpias.server.platform.soap import faults
from openpias.server.reporting.models import Report
from openpias.server.reporting.operations import processing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    """Let it be the noon at which the reports of these tests were made."""
    monkeypatch.setattr(timezone, "now", lambda: reports.NOW)


@pytest.fixture
def account(clinic):
    return people.account(provider=CUI)


@pytest.fixture
def send(account):
    def sent(text, report_type="CLIN"):
        given = {"reportType": report_type, "reportXML": text}
        return soap.call("SiuiWS", "sendReport", account=account, **given)

    return sent


@pytest.fixture
def ask(account):
    def asked(name):
        return soap.call("SiuiWS", "getReportFeedback", account=account, fileName=name)[1]

    return asked


def test_a_report_is_one_and_its_feedback_is_fetched_when_it_is_processed(
    send, ask, account, signing, monkeypatch
):
    number = reporting.displaced()
    name = str(reports.name())

    reply, answer = send(signing.seal(reports.record(reports.patient(number))))
    before = ask(name)
    processing.process(str(Report.objects.get().public_id))
    url, size = ask(name)

    assert (reply.status, answer, before) == (200, 1, None)
    file = calls.call("GET", url.removeprefix("http://localhost"), account=account)
    assert (file.status, len(file.content)) == (200, int(size))
    other = people.account(provider="90000099")
    assert calls.call("GET", url.removeprefix("http://localhost"), account=other).status == 404
    monkeypatch.setattr(timezone, "now", lambda: reports.NOW + timedelta(hours=1))
    assert calls.call("GET", url.removeprefix("http://localhost"), account=account).status == 410


def test_the_same_file_again_gets_the_same_answer(send, signing):
    text = signing.seal(reports.record(reports.patient(reporting.displaced())))

    assert [send(text)[1] for _ in range(2)] == [1, 1]
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "report_type", "code", "message"),
    [
        ("not Base64", "CLIN", -2, "Eroare la dezarhivare"),
        ("", "CLIN", -2, "Eroare la dezarhivare"),
        (None, "CLIN", -2, "Eroare la dezarhivare"),
        ("QQ==", "SPT_ACUT", -7, "Nu a fost gasita implementarea"),
        ("QQ==", None, -7, "Nu a fost gasita implementarea"),
    ],
)
def test_what_is_not_taken_is_the_declared_exception_with_the_official_code(
    send, trust, text, report_type, code, message
):
    reply, fault = send(text, report_type)

    assert (reply.status, fault.blame, fault.code) == (500, "Client", code)
    assert fault.text.startswith(message)


def test_a_feedback_of_nobody_is_null(ask):
    assert [ask("CLIN_1_20260101_1200.xml"), ask(""), ask(None)] == [None, None, None]


@pytest.fixture
def validate(account):
    def validated(operation="validateReport", **given):
        return soap.call("SiuiValidateWS", operation, account=account, **given)

    return validated


@pytest.mark.parametrize("encoding", ["UTF-8", "utf-16"])
def test_a_service_is_judged_at_once_whatever_its_declaration_says(validate, encoding):
    record = reports.record(reports.patient(reporting.displaced()))
    text = reports.request(record).decode()
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + text.partition("?>")[2]

    reply, answer = validate(reportXml=text, reportType="CLIN", requestType="RQ_CLIN_SRV")

    assert reply.status == 200
    assert answer.startswith("<")
    assert f'AppID="{record.app_id}" state="1"' in answer


@pytest.mark.parametrize("operation", ["validateClinicReferral", "validateLabReferral"])
def test_a_referral_is_judged_by_its_own_operation_as_by_the_common_one(validate, operation):
    text = "<request/>"

    _reply, own = validate(operation, reportXml=text, reportType="CLIN")
    _reply, common = validate(reportXml=text, reportType="CLIN", requestType="RQ_REFERRAL")

    assert own == common


@pytest.mark.parametrize(
    "given",
    [
        {"reportXml": "hello", "reportType": "CLIN", "requestType": "RQ_CLIN_SRV"},
        {"reportXml": None, "reportType": "CLIN", "requestType": "RQ_CLIN_SRV"},
        {"reportXml": "<request/>", "reportType": "XX", "requestType": "RQ_CLIN_SRV"},
        {"reportXml": "<request/>", "reportType": "CLIN", "requestType": None},
        {
            "reportXml": "<!DOCTYPE a [<!ENTITY b 'c'>]><request>&b;</request>",
            "reportType": "CLIN",
            "requestType": "RQ_CLIN_SRV",
        },
    ],
)
def test_what_no_message_can_answer_is_a_fault_of_the_client(validate, given):
    reply, fault = validate(**given)

    assert isinstance(fault, FaultAnswer)
    assert (reply.status, fault.blame) == (500, "Client")
    assert reply.headers[faults.HEADER].startswith("Client ")


def test_no_paper_is_ever_a_traceback(validate, account):
    for operation in ("validateEnlisted", "validateSickLeave", "validatePrescription"):
        name = "enlistedXml" if operation == "validateEnlisted" else "reportXml"
        more = {"reportType": "CLIN"} if operation == "validatePrescription" else {}

        reply, fault = validate(operation, **{name: "<request/>"}, **more)

        assert (fault.blame, b"Traceback" in reply.content) == ("Client", False)
