"""A stock client made from each official description works against the running server."""

import logging
import zipfile
from calendar import monthrange
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
import requests
import zeep
from lxml import etree
from tests.factories import reports
from tests.factories.providers import CUI
from tests.interop import reference
from zeep.transports import Transport

from openpias.core.rules.records import Detail, RecordGroup
from openpias.interop.file_names import FileName
from openpias.interop.operations import OPERATIONS, SERVICES, Kind
from openpias.interop.soap.values import LOCAL
from openpias.server.config.soap import HANDLERS

pytestmark = [pytest.mark.slow, reference.needed]
NS = "{http://www.cnas.ro/siui/2.0}"
TODAY = datetime(2026, 11, 20, 12, tzinfo=UTC)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SAMPLES = {
    Kind.STRING: "x",
    Kind.INT: 1,
    Kind.LONG: 1,
    Kind.BOOLEAN: True,
    Kind.DATE_TIME: TODAY,
}


class Offline(Transport):
    """Reads descriptions from files, and the one schema that they import from beside them."""

    def load(self, url):
        if url.startswith("http://schemas.xmlsoap.org/soap/encoding"):
            return (reference.REFERENCE / "soap-encoding-stub.xsd").read_bytes()
        return Path(url).read_bytes()


@pytest.fixture(scope="session")
def session(served):
    found = requests.Session()
    found.auth = served.credentials
    return found


@pytest.fixture(scope="session")
def clients(served, session):
    """Make a client from each official description, told where our server is."""
    logging.getLogger("zeep").setLevel(logging.ERROR)
    found = {}
    for name, service in SERVICES.items():
        client = zeep.Client(
            str(reference.description(name)), transport=Offline(session=session, timeout=30)
        )
        (binding,) = client.wsdl.bindings
        found[name] = client.create_service(binding, f"{served.address}{service.path}")
    return found


@pytest.fixture
def call(clients):
    def called(service, operation, **given):
        return getattr(clients[service], operation)(**given)

    return called


def validated(text, name):
    # A string of the encoding's own type is a value with attributes to the client.
    root = etree.fromstring(getattr(text, "_value_1", text))
    etree.XMLSchema(etree.parse(reference.REFERENCE / f"xsd/{name}.xsd")).assertValid(root)
    return root


@pytest.mark.parametrize("kind", ["cnp", "number"])
def test_somebody_is_insured(call, served, kind):
    text = call("SiuiInsuredWS", "getInsured", pid=served.data[kind], requestDate=TODAY)

    root = validated(text, "validare/GetInsuredResponse")
    assert root.find(f"{NS}insured").get("state") == "1"


def test_a_cid_and_the_periods_of_a_person(call, served):
    by_cid = call("SiuiInsuredWS", "getInsuredByCID", cid=served.data["cid"], requestDate=TODAY)
    info = call("SiuiInsuredWS", "getPersonInfo", pid=served.data["cnp"], fromDate=TODAY)

    for text in (by_cid, info):
        root = validated(text, "validare/GetInsuredResponse")
        assert root.find(f"{NS}insured").get("state") == "1"


def fetched(session, offered):
    url, size = offered
    reply = session.get(url)
    assert (reply.status_code, len(reply.content)) == (200, int(size))
    with zipfile.ZipFile(BytesIO(reply.content)) as opened:
        return [opened.read(name) for name in opened.namelist()]


@pytest.mark.parametrize("operation", ["getProviderInfo", "getPartnerInfo"])
def test_a_file_of_the_provider_is_named_and_fetched(call, served, session, operation):
    days = {"start": TODAY, "stop": TODAY}
    given = {"partnerCategory": "CLIN", **days}
    if operation == "getPartnerInfo":
        given = {"partnerCode": "CLIN", "startDate": TODAY, "stopDate": TODAY, "subUnitCode": None}
        # The description lets nothing be null; a client that follows the text sends nothing.
        given["subUnitCode"] = zeep.xsd.SkipValue

    (content,) = fetched(session, call("SiuiWS", operation, uic=served.data["uic"], **given))

    validated(content, "raportare/PersonalizedFileClinic")


def test_a_family_doctor_and_the_lists_of_physicians(call, served, session):
    given = {"partnerCategory": "MF", "start": TODAY, "stop": TODAY, "stencilNo": "A12345"}
    offered = call("SiuiWS", "getProviderInfoForPhysician", uic=served.data["uic"], **given)
    (content,) = fetched(session, offered)
    validated(content, "raportare/PersonalizedFileMF")

    for content in fetched(session, call("SiuiWS", "getPhysicianCatalogues")):
        validated(content, "raportare/NomenclatoareMedici")


def test_catalogues_come_once_for_a_version(call, session):
    offered = call("SiuiWS", "getCatalogues", partnerCategory="CLIN", start=LONG_AGO)
    (content,) = fetched(session, offered)

    issued = validated(content, "raportare/NomenclatoareClinic").get("issueDate")
    again = call("SiuiWS", "getCatalogues", partnerCategory="CLIN", start=issued)
    assert not again


def test_a_signed_report_is_taken_processed_and_its_feedback_fetched(call, served, session):
    now = datetime.now(LOCAL)
    first, last = now.date().replace(day=1), monthrange(now.year, now.month)[1]
    said = reports.header(reported_on=now.date(), starts_on=first, ends_on=first.replace(day=last))
    record = reports.record(reports.patient(served.data["number"]), given_on=now.date())
    name = FileName(
        prefix="CLIN", code=CUI, moment=now.replace(second=0, microsecond=0, tzinfo=None)
    )
    text = reports.sealed(reports.xml(record, said=said), served.signer, named=name, at=now)

    answer = call("SiuiWS", "sendReport", reportType="CLIN", reportXML=text)
    early = call("SiuiWS", "getReportFeedback", fileName=str(name))
    served.work()
    offered = call("SiuiWS", "getReportFeedback", fileName=str(name))
    (content,) = fetched(session, offered)

    assert (answer, bool(early)) == (1, False)
    assert record.app_id in validated(content, "raportare/Feedback_Clinic").xpath("//@AppID")
    other = reports.sealed(reports.xml(said=said), served.signer, named=name, at=now)
    with pytest.raises(zeep.exceptions.Fault) as raised:
        call("SiuiWS", "sendReport", reportType="CLIN", reportXML=other)
    assert raised.value.message.startswith("ACEST FISIER A MAI FOST PROCESAT")
    assert raised.value.detail.findtext(".//{*}errorCode") == "-9"


def test_a_report_that_cannot_be_opened_is_the_official_exception(call):
    with pytest.raises(zeep.exceptions.Fault) as raised:
        call("SiuiWS", "sendReport", reportType="CLIN", reportXML="no Base64")

    assert raised.value.message.startswith("Eroare la dezarhivare")
    assert raised.value.detail.findtext(".//{*}errorCode") == "-2"


def test_a_feedback_that_is_not_there_is_null(call):
    assert not call("SiuiWS", "getReportFeedback", fileName="CLIN_1_20260101_1200.xml")


def test_a_service_is_judged_at_once(call, served):
    record = reports.record(reports.patient(served.data["number"]))
    text = reports.request(record).decode()
    given = {"reportXml": text, "reportType": "CLIN", "requestType": "RQ_CLIN_SRV"}

    answer = call("SiuiValidateWS", "validateReport", **given)

    root = validated(answer, "validare/ClinicSpecialityServicesValidateResponse")
    assert [each.get("AppID") for each in root] == [record.app_id]


def test_a_referral_is_judged_and_given_to_the_laboratory(call, served):
    wanted = {"AppID": "9", "no": "1", "investigation": "INV-1", "quantity": "2"}
    record = reports.record(
        reports.patient(served.data["number"]),
        group=RecordGroup.REFERRALS,
        service_type="2",
        details=Detail(
            name="referral",
            values={"serialNo": "77", "serialCode": "AB"},
            parts=(Detail(name="investigation", values=wanted),),
        ),
    )
    text = reports.request(record, request_type="RQ_REFERRAL").decode()

    call("SiuiValidateWS", "validateLabReferral", reportXml=text, reportType="CLIN")
    printed = {"serial": "AB", "number": "77", "stencil": reports.STAMP}
    answer = call("SiuiValidateWS", "getLabReferral", pid=served.data["number"], **printed)

    root = validated(answer, "validare/GetReferralResponse")
    assert root.find(f"{NS}referral").get("serialNo") == "77"
    with pytest.raises(zeep.exceptions.Fault) as raised:
        call("SiuiValidateWS", "getClinicReferral", pid=served.data["number"], **printed)
    assert "[referral-unknown]" in raised.value.message


@pytest.mark.parametrize(
    "operation",
    [
        "validateClinicReferral",
        "validateLabReferral",
        "validatePrescription",
        "validateSickLeave",
        "validateEnlisted",
    ],
)
def test_a_paper_that_is_none_is_a_fault_without_detail(call, operation):
    name = "enlistedXml" if operation == "validateEnlisted" else "reportXml"
    more = {} if name == "enlistedXml" or "Sick" in operation else {"reportType": "CLIN"}

    with pytest.raises(zeep.exceptions.Fault) as raised:
        call("SiuiValidateWS", operation, **{name: "<request/>"}, **more)

    assert raised.value.detail is None


def not_built():
    return [
        pytest.param(each, id=each.name)
        for name, known in OPERATIONS.items()
        for each in known
        if (name, each.name) not in HANDLERS
    ]


@pytest.mark.parametrize("operation", not_built())
def test_what_is_not_built_is_a_fault_that_a_stock_client_understands(clients, operation):
    method = getattr(clients[operation.service.name], operation.name)
    given = {part.name: SAMPLES[part.kind] for part in operation.parts}

    with pytest.raises(zeep.exceptions.Fault) as raised:
        # wsdl/HospitalFeedbackWS.wsdl: the argument is the body itself and has no name.
        method("x") if operation.service.name == "HospitalFeedbackWS" else method(**given)

    assert "[soap-not-built]" in raised.value.message
    assert (raised.value.detail is not None) == (operation.fault is not None)


def test_a_client_made_from_our_own_description_works_too(served, session):
    where = f"{served.address}{SERVICES['SiuiInsuredWS'].path}?wsdl"
    client = zeep.Client(where, transport=Transport(session=session, timeout=30))

    text = client.service.getInsured(pid=served.data["number"], requestDate=TODAY)

    assert validated(text, "validare/GetInsuredResponse").find(f"{NS}insured").get("state") == "1"


def test_a_wrong_password_is_401(served):
    service = SERVICES["SiuiWS"]
    reply = requests.post(
        f"{served.address}{service.path}", data=b"", auth=("nobody", "x"), timeout=30
    )

    assert reply.status_code == 401
    assert b"Fault>" in reply.content
