"""An application gets the lists it works with, once for each version."""

import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from lxml import etree
from tests.factories import calls, people, reporting, soap
from tests.interop import reference

from openpias.core.rules.catalogue import RULES
from openpias.interop.messages import catalogues
from openpias.server.platform.audit.models import AuditEntry
from openpias.server.platform.soap.models import PublishedVersion
from openpias.server.reporting.queries import catalogue_contents

pytestmark = pytest.mark.django_db
NS = "{http://www.cnas.ro/siui/2.0}"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def read_anew():
    catalogue_contents.forget()
    yield
    catalogue_contents.forget()


@pytest.fixture
def clerk(db):
    reporting.service()
    return people.account()


@pytest.fixture
def ask(clerk):
    def asked(category="CLIN", start=LONG_AGO):
        given = {"partnerCategory": category, "start": start}
        return soap.call("SiuiWS", "getCatalogues", account=clerk, **given)[1]

    return asked


def fetched(url, *, account):
    return calls.call("GET", url.removeprefix("http://localhost"), account=account)


def root_of(content):
    with zipfile.ZipFile(BytesIO(content)) as opened:
        (name,) = opened.namelist()
        return etree.fromstring(opened.read(name))


@reference.needed
def test_every_catalogue_is_valid_and_of_the_size_that_was_said(ask, clerk):
    for category, (schema, _lists) in catalogues.CATALOGUES.items():
        url, size = ask(category)
        content = fetched(url, account=clerk).content

        assert len(content) == int(size)
        where = reference.REFERENCE / f"xsd/raportare/{schema}.xsd"
        etree.XMLSchema(etree.parse(where)).assertValid(root_of(content))


def test_a_catalogue_holds_our_lists_our_rules_and_what_displaced_persons_are(ask, clerk):
    root = root_of(fetched(ask()[0], account=clerk).content)

    def codes(name):
        return {each.get("code") for each in root.iter(f"{NS}{name}")}

    assert "DC-CONS-01" in codes("ClinicService")
    assert {each.wire_code for each in RULES} <= codes("Error")
    assert ("OUGMGR" in codes("PersonType"), "ALTE4" in codes("PersonState")) == (True, True)
    assert {"UA", "RO"} <= codes("Country")
    (category,) = root.findall(f".//{NS}PersonCategory[@code='426']")
    assert category.get("personState") == "ALTE4"


def test_who_has_the_version_is_answered_null(ask, clerk):
    root = root_of(fetched(ask()[0], account=clerk).content)
    issued = datetime.fromisoformat(root.get("issueDate"))

    assert ask(start=issued) is None
    assert ask(start=issued - timedelta(seconds=1)) is not None


def test_a_change_of_a_list_is_a_new_version_and_ends_the_old_address(ask, clerk):
    old, _size = ask()
    first = PublishedVersion.objects.get().issued_at
    reporting.service("DC-CONS-02")
    catalogue_contents.forget()

    gone, fresh = fetched(old, account=clerk), ask(start=first)

    assert gone.status == 410
    assert "DC-CONS-02" in {
        each.get("code")
        for each in root_of(fetched(fresh[0], account=clerk).content).iter(f"{NS}ClinicService")
    }


def test_asking_again_writes_nothing(ask):
    ask()
    ask()

    assert PublishedVersion.objects.count() == 1
    assert AuditEntry.objects.filter(event="list-published").count() == 1


@pytest.mark.parametrize(
    ("category", "code"),
    [
        *((each, "catalogue-not-served") for each in ("PHM", "SPT", "NHP", "DIA")),
        *((each, "partner-category-not-served") for each in ("CBRET", "EMP")),
        ("RECA", "partner-category-unknown"),
        (None, "partner-category-unknown"),
    ],
)
def test_a_category_that_cannot_be_had_is_refused_by_its_name(ask, category, code):
    assert ask(category).text.startswith(f"[{code}]")


@pytest.mark.parametrize("category", ["PHM", "SPT", "NHP", "DIA"])
def test_a_catalogue_that_is_not_served_says_where_services_are_written(ask, category):
    told = ask(category).text

    # Practice and IT supplier read one text each.
    assert told.count(category) == 2
    assert "se scriu de mână în portal" in told
    assert "/raportare/evidenta/nou" in told
