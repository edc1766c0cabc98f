"""Typed services: does the official schema of their kind accept every way of proving presence?"""

import io
from decimal import Decimal

import pytest
from django.http import QueryDict
from lxml import etree
from tests.conformance.schemas import compiled
from tests.conformance.tables import TABLES
from tests.factories import reports
from tests.factories.typed_services import OWN, sent
from tests.interop.reference import needed

from openpias.core.identifiers.card_number import check_digit
from openpias.core.rules.records import ReportKind, ServiceRecord
from openpias.interop.messages.families import FAMILIES
from openpias.server.reporting.domain import draft_places
from openpias.server.reporting.domain.drafts import CheckedDraft
from openpias.server.reporting.enums import Presence
from openpias.server.reporting.web import draft_forms
from openpias.server.reporting.web.draft_fields import FORMS

pytestmark = needed
CARD = "123456789012345" + check_digit("123456789012345")
TYPED = {
    Presence.CARD: {"card_number": CARD, "card_signature": "c2lnbmF0dXJl"},
    Presence.CERTIFICATE: {"card_certificate_on": "02-11-2026"},
    Presence.DETAINED: {"card_representative_cid": "1" * 20},
}
WRITTEN = {
    Presence.WITHOUT: None,
    Presence.CARD: ("signature", "c2lnbmF0dXJl"),
    Presence.CERTIFICATE: ("certificateDate", "2026-11-02"),
    Presence.DETAINED: ("exceptedFromCard", "1"),
    Presence.MENTAL_HEALTH: ("exceptedFromCard", "2"),
}
TOTALS = ("laboratory", "day-care", "analyses", "radiology", "explorations", "petct", "services")
SERVICES = [(kind, way) for kind in ReportKind for way in FORMS[kind].ways]
PROOFS = {"cardNo", "signature", "certificateDate", "exceptedFromCard", "authorizedPersonCid"}


def checked(kind, **fields):
    query = QueryDict(mutable=True)
    query.update(sent(**{"identifier": "1850101330016", **OWN.get(kind, {}), **fields}))
    found = draft_places.check(draft_forms.read(query, kind), app_id="7")
    assert isinstance(found, CheckedDraft), found
    return found.record


def written(kind, record):
    header = reports.header(
        kind,
        stamp_code=reports.STAMP,
        totals=dict.fromkeys(TOTALS, Decimal(0)),
    )
    into = io.BytesIO()
    FAMILIES[kind].monthly.write(header, [record], into)
    path = next(
        path for (path, _), table in TABLES.items() if table is FAMILIES[kind].monthly.report
    )
    document = etree.fromstring(into.getvalue())
    compiled(path).assertValid(document)
    return document


@pytest.mark.parametrize(("kind", "way"), SERVICES)
def test_a_proof_stands_in_the_report_as_the_schema_has_it(kind, way):
    every = {name: text for typed in TYPED.values() for name, text in typed.items()}
    record = checked(kind, person_type="ASIGURAT", presence=way.value, **every)

    document = written(kind, record)

    proofs = {
        (name, text)
        for each in document.iter()
        for name, text in each.attrib.items()
        if name in PROOFS - {"cardNo", "authorizedPersonCid"}
    }
    assert proofs == ({WRITTEN[way]} if WRITTEN[way] else set())


@pytest.mark.parametrize(("kind", "way"), SERVICES)
def test_a_proof_is_read_again_from_the_report(kind, way):
    record = checked(kind, person_type="ASIGURAT", presence=way.value, **TYPED.get(way, {}))

    content = io.BytesIO(etree.tostring(written(kind, record)))

    (read,) = (
        each for each in FAMILIES[kind].monthly.read(content) if isinstance(each, ServiceRecord)
    )
    assert read.card == record.card


@pytest.mark.parametrize("kind", ReportKind)
def test_a_form_asks_for_the_proofs_that_its_message_has(kind):
    row = draft_places.element_of(kind, FORMS[kind].list.value)
    has = {
        attribute.field
        for element in _within(row)
        for attribute in element.attributes.values()
        if attribute.field.startswith("card.")
    }

    ways, fields = set(FORMS[kind].ways), {*FORMS[kind].card, *FORMS[kind].patient}
    assert ("card.signature" in has) == (Presence.CARD in ways)
    assert ("card.certificate_on" in has) == (Presence.CERTIFICATE in ways)
    assert ("card.excepted" in has) == (ways >= {Presence.DETAINED, Presence.MENTAL_HEALTH})
    assert ("card.representative_cid" in has) == ("card_representative_cid" in fields)
    assert ("card.card_number" in has) == ("card_number" in fields)


def _within(element):
    yield element
    for child in element.children:
        yield from _within(child)


LEAVES = {
    "home": {},
    "hospital": {
        "details-certType": "IN",
        "details-internValidFrom": "19-11-2026",
        "details-internValidTo": "25-11-2026",
        "details-internDiagCode": "486",
        "details-internDiagType": "2",
        "details-cheifStencil": "B12345",
    },
    "child": {"details-indemnCode": "09", "details-childPid": "5200213700012"},
    "duplicate": {
        "details-duplicate": "1",
        "details-duplSerialCode": "CCMAA",
        "details-duplSerialNo": "7654321",
    },
    "opinion": {
        "details-expertNo": "123",
        "details-expertDate": "18-11-2026",
        "details-expertStencil": "C12345",
        "details-emergency": "101",
        "details-contagious": "11",
        "details-isEmergencyRecommendation": "true",
        "details-correctionType": "M",
        "card_number": CARD,
    },
}


@pytest.mark.parametrize("name", LEAVES)
def test_a_typed_sick_leave_stands_in_the_report_and_is_read_again(name):
    kind = ReportKind.SICK_LEAVE
    record = checked(kind, **LEAVES[name])

    document = written(kind, record)

    read = list(FAMILIES[kind].monthly.read(io.BytesIO(etree.tostring(document))))[1]
    assert read.leave == record.leave
    assert read.details == record.details
    (row,) = (each for each in document.iter() if "serialNo" in each.attrib)
    for field, text in LEAVES[name].items():
        if field.startswith("details-") and not text.endswith("-2026"):
            assert row.attrib[field.removeprefix("details-")] == text
