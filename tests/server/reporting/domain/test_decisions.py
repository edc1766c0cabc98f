"""Do the decisions of reporting hold, without a database?"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from tests.factories import reports

from openpias.core.findings import Finding, Severity
from openpias.core.rules.facts import Facts, PersonFacts, RegisterState
from openpias.core.rules.records import Detail, PersonType, RecordGroup, ReportKind
from openpias.interop import envelopes
from openpias.interop.messages.formats import RecordState
from openpias.interop.messages.problems import Problem
from openpias.server.reporting.domain import (
    answering,
    columns,
    drafts,
    judging,
    kinds,
    list_rows,
    official_messages,
    periods,
    persons,
    policies,
    retention,
)
from openpias.server.reporting.domain.drafts import Place, RecordInput
from openpias.server.reporting.domain.outcomes import IntakeProblem
from openpias.server.reporting.enums import ReportingList

ERROR = Finding(code="contract-unknown", path="/report/a[1]/contract_number")
WARNING = Finding(code="sent-late", path="/report/a[1]/given_on", severity=Severity.WARNING)


@pytest.mark.parametrize(
    ("findings", "state"),
    [
        ([], RecordState.VALID),
        ([WARNING], RecordState.PARTIAL),
        ([WARNING, ERROR], RecordState.INVALID),
    ],
)
def test_a_state_is_that_of_the_gravest_finding(findings, state):
    assert judging.state_of(findings) is state


def test_codes_fit_the_wire_and_are_said_once():
    every = [*Problem, *envelopes.Problem, *IntakeProblem, "record-to-withdraw-unknown"]
    assert all(0 < len(judging.wire_code(str(each))) <= 20 for each in every)
    assert judging.on_wire([ERROR, ERROR, WARNING]) == (
        ("CONTRACT_UNKNOWN", True),
        ("SENT_LATE", False),
    )


def test_a_path_names_its_record():
    assert judging.record_of("/report/a/b[12]/@c") == "/report/a/b[12]"
    assert judging.record_of("/report/@x") == "/report/@x"


@pytest.mark.parametrize("code", [*IntakeProblem, *envelopes.Problem, "certificate-revoked"])
def test_every_refusal_has_an_official_code_and_message(code):
    number = official_messages.official_code(str(code))
    assert number in range(-9, 0)
    assert official_messages.message(str(code), {})


def test_money_is_cut_to_what_a_column_holds():
    assert columns.amount(Decimal("1.00005")) == Decimal("1.0000")
    assert columns.amount(Decimal("1e13")) is None
    assert columns.amount(Decimal("NaN")) is None
    record = reports.record(value=None, quantity=Decimal(3), unit_value=Decimal("2.10"))
    assert columns.worth(record) == Decimal("6.3000")
    assert columns.worth(reports.record(value=None, unit_value=None)) is None


def test_a_record_has_a_value_for_each_column():
    facts = Facts(arrived_at=datetime(2026, 11, 23, 22, tzinfo=UTC))
    values = columns.values(
        reports.record(),
        facts,
        owner=("1", "CAS-SV", "CLIN", "17"),
        position=1,
        person=None,
        state=RecordState.VALID,
        withdrawn_at=None,
    )
    assert len(values) == len(columns.COLUMNS)


def test_keys_part_providers_kinds_lists_and_ids():
    same = columns.key_of("1", "CLIN", "services", "7")
    assert columns.key_of("1", "CLIN", "services", "7") == same
    for other in (
        ("2", "CLIN", "services", "7"),
        ("1", "MF", "services", "7"),
        ("1", "CLIN", "laboratory", "7"),
        ("1", "CLIN", "services", "07"),
    ):
        assert columns.key_of(*other) != same


@pytest.mark.parametrize(("second", "late"), [(59, False), (60, True)])
def test_the_last_second_still_belongs_to_the_term(second, late):
    deadline = datetime(2026, 11, 24, 21, 59, 59, tzinfo=UTC)
    arrived = datetime(2026, 11, 24, 21, 59, tzinfo=UTC).timestamp() + second
    facts = Facts(arrived_at=datetime.fromtimestamp(arrived, UTC), deadline=deadline)
    assert columns.is_late(facts) is late


def test_a_person_is_the_registers_or_a_digest_of_the_identifier():
    known = PersonFacts(state=RegisterState.VALID, person="6d1c7d5e-7a5e-4d0e-9a8e-2f0c4b6a1e11")
    who = reports.patient("9000000000001")
    assert str(persons.opaque_id(who, known, key=b"k")) == known.person
    unknown = persons.opaque_id(who, None, key=b"k")
    assert unknown == persons.opaque_id(who, None, key=b"k")
    assert unknown != persons.opaque_id(who, None, key=b"other")
    assert "9000000000001" not in str(unknown)
    nobody = reports.patient("", cnp="0000000000000")
    assert persons.opaque_id(nobody, None, key=b"k") is None


def test_kinds_of_report_follow_the_kinds_of_provider():
    assert ReportKind.DENTISTRY in kinds.kinds_of_contract(["dentistry"])
    assert ReportKind.CLINIC not in kinds.kinds_of_contract(["dentistry"])
    assert kinds.kinds_of_contract(["pharmacy"]) == {ReportKind.AMBULANCE}


def test_months_are_whole():
    assert periods.month(date(2024, 2, 10)) == (date(2024, 2, 1), date(2024, 2, 29))
    assert periods.month(date(2026, 12, 31)) == (date(2026, 12, 1), date(2026, 12, 31))


def test_a_policy_that_names_no_rule_is_refused():
    assert policies.rules_policy("sent-late=error").severities["sent-late"] is Severity.ERROR
    with pytest.raises(ValueError, match="no rule or term"):
        policies.rules_policy("no-such-rule=off")


def test_every_term_of_keeping_holds_now_and_none_before_the_law():
    for kept in retention.Kept:
        assert retention.term_on(kept, date(2026, 11, 23)) is not None
        assert retention.term_on(kept, date(2020, 1, 1)) is None


def test_what_was_typed_becomes_a_record():
    typed = RecordInput(
        kind="CLIN",
        contract_number="17/2026",
        identifier="900 000 000 0001",
        given_on="19-11-2026",
        given_hour="08:05",
        unit_value="95,5",
        referral_number="12",
        details={"merNo": "x", "not a name": "y"},
    )
    found = drafts.check(
        typed, app_id="5", place=Place(group=RecordGroup.SERVICES, row="clinicService")
    )
    record = found.record
    assert (record.patient.identifier, record.patient.person_type) == (
        "9000000000001",
        PersonType.OUG15,
    )
    assert record.given_at.isoformat() == "2026-11-19T08:05:00"
    assert (record.unit_value, record.referral.number) == (Decimal("95.5"), "12")
    assert record.details.values == {"merNo": "x"}


@pytest.mark.parametrize("text", ["", "code\n", "a,b\n1,2\n", 'code,name,"', "\x00"])
def test_a_file_that_is_no_list_says_so(text):
    (found,) = list_rows.read(text, name=ReportingList.PACKAGES)
    assert found.code in {"list-columns", "list-not-csv"}


def test_rows_of_services_are_judged_with_their_places():
    head = ",".join(list_rows.SERVICE_COLUMNS)
    row = "A,Unu,CLIN XX,PB,01-01-2026,,-1,2,1,0,test"
    found = list_rows.read(f"{head}\n{row}\n", name=ReportingList.SERVICES)
    assert {each.path for each in found} == {
        *("/rows/1/kinds", "/rows/1/tariff", "/rows/1/needs_referral", "/rows/1/most_per_day"),
    }


def test_what_stands_inside_a_record_is_answered_by_its_own_id():
    inner = Detail(name="procedure", values={"AppID": "12"})
    around = Detail(name="procedures", parts=(inner, inner))
    details = Detail(name="item", parts=(around,))
    record = reports.record(path="/report/item[1]", details=details, context={"stencilNo": "A1"})

    said = answering.beside(record, RecordState.VALID)
    fields = answering.from_beside(said, RecordState.VALID)
    assert fields["context"] == {"stencilNo": "A1"}
    assert [(each.app_id, each.path) for each in fields["parts"]] == [
        ("12", "/report/item[1]/procedures[1]/procedure[1]"),
        ("12", "/report/item[1]/procedures[1]/procedure[2]"),
    ]
    assert fields["parts"] == answering.parts_of(record, RecordState.VALID)
    assert answering.beside(reports.record(), RecordState.VALID) == {}
