"""Does a provider's month for displaced persons go through the official interface, to the last ban?

A stock client, a certificate, a licence series and a token's signature against the real platform:
nginx, PostgreSQL, two web workers, the worker of background. On some days at the beginning of a month
no month has both a service that is late and one that is not, and there is nothing to show.
"""

import csv
import io
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
import pytest
import requests
import zeep
from tests import prepare_machine
from tests.factories import calls, reports, tokens
from tests.journeys import practice, test_door
from tests.journeys.desk import (
    CONTRACT,
    CUI,
    HOUSE,
    MONTH,
    NOW,
    OTHER,
    PHYSICIAN,
    SPECIALITY,
    TARIFFS,
    Desk,
    header,
)
from tests.journeys.practice import Practice

from openpias.core.pki import demo_files
from openpias.interop.messages.formats import RecordState
from openpias.interop.operations import SERVICES, named
from openpias.interop.soap.calls import write_call

missing = prepare_machine.missing("nginx-light", "softhsm2", "libsofthsm2", "poppler-utils")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}"),
]
running = test_door.running

NOT_VALID = "Eroare la validare raportare."
BAD_ARCHIVE = "Eroare la dezarhivare - arhiva nu respecta formatul acceptat!"
LATE, UNKNOWN_STAMP = ("SENT_LATE", False), ("STAMP_UNKNOWN", True)
VALID = (RecordState.VALID, ())
_SERIES = """
import django; django.setup()
from django.utils import timezone
from openpias.server.platform.accounts import demo
from openpias.server.providers.models import Provider
from openpias.server.providers.operations import licences
provider = Provider.objects.get(fiscal_code="{cui}").public_id
given = licences.issue(str(provider), house="{house}", request_key="journey",
                       actor=demo.house_operator(), at=timezone.now())
print(given.username, given.key)
"""


def in_home(running, script):
    """Run a script in the platform's home and return its last line."""
    lines = "from openpias.server.local import environment; environment.use_home()\n" + script
    env = {name: os.environ[name] for name in test_door.KEPT if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", lines],
        env={**env, "OPENPIAS_HOME": str(running.home)},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def application(running):
    """Start the reporting application of the demonstration's clinic."""
    username, series = in_home(running, _SERIES.format(cui=CUI, house=HOUSE)).split()
    holders = running.files / "holders"
    found = Practice(
        door=running.door,
        root=running.files / "anchors" / "root.pem",
        holder=(holders / "receptie.pem", holders / "receptie.key"),
        username=username,
        password=series,
    )
    yield found
    found.close()


@pytest.fixture(scope="module")
def token(running, tmp_path_factory):
    """Plug in a token with the receptionist's certificate, and return its module."""
    holders = running.files / "holders"
    party = demo_files.party(
        (holders / "receptie.pem").read_bytes(), key_pem=(holders / "receptie.key").read_bytes()
    )
    with tokens.soft_token(tmp_path_factory.mktemp("token"), party) as module:
        yield module


@pytest.fixture(scope="module")
def desk(token, tmp_path_factory):
    """Return the clinic's desk."""
    return Desk(header=header(), folder=tmp_path_factory.mktemp("desk"), module=token)


def lists(application):
    """Fetch the lists and the clinic's own file, as an application does when it begins."""
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    offered = application.call("SiuiWS", "getCatalogues", partnerCategory="CLIN", start=long_ago)
    codes = practice.official(application.fetch(offered), "raportare/NomenclatoareClinic")
    days = {"start": NOW, "stop": NOW}
    offered = application.call("SiuiWS", "getProviderInfo", uic=CUI, partnerCategory="CLIN", **days)
    own = practice.official(application.fetch(offered), "raportare/PersonalizedFileClinic")
    return ({value for each in found.iter() for value in each.values()} for found in (codes, own))


def registered(application, given_name, passport):
    """Give somebody a temporary number over the JSON interface, and return the patient."""
    body = calls.registration(given_name=given_name)
    body["documents"][0]["number"] = passport
    answer = application.session.post(
        f"{application.door}{calls.NUMBERS}", json=body, headers={"Idempotency-Key": passport}
    )
    assert answer.status_code == 201, answer.text
    return reports.patient(answer.json()["number"], given_name=given_name)


def insured(application, patient):
    """Return what the check of an insured person says: state, categories and states."""
    text = application.call("SiuiInsuredWS", "getInsured", pid=patient.identifier, requestDate=NOW)
    (found,) = practice.official(text.encode(), "validare/GetInsuredResponse")
    codes = {each.get("code") for each in found.iter() if each.get("code")}
    return found.get("state"), codes


def waited(application, name):
    """Wait for the feedback of a report."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if (found := application.feedback(name)) is not None:
            return found
        time.sleep(0.1)
    raise AssertionError("the report was not processed")


@pytest.mark.skipif(MONTH is None, reason="no month has a late and a timely service today")
def test_a_month_for_displaced_persons_from_the_lists_to_the_last_ban(running, application, desk):
    codes, own = lists(application)
    assert set(TARIFFS) <= codes
    assert {CUI, CONTRACT, PHYSICIAN, SPECIALITY} <= own

    olena = registered(application, "Олена", "FA123456")
    maria = registered(application, "Марія", "FA123457")
    assert insured(application, olena) == ("1", {"426", "ALTE4"})

    # Ten services online; the first with a stamp code of somebody else's, put right under its id.
    given = [
        desk.service(patient, code, MONTH.timely[number % len(MONTH.timely)])
        for patient in (olena, maria)
        for number, code in enumerate(TARIFFS)
    ]
    wrong = msgspec.structs.replace(given[0], stamp_code="DEMO03")
    assert application.validate(desk.header, wrong) == (RecordState.INVALID, (UNKNOWN_STAMP,))
    assert [application.validate(desk.header, each) for each in given] == [VALID] * 10

    # Two that the practice kept offline: one late, and one with a number that was mistyped.
    late = desk.service(olena, "DC-CONS-01", MONTH.late)
    slip = olena.identifier[:-1] + str((int(olena.identifier[-1]) + 1) % 10)
    kept = desk.service(olena, "DC-CONS-03", MONTH.timely[-1], unit_value=Decimal("95.50"))
    mistyped = msgspec.structs.replace(
        kept, patient=msgspec.structs.replace(olena, identifier=slip)
    )
    first, text = desk.report(*given, late, mistyped)
    assert application.send(text) == 1
    told = waited(application, first)
    assert told.pop(late.app_id) == (RecordState.VALID, (LATE,))
    state, ((code, is_error),) = told.pop(kept.app_id)
    assert (state, code, is_error) == (RecordState.INVALID, "OUG15_NUMBER_FORMAT", True)
    assert told == {each.app_id: VALID for each in given}

    # Put right under its id; the term is still that of the first time it came.
    second, text = desk.report(kept, app_id="78")
    assert application.send(text) == 1
    assert waited(application, second) == {kept.app_id: VALID}

    value = sum(each.unit_value for each in (*given, late, kept))
    rows, paper = register(running, application)
    assert sum(Decimal(row["Valoarea (lei)"].replace(",", ".")) for row in rows) == value
    proofs = [(row["Numărul"], row["Documentul"].split(";")[0].split()[-2]) for row in rows]
    expected = [(olena.identifier, "FA123456")] * 7 + [(maria.identifier, "FA123457")] * 5
    assert sorted(proofs) == sorted(expected)
    assert f"{value:.2f}".replace(".", ",") in printed(paper)
    mine = application.browser.get(f"{running.portal}/raportare/rapoarte").text
    assert [name in mine for name in (first, second)] == [True, True]


def register(running, application):
    """Return the distinct register of the month as the pages save it: its rows, and the PDF."""
    address = f"{running.portal}/raportare/evidenta"
    month = {"luna": f"{MONTH.first:%Y-%m}", "fel": "CLIN"}
    table, paper = (
        application.browser.get(f"{address}.{kind}", params=month) for kind in ("csv", "pdf")
    )
    assert (table.status_code, paper.status_code) == (200, 200), table.text
    text = table.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";")), paper.content


def printed(paper):
    """Return what a person reads on a paper."""
    command = ["pdftotext", "-layout", "-", "-"]
    return subprocess.run(command, input=paper, check=True, capture_output=True).stdout.decode()


def refused(application, text):
    """Send a report that is not taken; return the official code and message, and our code."""
    with pytest.raises(zeep.exceptions.Fault) as raised:
        application.send(text)
    message, _, rest = raised.value.message.partition(" [")
    number = raised.value.detail.findtext(".//{*}errorCode")
    return int(number), message, rest.partition("]")[0]


def test_what_is_not_taken_is_refused_with_the_official_code(running, application, desk):
    service = desk.service(reports.patient("9000000000000"), "DC-CONS-01", desk.header.starts_on)
    name, text = desk.report(service, app_id="79")
    key, certificate = (running.files / "holders" / f"neinrolat.{end}" for end in ("key", "pem"))
    stranger = desk.folder / desk.name()
    stranger.write_bytes(reports.xml(service, said=desk.header))
    by_stranger = practice.sealed(stranger, "--key", key, "--certificate", certificate)
    altered = practice.repacked(
        text, change=lambda octets: octets.replace(b"DC-CONS-01", b"DC-CONS-02")
    )

    said = {
        "another contract": refused(application, desk.report(service, contract_number="X-9")[1]),
        "another provider": refused(application, desk.report(service, provider_code=OTHER)[1]),
        "a changed letter": refused(application, altered),
        "a name outside the rule": refused(application, practice.repacked(text, name="raport.xml")),
        "nobody's certificate": refused(application, by_stranger),
        "no archive": refused(application, text[:-400]),
    }

    assert said == {
        "another contract": (
            *(-9, "NU S-A GASIT UN CONTRACT VALID X-9", "report-contract-unknown"),
        ),
        "another provider": (
            *(-9, f"NU S-A GASIT COMPANIA CU CUI {OTHER}", "report-company-unknown"),
        ),
        "a changed letter": (-9, NOT_VALID, "signature-tampered"),
        "a name outside the rule": (-9, NOT_VALID, "envelope-name"),
        "nobody's certificate": (-9, NOT_VALID, "certificate-not-enrolled"),
        "no archive": (-2, BAD_ARCHIVE, "envelope-archive"),
    }
    # The file itself is good, and the same again says the same; another under its name does not.
    assert [application.send(text) for _ in range(2)] == [1, 1]
    waited(application, name)
    assert application.send(text) == 1
    again = desk.report(service, service, name=f"2/{name}")[1]
    assert refused(application, again) == (
        -9,
        f"ACEST FISIER A MAI FOST PROCESAT {name}",
        "report-name-processed",
    )
    assert application.feedback("CLIN_900001021_20260101_1200.xml") is None


def test_an_operation_asks_for_the_certificate_and_for_the_token(application):
    address = f"{application.door}{SERVICES['SiuiInsuredWS'].path}"
    asked = {"pid": "9000000000000", "requestDate": NOW}
    sent = write_call(named("SiuiInsuredWS")["getInsured"], asked)
    token = {"OSCP_RESPONSE": application.session.headers["OSCP_RESPONSE"]}

    def answered(*, cert, headers):
        with requests.Session() as client:
            client.trust_env, client.verify, client.cert = False, str(application.root), cert
            client.auth = (application.username, application.password)
            kind = {"Content-Type": "text/xml; charset=utf-8", **headers}
            return client.post(address, data=sent, headers=kind).status_code

    holder = application.session.cert
    assert answered(cert=holder, headers=token) == 200
    assert answered(cert=None, headers=token) == 401
    assert answered(cert=holder, headers={}) == 401
    assert answered(cert=holder, headers={"OSCP_RESPONSE": "invented"}) == 401
