"""Oddities of the official messages: each is handled where the message is, and nowhere else."""

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from msgspec import structs
from tests.interop.messages.reports import (
    CLINIC,
    DAY,
    HEADER,
    OLENA,
    REPORT,
    SERVICE,
    findings,
)

from openpias.core.findings import Finding
from openpias.core.rules.records import (
    CardProof,
    Detail,
    Patient,
    RecordGroup,
    Referral,
    ReportHeader,
    ReportKind,
    ServiceRecord,
    SickLeave,
)
from openpias.interop.messages.families import FAMILIES
from openpias.interop.messages.formats import Answer, RecordAnswer, RecordState
from openpias.interop.messages.problems import IncompleteError

ION = Patient(person_type="ASIGURAT", cnp="1960101123456", house="CAS-CJ")


def written(kind: ReportKind, *records: ServiceRecord, header: ReportHeader = HEADER) -> bytes:
    into = io.BytesIO()
    FAMILIES[kind].monthly.write(structs.replace(header, kind=kind), records, into)
    return into.getvalue()


def read(kind: ReportKind, content: bytes) -> list[ServiceRecord]:
    found = list(FAMILIES[kind].monthly.read(io.BytesIO(content)))
    assert not [each for each in found if isinstance(each, Finding)]
    return [each for each in found if isinstance(each, ServiceRecord)]


def asked(kind: ReportKind, request_type: str, *records: ServiceRecord) -> bytes:
    online = FAMILIES[kind].asked(request_type)
    assert online is not None
    return online.write_request(structs.replace(HEADER, kind=kind, stamp_code="A12345"), records)


def heard(kind: ReportKind, request_type: str, content: bytes) -> list[ServiceRecord]:
    online = FAMILIES[kind].asked(request_type)
    assert online is not None
    return [each for each in online.read_request(content) if isinstance(each, ServiceRecord)]


def attribute(content: bytes, name: str) -> list[str]:
    return re.findall(rf' {name}="([^"]*)"', content.decode())


def answer(*records: RecordAnswer) -> Answer:
    return Answer(header=HEADER, records=records, validated_on=DAY)


def verdict(
    state: RecordState, path: str = "/report/clinicServices/clinicService[1]"
) -> RecordAnswer:
    return RecordAnswer(app_id="7", path=path, state=state, findings=(("E-1", True),))


def feedback(kind: ReportKind, *records: RecordAnswer) -> bytes:
    into = io.BytesIO()
    FAMILIES[kind].monthly.write_feedback(answer(*records), into)
    return into.getvalue()


def test_a_report_is_read_as_it_was_written():
    content = written(ReportKind.CLINIC, SERVICE)

    assert list(CLINIC.monthly.read(io.BytesIO(content))) == [HEADER, SERVICE]


def test_a_mark_of_byte_order_and_a_wrong_declaration_do_no_harm():
    declared = b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-16"?>\n<!-- of a program -->'

    assert findings(declared + REPORT) == []


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        (ReportKind.CLINIC, RecordState.VALID, "0"),
        (ReportKind.CLINIC, RecordState.INVALID, "1"),
        (ReportKind.CLINIC, RecordState.PARTIAL, "0"),
        (ReportKind.DENTISTRY, RecordState.VALID, "0"),
        (ReportKind.DENTISTRY, RecordState.INVALID, "1"),
        (ReportKind.AMBULANCE, RecordState.VALID, "1"),
        (ReportKind.AMBULANCE, RecordState.PARTIAL, "1"),
        (ReportKind.AMBULANCE, RecordState.INVALID, "0"),
    ],
)
def test_the_state_of_a_record_is_written_as_its_feedback_means_it(kind, state, said):
    row = next(iter(FAMILIES[kind].monthly.feedback.rows()))

    content = feedback(kind, verdict(state, f"/report/list/{row.name}[1]"))

    assert attribute(content, "state") == [said]
    found = FAMILIES[kind].monthly.read_feedback(content)
    assert isinstance(found, Answer)
    held = state is not RecordState.INVALID
    assert [each.state is RecordState.VALID for each in found.records] == [held]


def test_an_answer_online_has_three_states_and_one_for_all():
    states = [
        [RecordState.VALID],
        [RecordState.INVALID],
        [RecordState.VALID, RecordState.INVALID],
        [],
    ]
    path = "/request/clinicService[1]"

    said = [
        attribute(
            CLINIC.online[0].write_response(answer(*(verdict(each, path) for each in some))),
            "state",
        )[0]
        for some in states
    ]

    assert said == ["1", "0", "2", "1"]


def test_the_names_of_a_person_go_crosswise_in_reports_of_laboratories():
    record = structs.replace(SERVICE, group=RecordGroup.LABORATORY)

    content = written(ReportKind.LABORATORY, record)

    assert attribute(content, "personFirstName") == ["Kovalenko"]
    assert attribute(content, "personLastName") == ["Olena"]
    assert read(ReportKind.LABORATORY, content)[0].patient == structs.replace(OLENA)


def test_midnight_is_a_moment_whose_hour_nobody_knew():
    record = structs.replace(SERVICE, given_at=None)

    content = written(ReportKind.CLINIC, record)

    assert attribute(content, "serviceDate") == ["2026-11-02T00:00:00"]
    assert read(ReportKind.CLINIC, content) == [record]


def test_a_foreign_person_has_zeros_where_a_message_insists_on_a_cnp():
    service = structs.replace(SERVICE, path="", given_at=None)
    native = structs.replace(service, patient=ION)

    content = asked(ReportKind.FAMILY_MEDICINE, "RQ_MF_SERVICES", service, native)

    assert attribute(content, "pid") == ["0000000000000", "1960101123456"]
    found = heard(ReportKind.FAMILY_MEDICINE, "RQ_MF_SERVICES", content)
    assert [each.patient.cnp for each in found] == ["", "1960101123456"]
    assert [each.patient.identifier for each in found] == [OLENA.identifier, ""]


@pytest.mark.parametrize(
    ("patient", "cnp", "identifier"),
    [(ION, "1960101123456", ""), (OLENA, "", "9123456789012")],
)
def test_one_attribute_for_both_is_told_apart_by_the_type_of_the_person(patient, cnp, identifier):
    record = structs.replace(SERVICE, patient=patient)

    (found,) = read(ReportKind.MEDICAL_DEVICES, written(ReportKind.MEDICAL_DEVICES, record))

    assert (found.patient.cnp, found.patient.identifier) == (cnp, identifier)


def test_an_identifier_has_thirteen_digits_online_and_up_to_thirty_characters_in_reports():
    record = structs.replace(
        SERVICE, patient=structs.replace(OLENA, identifier="AB-123456789012345"), path=""
    )

    assert read(ReportKind.AMBULANCE, written(ReportKind.AMBULANCE, record))
    with pytest.raises(IncompleteError, match=r"/request/emergService\[1\]/@personIdentifier"):
        asked(ReportKind.AMBULANCE, "RQ_AMB_SRV", record)


@pytest.mark.parametrize(
    ("said", "issued_on", "details"),
    [
        ("2026-10-30", date(2026, 10, 30), None),
        ("30.10.2026", None, {"refferedByDate": "30.10.2026"}),
    ],
)
def test_a_date_that_is_a_text_is_read_where_it_is_one(said, issued_on, details):
    referred = structs.replace(
        SERVICE, referral=Referral(number="1", issued_on=date(2026, 10, 30)), path=""
    )
    content = asked(ReportKind.CLINIC, "RQ_CLIN_SRV", referred)

    (found,) = heard(
        ReportKind.CLINIC, "RQ_CLIN_SRV", content.replace(b"2026-10-30", said.encode())
    )

    assert found.referral == Referral(number="1", issued_on=issued_on)
    assert (found.details and found.details.values) == details
    assert f'refferedByDate="{said}"' in asked(ReportKind.CLINIC, "RQ_CLIN_SRV", found).decode()


CERTIFICATE = ServiceRecord(
    app_id="7",
    group=RecordGroup.CERTIFICATES,
    path="/report/certificate[1]",
    patient=Patient(cnp="1960101123456", house="CAS-CJ"),
    given_on=DAY,
    stamp_code="A12345",
    details=Detail(
        name="certificate",
        values={
            "serialCode": "CCMAA",
            "serialNo": "1234567",
            "duplicate": "0",
            "month": "11",
            "year": "2026",
            "indemnCode": "01",
            "certType": "AM",
            "continuation": "false",
        },
    ),
    leave=SickLeave(month=11, year=2026, indemnity="01", kind="AM"),
)


def test_a_report_of_sick_leave_is_about_a_month():
    header = structs.replace(
        HEADER,
        kind=ReportKind.SICK_LEAVE,
        reported_on=HEADER.starts_on,
        contract_type="",
        totals={},
    )

    content = written(ReportKind.SICK_LEAVE, CERTIFICATE, header=header)

    assert attribute(content, "reportMonth") == ["11"]
    found = list(FAMILIES[ReportKind.SICK_LEAVE].monthly.read(io.BytesIO(content)))
    assert found == [header, CERTIFICATE]


def test_feedback_of_sick_leave_names_the_certificate_too():
    record = RecordAnswer(
        app_id="7",
        path="/report/certificate[1]",
        state=RecordState.VALID,
        group="certificates",
        echoed={"serialCode": "CCMAA", "serialNo": "1234567"},
    )

    found = FAMILIES[ReportKind.SICK_LEAVE].monthly.read_feedback(
        feedback(ReportKind.SICK_LEAVE, record)
    )

    assert isinstance(found, Answer)
    assert found.records == (record,)


def physician(stamp_code: str) -> dict[str, str]:
    return {"stencil": stamp_code, "contractNo": "C-1", "fiscalCode": "11343845"}


def test_family_doctors_of_a_practice_report_in_one_file():
    records = [
        structs.replace(
            SERVICE,
            app_id=str(number),
            context=physician(stamp_code),
            details=Detail(name=row, values={"school": "true"} if row == "immunization" else {}),
        )
        for number, (stamp_code, row) in enumerate(
            [("A12345", "service"), ("B12345", "immunization"), ("B12345", "pregnancy")]
        )
    ]

    content = written(ReportKind.FAMILY_MEDICINE, *records)

    assert content.count(b"<physician") == 2
    assert [(each.path, each.context) for each in read(ReportKind.FAMILY_MEDICINE, content)] == [
        ("/report/physician[1]/services/service[1]", physician("A12345")),
        ("/report/physician[2]/services/immunization[1]", physician("B12345")),
        ("/report/physician[2]/services/pregnancy[1]", physician("B12345")),
    ]
    (header, *_) = FAMILIES[ReportKind.FAMILY_MEDICINE].monthly.read(io.BytesIO(content))
    assert isinstance(header, ReportHeader)
    assert (header.stamp_code, header.contract_number, header.house) == ("A12345", "C-1", "")


def test_the_feedback_of_a_practice_is_parted_by_its_doctors():
    records = tuple(
        RecordAnswer(
            app_id=str(number),
            path=f"/report/physician[{number}]/services/service[1]",
            state=RecordState.VALID,
            context=physician(stamp_code),
        )
        for number, stamp_code in enumerate(["A12345", "B12345"], start=1)
    )

    content = feedback(ReportKind.FAMILY_MEDICINE, *records)

    assert attribute(content, "stencil") == ["A12345", "B12345"]
    found = FAMILIES[ReportKind.FAMILY_MEDICINE].monthly.read_feedback(content)
    assert isinstance(found, Answer)
    assert found.records == records


def test_records_of_doctors_and_lists_that_are_mixed_come_each_in_its_place_and_order():
    said = [("A12345", "service"), ("B12345", "service"), ("A12345", "immunization")] * 2
    records = [
        RecordAnswer(
            app_id=str(number),
            path=f"/report/physician[1]/services/{name}[1]",
            state=RecordState.VALID,
            context=physician(stamp_code),
        )
        for number, (stamp_code, name) in enumerate(said, start=1)
    ]

    content = feedback(ReportKind.FAMILY_MEDICINE, *records)

    assert attribute(content, "stencil") == ["A12345", "B12345"]
    found = FAMILIES[ReportKind.FAMILY_MEDICINE].monthly.read_feedback(content)
    assert isinstance(found, Answer)
    assert [each.app_id for each in found.records] == ["1", "4", "3", "6", "2", "5"]


def test_a_prescription_of_a_family_doctor_is_named_by_series_and_number():
    paper = structs.replace(
        SERVICE,
        group=RecordGroup.PRESCRIPTIONS,
        details=Detail(
            name="prescription",
            values={"serialCode": "AB", "serialNo": "12", "prescriptionType": "R"},
        ),
    )

    (found,) = read(ReportKind.FAMILY_MEDICINE, written(ReportKind.FAMILY_MEDICINE, paper))

    assert found.app_id == "AB12"


def test_a_visit_of_home_care_dates_and_signs_its_record():
    proof = CardProof(card_number="1234567890123456", signature="QUJD")
    visit = structs.replace(
        SERVICE,
        path="",
        card=proof,
        details=Detail(
            name="homeCareClaimItem",
            values={"decisionNo": "1", "decisionDate": "2026-10-01T00:00:00"},
            parts=(Detail(name="homeCareService", values={"dateEnd": "2026-11-02T11:00:00"}),),
        ),
    )
    (found,) = heard(ReportKind.HOME_CARE, "RQ_HC", asked(ReportKind.HOME_CARE, "RQ_HC", visit))

    assert (found.given_at, found.service_code, found.card) == (SERVICE.given_at, "C0001", proof)
    assert found.details is not None
    assert found.details.parts[0].values["AppID"] == "7"
    other = asked(ReportKind.HOME_CARE, "RQ_HC", found).replace(
        b'homeCareService AppID="7"', b'homeCareService AppID="8"'
    )
    assert heard(ReportKind.HOME_CARE, "RQ_HC", other)[0].app_id == "7"


def test_every_visit_of_home_care_says_what_was_given_not_only_the_first():
    part = Detail(name="homeCareService", values={"dateEnd": "2026-11-02T11:00:00"})
    details = Detail(
        name="homeCareClaimItem",
        values={"decisionNo": "1", "decisionDate": "2026-10-01T00:00:00"},
        parts=(part,),
    )
    visits = [
        structs.replace(SERVICE, path="", app_id=each, details=details) for each in ("7", "8")
    ]

    found = heard(ReportKind.HOME_CARE, "RQ_HC", asked(ReportKind.HOME_CARE, "RQ_HC", *visits))

    assert [each.service_code for each in found] == ["C0001", "C0001"]
    assert [each.given_at for each in found] == [SERVICE.given_at] * 2


def test_what_a_record_does_not_date_is_of_the_last_day_of_the_report():
    waiting = ServiceRecord(
        app_id="1",
        group=RecordGroup.WAITING_TIMES,
        path="",
        patient=Patient(),
        given_on=DAY,
        details=Detail(name="x", values={"vehicleType": "B", "waitingTime": "12.5"}),
    )

    (found,) = read(ReportKind.AMBULANCE, written(ReportKind.AMBULANCE, waiting))

    assert found.given_on == HEADER.ends_on


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"quantity": Decimal("1.5")}, "/report/clinicServices/clinicService[1]/@quantity"),
        ({"presentation": ""}, "/report/clinicServices/clinicService[1]/@presentationMode"),
        ({"app_id": "7" * 21}, "/report/clinicServices/clinicService[1]/@AppID"),
        ({"diagnosis": "a\x00"}, "/report/clinicServices/clinicService[1]/@initialDiagnostic"),
        ({"diagnosis": "a\ud800"}, "/report/clinicServices/clinicService[1]/@initialDiagnostic"),
        ({"group": RecordGroup.CAPITATION}, "/capitation"),
    ],
)
def test_what_does_not_fit_is_told_by_its_place_and_not_written(change, place):
    with pytest.raises(IncompleteError) as told:
        written(ReportKind.CLINIC, structs.replace(SERVICE, **change))

    assert told.value.path == place


def test_a_request_without_records_is_not_written():
    with pytest.raises(IncompleteError, match="/request/clinicService"):
        asked(ReportKind.CLINIC, "RQ_CLIN_SRV")


def test_a_header_that_lacks_something_lets_no_record_through():
    content = REPORT.replace(b' contractNo="C-1"', b"").replace(b'quantity="1"', b'quantity="x"')

    found = list(CLINIC.monthly.read(io.BytesIO(content)))

    assert [(each.code, each.path) for each in found if isinstance(each, Finding)] == [
        ("message-missing", "/report/@contractNo"),
        ("message-number", "/report/clinicServices/clinicService[1]/@quantity"),
    ]
    assert len(found) == 2


def test_a_record_with_an_error_is_left_out_and_the_next_one_is_not():
    line = REPORT.partition(b"<clinicService ")[2].partition(b"</clinicServices>")[0]
    second = b"<clinicService " + line.replace(b"diseaseType", b"disease")
    content = REPORT.replace(b"<clinicServices>", b"<clinicServices>" + second)

    found = list(CLINIC.monthly.read(io.BytesIO(content)))

    assert [each.path for each in found if isinstance(each, ServiceRecord)] == [
        "/report/clinicServices/clinicService[2]"
    ]
    assert [each.path for each in found if isinstance(each, Finding)] == [
        "/report/clinicServices/clinicService[1]/@disease",
        "/report/clinicServices/clinicService[1]/@diseaseType",
    ]
