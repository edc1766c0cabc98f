"""What we publish is accepted by the official schemas."""

import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.interop import reference

from openpias.core.rules.records import ReportKind
from openpias.interop.messages import archives, catalogues, personal_files
from openpias.interop.messages.catalogue_contents import (
    CatalogueContents,
    Category,
    Holiday,
    House,
    Listed,
    ListedService,
    Paper,
    Physician,
)
from openpias.interop.messages.catalogue_lists import LISTS
from openpias.interop.messages.personal_files import Employee, OwnContract, OwnProvider

NS = "{http://www.cnas.ro/siui/2.0}"
ISSUED = datetime(2026, 11, 25, 12, 30, tzinfo=UTC)
LONG = "Consultație de specialitate, cu " + "multe " * 60 + "cuvinte"
SERVICE = ListedService(
    code="S1",
    name=LONG,
    kinds=frozenset(ReportKind),
    packages=("P1", "P2"),
    tariff=Decimal("12.5000"),
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
)
CONTENTS = CatalogueContents(
    countries=[Listed(code="RO", name="România"), Listed(code="UA", name="Ucraina")],
    houses=[House(code="CAS-SV", name="Casa Suceava", kind="CJAS")],
    papers=[Paper(code="PASSPORT", name="Pașaport", is_passport=True)],
    categories=[Category(code="426", name=LONG * 3, state="ALTE4", valid_from=date(2022, 2, 27))],
    states=[Listed(code="ALTE4", name="Beneficiar OUG 15/2022")],
    specialities=[Listed(code="CARD", name="Cardiologie")],
    packages=[Listed(code="P1", name="Pachet de bază")],
    diagnoses=[Listed(code="123", name=LONG)],
    services=[SERVICE],
    errors=[Listed(code="E1", name=LONG)],
    physicians=[Physician(code="A12345", name="Țărnă Ștefania")],
    holidays=[Holiday(day=date(2026, 12, 25), name="Crăciunul")],
)
PROVIDER = OwnProvider(
    fiscal_code="900000012",
    name="Clinica Știința",
    contracts=[
        OwnContract(
            number="17/2026",
            house="CAS-SV",
            valid_from=date(2026, 1, 1),
            valid_to=date(2098, 12, 31),
        )
    ],
    employees=[
        Employee(
            stamp_code="A12345",
            surname="Țărnă",
            given_name="",
            valid_from=date(2026, 1, 1),
            valid_to=None,
            specialities=("D-CARD", "D-INT"),
        )
    ],
)


def schema(name):
    return etree.XMLSchema(etree.parse(reference.REFERENCE / f"xsd/raportare/{name}.xsd"))


@reference.needed
@pytest.mark.parametrize("category", catalogues.CATALOGUES)
@pytest.mark.parametrize("contents", [CONTENTS, CatalogueContents()], ids=["full", "empty"])
def test_a_catalogue_is_valid(category, contents):
    written = catalogues.write(category, contents, issued_at=ISSUED)

    schema(catalogues.CATALOGUES[category][0]).assertValid(etree.fromstring(written))


@reference.needed
@pytest.mark.parametrize("contents", [CONTENTS, CatalogueContents()], ids=["full", "empty"])
def test_the_list_of_physicians_is_valid(contents):
    written = catalogues.write_physicians(contents, issued_at=ISSUED)

    schema("NomenclatoareMedici").assertValid(etree.fromstring(written))


@reference.needed
@pytest.mark.parametrize("category", personal_files.SHAPES)
@pytest.mark.parametrize("provider", [PROVIDER, replace(PROVIDER, contracts=[], employees=[])])
def test_a_file_of_a_provider_is_valid(category, provider):
    written = personal_files.write(category, provider, issued_at=ISSUED)

    schema(personal_files.SHAPES[category].schema).assertValid(etree.fromstring(written))


def lists(category):
    return etree.fromstring(catalogues.write(category, CONTENTS, issued_at=ISSUED))


def test_every_list_is_in_a_catalogue_and_has_entries():
    found = {each.tag for category in catalogues.CATALOGUES for each in lists(category)}

    # Days off stand in the catalogues of pharmacies and hospitals alone, which are not served.
    expected = {f"{NS}{name.rpartition(' ')[2]}" for name in LISTS} - {f"{NS}Holidays"}
    assert found == expected


@pytest.mark.parametrize("category", sorted(set(catalogues.CATALOGUES) - {"SICK"}))
def test_a_displaced_person_is_in_every_catalogue_that_knows_types_of_persons(category):
    codes = {each.get("code") for each in lists(category).iter(f"{NS}PersonType")}

    assert "OUGMGR" in codes


def test_a_clinic_sees_its_services_their_packages_and_when_the_file_was_made():
    root = lists("CLIN")

    service = root.find(f"{NS}ClinicServices/{NS}ClinicService")
    assert (service.get("code"), service.get("validTo")) == ("S1", "2026-12-31")
    packages = [each.get("medSrvPack") for each in root.iter(f"{NS}ClinSrvMedPack")]
    assert packages == ["P1", "P2"]
    assert root.get("issueDate") == "2026-11-25T12:30:00+00:00"


def test_a_category_names_the_state_of_its_people():
    (found,) = lists("CLIN").iter(f"{NS}PersonCategory")

    assert (found.get("code"), found.get("personState")) == ("426", "ALTE4")


def test_no_cnp_of_a_physician_is_told():
    for written in (
        catalogues.write_physicians(CONTENTS, issued_at=ISSUED),
        personal_files.write("CLIN", PROVIDER, issued_at=ISSUED),
    ):
        assert b" pid=" not in written


def test_surname_and_given_name_stand_where_the_schemas_say():
    employee = replace(PROVIDER.employees[0], given_name="Ștefania")
    written = personal_files.write(
        "CLIN", replace(PROVIDER, employees=[employee]), issued_at=ISSUED
    )

    (found,) = etree.fromstring(written).iter(f"{NS}employee")
    assert (found.get("firstName"), found.get("lastName")) == ("Țărnă", "Ștefania")


def test_categories_are_served_or_refused_by_name():
    both = {"MF", "CLIN", "PARA", "STOM", "AMB", "MD", "HC", "SPT", "NHP", "DIA"}
    both |= {"SICK", "CBRET", "EMP"}

    served = {*catalogues.CATALOGUES, *catalogues.NOT_SERVED}
    assert served == both | {"PHM", "REC"}
    of_providers = {*personal_files.SHAPES, *personal_files.NOT_SERVED}
    assert of_providers == both | {"FARMD", "FARMI", "RECA", "RECS", "FSD"}


def test_the_same_files_make_the_same_archive():
    first = archives.packed([("a.xml", b"<a/>"), ("b.xml", b"<b/>")], made=ISSUED)

    assert archives.packed([("a.xml", b"<a/>"), ("b.xml", b"<b/>")], made=ISSUED) == first
    with zipfile.ZipFile(BytesIO(first)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == {
            "a.xml": b"<a/>",
            "b.xml": b"<b/>",
        }


TEXT = st.text(max_size=300)


@reference.needed
@settings(max_examples=40, deadline=None)
@given(TEXT, st.sampled_from(sorted(catalogues.CATALOGUES)))
def test_any_name_can_be_written(name, category):
    contents = replace(
        CONTENTS,
        services=[replace(SERVICE, name=name)],
        errors=[Listed(code="E1", name=name)],
        countries=[Listed(code="RO", name=name)],
    )

    written = catalogues.write(category, contents, issued_at=ISSUED)

    found = etree.fromstring(written)
    if name:
        schema(catalogues.CATALOGUES[category][0]).assertValid(found)
