"""Families: operation and arguments say which message it is, and nothing else does."""

import io

import pytest
from msgspec import structs
from tests.interop.messages.reports import CLINIC, DAY, HEADER, OLENA, REPORT, SERVICE, findings

from openpias.core.rules.records import RecordGroup, ReportHeader, ReportKind, ServiceRecord
from openpias.interop.messages.families import (
    FAMILIES,
    REQUEST_TYPES,
    family_of_operation,
    family_of_request,
)
from openpias.interop.messages.formats import Answer, RecordAnswer, RecordState
from openpias.interop.operations import OPERATIONS

BUILT = {
    "CLIN": "RQ_CLIN_SRV RQ_PRESCRIPTION RQ_REFERRAL RQ_CHRONICS",
    "MF": "RQ_MF_SERVICES RQ_MF_ENLISTED RQ_CHRONICS RQ_PRESCRIPTION RQ_REFERRAL",
    "MD": "RQ_MD",
    "PARA": "RQ_PARA_SRV",
    "STOM": "RQ_STOM_SRV RQ_PRESCRIPTION RQ_REFERRAL",
    "HC": "RQ_HC RQ_PRESCRIPTION",
    "RECA": "RQ_RECA_SRV RQ_PRESCRIPTION RQ_REFERRAL RQ_CHRONICS",
    "RECS": "RQ_RECS_SRV RQ_PRESCRIPTION RQ_REFERRAL",
    "AMB": "RQ_AMB_SRV RQ_AMB_WT RQ_PRESCRIPTION",
    "CM": "RC_CM",
}


def test_every_kind_of_report_has_a_family_of_its_own():
    assert set(FAMILIES) == set(ReportKind)
    assert all(family.kind is family.monthly.kind for family in FAMILIES.values())
    assert {family.root for family in FAMILIES.values()} == {"report"}


def test_a_request_is_known_by_both_its_arguments():
    found = {
        report_type: {each for each in REQUEST_TYPES if family_of_request(report_type, each)}
        for report_type in BUILT
    }

    assert found == {report_type: set(types.split()) for report_type, types in BUILT.items()}


def test_sick_leave_has_another_name_online():
    family, online = family_of_request("CM", "RC_CM") or (None, None)

    assert family is FAMILIES[ReportKind.SICK_LEAVE]
    assert online is family.online[0]
    assert family_of_request("SICK", "RC_CM") is None


@pytest.mark.parametrize(
    ("report_type", "request_type"),
    [("CLIN", ""), ("CLIN", "RQ_MD"), ("DIA", "RQ_DIA_SRV"), ("FSD", "RQ_DIA_SRV"), ("", "RQ_MD")],
)
def test_what_is_not_built_is_nothing(report_type, request_type):
    assert family_of_request(report_type, request_type) is None


def test_there_are_32_request_types():
    assert len(REQUEST_TYPES) == 32


@pytest.mark.parametrize(
    ("operation", "report_type", "kind", "request_type"),
    [
        ("validateEnlisted", "", ReportKind.FAMILY_MEDICINE, "RQ_MF_ENLISTED"),
        ("validateSickLeave", "", ReportKind.SICK_LEAVE, "RC_CM"),
        ("validatePrescription", "CLIN", ReportKind.CLINIC, "RQ_PRESCRIPTION"),
        ("validateClinicReferral", "MF", ReportKind.FAMILY_MEDICINE, "RQ_REFERRAL"),
        ("validateLabReferral", "STOM", ReportKind.DENTISTRY, "RQ_REFERRAL"),
    ],
)
def test_other_operations_have_one_request_type_each(operation, report_type, kind, request_type):
    assert operation in {each.name for each in OPERATIONS["SiuiValidateWS"]}

    family, online = family_of_operation(operation, report_type) or (None, None)

    assert family is FAMILIES[kind]
    assert online is family.asked(request_type)


def test_an_operation_that_validates_nothing_built_has_no_family():
    assert family_of_operation("validatePharmacyDrugs", "FARME") is None
    assert family_of_operation("validateLabReferral", "PARA") is None


def test_a_feedback_leaves_out_what_it_has_no_list_for():
    paper = RecordAnswer(app_id="7", path="", state=RecordState.VALID, group="prescriptions")
    into = io.BytesIO()

    CLINIC.monthly.write_feedback(Answer(header=HEADER, records=(paper,), validated_on=DAY), into)

    found = CLINIC.monthly.read_feedback(into.getvalue())
    assert isinstance(found, Answer)
    assert found.records == ()
    assert CLINIC.monthly.answered == {
        *(RecordGroup.SERVICES, RecordGroup.LABORATORY, RecordGroup.DAY_CARE),
    }


def test_application_ids_are_numbers_where_the_feedback_has_decimals():
    numeric = {family.kind for family in FAMILIES.values() if family.numeric_app_id}

    assert numeric == {ReportKind.CLINIC, ReportKind.LABORATORY}


@pytest.mark.parametrize("kind", ReportKind)
def test_the_flag_of_numeric_ids_is_what_the_feedback_says(kind):
    family = FAMILIES[kind]

    kinds = {row.attributes["AppID"].kind for row in family.monthly.feedback.rows()}

    assert (kinds == {"decimal"}) is family.numeric_app_id


def test_a_request_of_a_clinic_carries_the_type_of_its_report():
    online = CLINIC.online[0]
    header = replace_days(HEADER)

    content = online.write_request(header, [SERVICE])

    assert b'reportType="CLIN"' in content
    found = list(online.read_request(content))
    assert isinstance(found[0], ReportHeader)
    assert found[0].starts_on == found[0].ends_on == SERVICE.given_on
    assert isinstance(found[1], ServiceRecord)
    assert found[1].patient == OLENA


def replace_days(header: ReportHeader) -> ReportHeader:
    return structs.replace(header, ends_on=SERVICE.given_on, starts_on=SERVICE.given_on)


def test_the_path_of_a_finding_names_the_record():
    wrong = REPORT.replace(b' stencilNo="A12345"', b"")

    assert findings(wrong) == [
        ("message-missing", "/report/clinicServices/clinicService[1]/@stencilNo")
    ]
