"""A referral that was validated is given to whoever knows all that is printed on it."""

import msgspec
import pytest
from django.utils import timezone
from lxml import etree
from tests.factories import people, reporting, reports, soap
from tests.factories.providers import CUI
from tests.interop import reference

from openpias.core.rules.records import Detail, RecordGroup
from openpias.interop.soap.faults import FaultAnswer
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.reporting.models import IssuedReferral
from openpias.server.reporting.operations import retention

pytestmark = pytest.mark.django_db
NS = "{http://www.cnas.ro/siui/2.0}"


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: reports.NOW)


@pytest.fixture
def number(clinic):
    return reporting.displaced()


def paper(number, *, ticket="2", **fields):
    """Return a referral for a displaced person."""
    values = {"serialNo": "77", "serialCode": "AB"}
    wanted = {"AppID": "9", "no": "1", "investigation": "INV-1", "quantity": "2"}
    parts = (Detail(name="investigation", values=wanted),) if ticket == "2" else ()
    record = reports.record(
        reports.patient(number),
        group=RecordGroup.REFERRALS,
        service_type=ticket,
        details=Detail(name="referral", values=values, parts=parts),
    )
    return msgspec.structs.replace(record, **fields)


@pytest.fixture
def validate(clinic):
    def validated(record):
        given = {
            "reportXml": reports.request(record, request_type="RQ_REFERRAL").decode(),
            "reportType": "CLIN",
        }
        account = people.account(provider=CUI)
        return soap.call("SiuiValidateWS", "validateLabReferral", account=account, **given)[1]

    return validated


@pytest.fixture
def ask(db):
    """Let another provider ask."""
    account = people.account(provider="90000077")

    def asked(operation="getLabReferral", **given):
        return soap.call("SiuiValidateWS", operation, account=account, **given)

    return asked


PRINTED = {"serial": "AB", "number": "77", "stencil": reports.STAMP}


def test_a_laboratory_gets_what_the_physician_wrote(validate, ask, number):
    validate(paper(number))

    _reply, text = ask(pid=number, **PRINTED)

    root = etree.fromstring(text)
    if reference.REFERENCE.is_dir():
        where = reference.REFERENCE / "xsd/validare/GetReferralResponse.xsd"
        etree.XMLSchema(etree.parse(where)).assertValid(root)
    (referral,) = root.iter(f"{NS}referral")
    (wanted,) = referral.iter(f"{NS}investigation")
    assert (referral.get("serialNo"), referral.get("diagnostic")) == ("77", "I10")
    assert (wanted.get("investigation"), wanted.get("quantity")) == ("INV-1", "2")
    assert "Шевченко" not in text
    entry = AuditEntry.objects.get(event="referral-fetched")
    assert entry.facts == {"ticket": "2"}


def test_a_changed_referral_answers_as_it_is_and_one_taken_back_no_more(validate, ask, number):
    record = paper(number)
    validate(record)
    validate(msgspec.structs.replace(record, diagnosis="I11"))
    _reply, changed = ask(pid=number, **PRINTED)

    validate(msgspec.structs.replace(record, diagnosis="I11", withdrawn=True))
    _reply, gone = ask(pid=number, **PRINTED)

    assert 'diagnostic="I11"' in changed
    assert isinstance(gone, FaultAnswer)
    assert IssuedReferral.objects.count() == 1


@pytest.mark.parametrize(
    ("operation", "given"),
    [
        ("getClinicReferral", {}),
        ("getLabReferral", {"serial": "AC"}),
        ("getLabReferral", {"number": "78"}),
        ("getLabReferral", {"stencil": "B12345"}),
        ("getLabReferral", {"pid": "0000000000000"}),
        ("getLabReferral", {"pid": None}),
    ],
)
def test_whoever_does_not_know_all_of_it_gets_a_fault(validate, ask, number, operation, given):
    validate(paper(number))

    reply, fault = ask(operation, **{"pid": number, **PRINTED, **given})

    assert fault.text.startswith("[referral-unknown]")
    assert (reply.status, fault.blame) == (500, "Client")


def test_guessing_ends(ask, settings):
    settings.LOOKUPS_PER_HOUR_ACCOUNT = 1

    replies = [ask(pid="1", **PRINTED)[0].status for _ in range(2)]

    assert replies == [500, 429]


def test_an_invalid_referral_is_given_to_nobody(validate, ask):
    nobody = "9" + "0" * 12
    validate(paper(nobody))

    assert isinstance(ask(pid=nobody, **PRINTED)[1], FaultAnswer)


def test_it_is_forgotten_with_the_names(validate, number):
    validate(paper(number))

    retention.forget(at=reports.NOW.replace(year=2028))

    assert not IssuedReferral.objects.exists()
