"""Does the station fetch a report of the portal and hand it in, as its client expects and OpenAPI says?"""

import io
import uuid

import httpx
import pytest
from jsonschema import Draft202012Validator
from tests.factories import people, reporting, reports
from tests.factories.calls import call
from tests.factories.people import PASSWORD
from tests.factories.providers import CUI, OTHER_CUI
from tests.factories.reports import NOW
from tests.factories.typed_services import sent

from openpias.core.findings import has_errors
from openpias.core.rules.records import ReportKind
from openpias.server.config.openapi import contract
from openpias.server.reporting.domain.drafts import RecordInput
from openpias.server.reporting.models import Report
from openpias.server.reporting.operations import building, recording
from openpias.server.reporting.operations.building import BuildInput
from openpias.station.unit.client import UnitClient
from openpias.station.unit.errors import UnitRefused
from openpias.station.unit.reports import PortalReports

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """Stand on the day of the invented reports, and forget passwords of earlier tests."""
    from openpias.server.platform.accounts import credentials

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(credentials, "_memory", credentials.CredentialMemory(seconds=300))


@pytest.fixture
def account(clinic):
    return people.account(provider=CUI)


@pytest.fixture
def built(clinic):
    """Build a report of one service, and return it."""
    said = {name: text for name, text in sent(reporting.displaced()).items() if name in FIELDS}
    kept = recording.save(
        RecordInput(**said, list="services"), public_id=uuid.uuid4(), actor=clinic.actor, at=NOW
    )
    assert not has_errors(list(kept.findings))
    wanted = BuildInput(
        kind=ReportKind.CLINIC,
        contract_number=reports.CONTRACT,
        starts_on=NOW.date().replace(day=1),
        ends_on=NOW.date().replace(day=30),
    )
    return building.build(wanted, public_id=uuid.uuid4(), actor=clinic.actor, at=NOW)


FIELDS = set(RecordInput.__dataclass_fields__)


@pytest.fixture
def portal(account):
    """Return what the station calls, bound to this server without a network."""

    def answer(request):
        headers = {
            name.title(): value
            for name, value in request.headers.items()
            if name not in {"host", "content-length", "content-type", "transfer-encoding"}
        }
        said = call(
            request.method,
            request.url.path,
            raw=request.read(),
            headers=headers,
            content_type=request.headers.get("content-type", ""),
        )
        return httpx.Response(said.status, headers=said.headers, content=said.content)

    unit = UnitClient(
        "http://127.0.0.1",
        username=account.username,
        password=PASSWORD,
        transport=httpx.MockTransport(answer),
    )
    yield PortalReports(unit)
    unit.close()


def held_against(reply, schema):
    document = {"$ref": f"#/components/schemas/{schema}", "components": contract()["components"]}
    Draft202012Validator(document).validate(reply.json())
    return reply.json()


def signed(signing, built):
    return reports.sealed(built.content, signing.party, named=reports.name_of(built.file_name))


def hand_in(account, report_id, text):
    return call(
        "POST",
        f"/api/v1/reports/{report_id}/signed",
        account=account,
        raw=text.encode(),
        content_type="text/plain; charset=us-ascii",
    )


def test_the_station_fetches_a_report_and_hands_it_in(built, portal, signing, in_process):
    into = io.BytesIO()

    name = portal.unsigned(built.public_id, into)
    portal.hand_in(built.public_id, iter([signed(signing, built).encode()]))

    assert (name, into.getvalue()) == (built.file_name, built.content)
    assert Report.objects.get().file_name == built.file_name


def test_the_same_text_again_changes_nothing(account, built, signing, in_process):
    text = signed(signing, built)

    first, second = (hand_in(account, built.public_id, text) for _ in range(2))

    assert (first.status, second.status, Report.objects.count()) == (202, 202, 1)
    assert held_against(first, "ReportTaken")["is_repeated"] is False
    assert held_against(second, "ReportTaken")["is_repeated"] is True


def test_a_refusal_is_told_in_two_texts_with_both_codes(account, built, in_process):
    reply = hand_in(account, built.public_id, "UEsDBA==")

    body = held_against(reply, "Problem")
    assert reply.status == 422
    assert body["type"] == "urn:openpias:problem:envelope-archive"
    assert body["official_code"] == -2
    assert body["report_id"] == str(Report.objects.get().public_id)
    assert body["practice"]
    assert body["supplier"]


def test_another_file_than_the_built_one_is_refused(account, built, signing, in_process):
    content = reports.xml(reports.record())
    text = reports.sealed(content, signing.party, named=reports.name_of(built.file_name))

    body = held_against(hand_in(account, built.public_id, text), "Problem")

    assert body["type"] == "urn:openpias:problem:report-built-differs"
    assert "nu este cel pregătit aici" in body["practice"]


def test_the_station_reads_what_to_do_about_a_refusal(built, portal, in_process):
    with pytest.raises(UnitRefused) as told:
        portal.hand_in(built.public_id, iter([b"UEsDBA=="]))

    assert "semnați din nou raportarea" in told.value.said.practice


@pytest.mark.parametrize("report_id", [str(uuid.UUID(int=5)), "R-17"])
def test_an_unknown_report_is_not_found(account, report_id):
    for path in ("unsigned", "signed"):
        method = "GET" if path == "unsigned" else "POST"
        reply = call(method, f"/api/v1/reports/{report_id}/{path}", account=account, raw=b"x")
        assert reply.status == 404
        held_against(reply, "Problem")


def test_another_provider_meets_nothing(built, signing, in_process):
    stranger = people.account(provider=OTHER_CUI)
    path = f"/api/v1/reports/{built.public_id}"

    assert call("GET", f"{path}/unsigned", account=stranger).status == 404
    assert hand_in(stranger, built.public_id, signed(signing, built)).status == 404
    assert Report.objects.count() == 0


def test_octets_that_are_no_text_are_refused_and_not_a_fault(account, built, in_process):
    reply = call(
        "POST", f"/api/v1/reports/{built.public_id}/signed", account=account, raw=b"\xff\x00PK"
    )

    assert reply.status == 422
    assert Report.objects.count() == 1
