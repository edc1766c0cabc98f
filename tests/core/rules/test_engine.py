"""Does judging say what the catalogue says, under the policy of the installation?"""

from datetime import date

import pytest
from tests.factories.rule_cases import ARRIVED, FACTS, HEADER, PATH, RECORD, case

from openpias.core.findings import Finding, Severity
from openpias.core.rules import policy
from openpias.core.rules.engine import judge, judge_report
from openpias.core.rules.facts import Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.terms import Term
from openpias.core.rules.within_report import WithinReport

CONTRACT_UNKNOWN = {"facts": {"contract": None}}


def test_a_record_without_a_fault_gives_nothing():
    assert judge(case()) == []


def test_a_finding_says_rule_place_and_weight():
    assert judge(case(**CONTRACT_UNKNOWN)) == [
        Finding(code="contract-unknown", path=f"{PATH}/contract_number", severity=Severity.ERROR)
    ]


def test_a_rule_that_is_switched_off_finds_nothing():
    off = RulesPolicy(off=frozenset({"contract-unknown"}))

    assert judge(case(**CONTRACT_UNKNOWN), policy=off) == []


def test_the_weight_is_the_policys():
    milder = RulesPolicy(severities={"contract-unknown": Severity.WARNING})

    (found,) = judge(case(**CONTRACT_UNKNOWN), policy=milder)

    assert found.severity is Severity.WARNING


def test_what_could_not_be_asked_is_not_judged():
    offline = {"facts": {"contract": None, "unasked": frozenset({Source.CONTRACTS})}}

    assert judge(case(**offline)) == []


def test_a_record_that_takes_another_back_is_judged_for_its_contract_and_id_only():
    odd = {"withdrawn": True, "quantity": -1, "service_code": "S9", "given_on": date(2026, 5, 1)}

    found = judge(case(record=odd | {"given_on": RECORD.given_on}, **CONTRACT_UNKNOWN))

    assert [finding.code for finding in found] == ["contract-unknown"]


def test_a_switch_that_names_nothing_is_refused():
    wrong = policy.read("contract-unknwon=off")

    with pytest.raises(ValueError, match="contract-unknwon"):
        judge(case(), policy=wrong)
    with pytest.raises(ValueError, match="contract-unknwon"):
        judge_report(WithinReport(HEADER).closing(ARRIVED), policy=wrong)


def test_switches_are_read_from_one_line():
    read = policy.read("contract-kind=warning, service-too-old=off types-with-card=off")

    assert read == RulesPolicy(
        severities={"contract-kind": Severity.WARNING},
        off=frozenset({"service-too-old", "types-with-card"}),
    )
    assert read.codes(Term.CARD_TYPES, RECORD.given_on) == frozenset()


@pytest.mark.parametrize("line", ["contract-kind", "contract-kind=grave", "contract-kind="])
def test_a_line_of_another_shape_is_refused(line):
    with pytest.raises(ValueError, match="contract-kind: write error, warning or off"):
        policy.read(line)


def test_plans_are_as_few_as_there_are_lists_and_times():
    kept = RulesPolicy()

    for day in range(1, 29):
        judge(case(record={"given_on": date(2026, 3, day)}), policy=kept)

    assert len(kept.plans) == 1


def test_the_facts_are_those_of_the_case():
    assert WithinReport(HEADER).case(RECORD, FACTS) == case()
