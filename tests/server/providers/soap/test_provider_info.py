"""A provider's application gets the file of its own provider, and for how long."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.core import signing
from lxml import etree
from tests.factories import calls, people, providers, soap
from tests.factories.people import NOW
from tests.interop import reference

from openpias.interop.messages import personal_files
from openpias.interop.soap.faults import FaultAnswer
from openpias.server.platform.accounts.enums import Role
from openpias.server.providers.domain.outcomes import Saved
from openpias.server.providers.models import Provider
from openpias.server.providers.operations import houses, physicians

pytestmark = pytest.mark.django_db
NS = "{http://www.cnas.ro/siui/2.0}"
DAYS = {"start": datetime(2026, 1, 1, tzinfo=UTC), "stop": datetime(2026, 12, 31, tzinfo=UTC)}


def entered(typed, provider, *, actor=None):
    answer = physicians.enter(
        typed,
        provider=UUID(provider),
        physician=uuid4(),
        actor=actor or providers.operator(),
        at=NOW,
    )
    assert isinstance(answer, Saved), answer


@pytest.fixture
def clerk(db):
    houses.load()
    public_id = providers.entered()
    for typed in (
        providers.physician(),
        providers.physician(stamp_code="B12345", name="Rusu Ioan", valid_to="31-12-2026"),
    ):
        entered(typed, public_id)
    return people.account(provider=providers.CUI)


@pytest.fixture
def ask(clerk):
    def asked(operation="getProviderInfo", **given):
        fields = {"partnerCategory": "CLIN", "uic": providers.CUI, **DAYS, **given}
        return soap.call("SiuiWS", operation, account=clerk, **fields)[1]

    return asked


def fetched(url, *, account):
    return calls.call("GET", url.removeprefix("http://localhost"), account=account)


def files(content):
    with zipfile.ZipFile(BytesIO(content)) as opened:
        return {name: etree.fromstring(opened.read(name)) for name in opened.namelist()}


def test_the_address_leads_to_a_file_of_the_size_that_was_said(ask, clerk):
    url, size = ask()

    reply = fetched(url, account=clerk)

    assert (reply.status, len(reply.content)) == (200, int(size))
    assert reply.headers["Content-Type"] == "application/zip"
    (root,) = files(reply.content).values()
    assert (root.get("uic"), root.get("name")) == (providers.CUI, "Clinica Știința")
    assert [each.get("contractNo") for each in root.iter(f"{NS}contract")] == ["17/2026"]
    assert [each.get("stencilNo") for each in root.iter(f"{NS}employee")] == ["A12345", "B12345"]


@reference.needed
def test_every_kind_of_file_is_valid(ask, clerk):
    for category, shape in personal_files.SHAPES.items():
        (root,) = files(fetched(ask(partnerCategory=category)[0], account=clerk).content).values()

        where = reference.REFERENCE / f"xsd/raportare/{shape.schema}.xsd"
        etree.XMLSchema(etree.parse(where)).assertValid(root)


def test_only_what_shares_a_day_with_the_period_is_told(ask, clerk):
    later = {
        "start": datetime(2027, 1, 1, 12, tzinfo=UTC),
        "stop": datetime(2027, 1, 31, tzinfo=UTC),
    }

    (root,) = files(fetched(ask(**later)[0], account=clerk).content).values()

    assert [each.get("stencilNo") for each in root.iter(f"{NS}employee")] == ["A12345"]


def test_the_file_of_a_unit_is_that_of_the_provider_where_no_unit_is_named(clerk):
    days = {"startDate": DAYS["start"], "stopDate": DAYS["stop"]}
    given = {"partnerCode": "CLIN", "uic": f"RO {providers.CUI}", **days}

    _reply, answer = soap.call("SiuiWS", "getPartnerInfo", account=clerk, **given)
    _reply, refused = soap.call(
        "SiuiWS", "getPartnerInfo", account=clerk, **given, subUnitCode="S1"
    )

    assert fetched(answer[0], account=clerk).status == 200
    assert refused.text.startswith("[partner-unit-unknown]")


def test_a_family_doctor_gets_a_file_of_their_own(ask, clerk):
    url, _size = ask("getProviderInfoForPhysician", partnerCategory="MF", stencilNo="b12345")

    (root,) = files(fetched(url, account=clerk).content).values()

    assert [each.get("stencilNo") for each in root.iter(f"{NS}employee")] == ["B12345"]


REFUSED = [
    ({"partnerCategory": "XX"}, "partner-category-unknown"),
    ({"partnerCategory": None}, "partner-category-unknown"),
    ({"partnerCategory": "SPT"}, "partner-category-not-served"),
    ({"uic": providers.OTHER_CUI}, "partner-not-own"),
    ({"uic": None}, "partner-not-own"),
    ({"start": DAYS["stop"], "stop": DAYS["start"]}, "partner-period"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_what_cannot_be_had_is_refused_by_its_name(ask, given, code):
    answer = ask(**given)

    assert isinstance(answer, FaultAnswer)
    assert answer.text.startswith(f"[{code}]")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"stencilNo": "A12345"}, "partner-category-family-medicine"),
        ({"partnerCategory": "MF", "stencilNo": "Z99999"}, "partner-physician-unknown"),
        ({"partnerCategory": "MF", "stencilNo": ""}, "partner-physician-unknown"),
    ],
)
def test_the_file_of_a_physician_is_refused_by_its_name(ask, given, code):
    assert ask("getProviderInfoForPhysician", **given).text.startswith(f"[{code}]")


def test_the_archive_of_physicians_has_two_files(clerk):
    other = providers.entered(
        providers.operator(house_code="CASAOPSNAJ"),
        fiscal_code=providers.OTHER_CUI,
        house="CASAOPSNAJ",
        contract_number="2",
    )
    entered(
        providers.physician(stamp_code="C12345", name="Soldat Ana"),
        other,
        actor=people.actor(roles=(Role.ADMINISTRATOR,), provider="CNAS", house_code="CNAS"),
    )

    _reply, (url, _size) = soap.call("SiuiWS", "getPhysicianCatalogues", account=clerk)

    found = files(fetched(url, account=clerk).content)
    stamps = {
        name: [each.get("stencil") for each in root.iter(f"{NS}Physician")]
        for name, root in found.items()
    }
    assert stamps == {
        "NomenclatorMedici_CJAS.xml": ["A12345", "B12345"],
        "NomenclatorMedici_CASAOPSNAJ.xml": ["C12345"],
    }


def test_an_address_asks_for_the_same_credentials(ask):
    url, _size = ask()

    assert fetched(url, account=None).status == 401
    assert fetched(url, account=people.account(provider=providers.OTHER_CUI)).status == 404
    assert fetched(url, account=people.account(roles=(Role.AUDITOR,))).status == 403


def test_an_address_that_was_altered_is_unknown(ask, clerk):
    url, _size = ask()

    assert fetched(f"{url}x", account=clerk).status == 404
    assert fetched("http://localhost/svapntws/files/invented", account=clerk).status == 404
    forged = signing.dumps({"kind": "provider"}, salt="another")
    assert fetched(f"http://localhost/svapntws/files/{forged}", account=clerk).status == 404


def test_an_address_ends(ask, clerk, settings):
    url, _size = ask()
    settings.DOWNLOAD_SECONDS = -1

    reply = fetched(url, account=clerk)

    assert reply.status == 410
    assert reply.json()["type"].endswith("download-ended")


def test_an_address_ends_at_once_when_the_file_would_be_another(ask, clerk):
    url, _size = ask()
    provider = str(Provider.objects.get(fiscal_code=providers.CUI).public_id)
    entered(providers.physician(stamp_code="D12345"), provider)

    assert fetched(url, account=clerk).status == 410
