"""Does each rule find what it is there for, where it is, and nothing else find it?"""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace
from tests.factories.rule_cases import (
    ARRIVED,
    CONTRACT,
    DEADLINE,
    HEADER,
    KNOWN,
    LEAVE,
    PERMIT,
    RECORD,
    RESIDENT,
    TEMPORARY,
    case,
    certificate,
    displaced,
)

from openpias.core.findings import Severity
from openpias.core.rules import contents
from openpias.core.rules.catalogue import BY_CODE, BY_WIRE_CODE, RULES, unknown_switches
from openpias.core.rules.engine import judge, judge_report
from openpias.core.rules.facts import EarlierRecord, RegisterState, ReportCase, Within
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import PersonType, RecordGroup, ReportKind
from openpias.core.rules.terms import VALUES, Term

PRACTICE = "9123456789015"
BARE = {"identifier": "", "surname": "", "given_name": ""}


def person(**changes):
    return replace(KNOWN, **changes)


def earlier(**changes):
    return (EarlierRecord(**{"app_id": "2", "own": True} | changes),)


SETTLED = EarlierRecord(app_id="1", own=True, report="r1", closed=True, content="another")

# What breaks one rule, where, and the facts that its texts show.
EXAMPLES = {
    "contract-unknown": (case(facts={"contract": None}), "contract_number", {}),
    "contract-not-in-force": (
        case(facts={"contract": replace(CONTRACT, valid_to=date(2026, 3, 9))}),
        "contract_number",
        {"from": "01-01-2026", "to": "09-03-2026"},
    ),
    "contract-kind": (
        case(facts={"contract": replace(CONTRACT, kinds=frozenset({"MF"}))}),
        "contract_number",
        {"kind": "CLIN"},
    ),
    "service-outside-period": (case(header={"starts_on": date(2026, 3, 11)}), "given_on", {}),
    "service-in-future": (
        case(facts={"arrived_at": datetime(2026, 3, 9, 21, 59, tzinfo=UTC)}),
        "given_on",
        {},
    ),
    "service-too-old": (
        case(facts={"arrived_at": datetime(2029, 3, 11, tzinfo=UTC), "deadline": None} | {}),
        "given_on",
        {"days": "1096"},
    ),
    "service-ends-before": (case(record={"ends_on": date(2026, 3, 9)}), "ends_on", {}),
    "sent-late": (
        case(facts={"arrived_at": DEADLINE + timedelta(seconds=1)}),
        "given_on",
        {"deadline": "13-03-2026, 23:59"},
    ),
    "term-unknown": (case(facts={"deadline": None}), "given_on", {}),
    "stamp-malformed": (case(record={"stamp_code": "A1"}), "stamp_code", {}),
    "stamp-unknown": (case(record={"stamp_code": "B12345"}), "stamp_code", {}),
    "stamp-not-valid": (
        case(physician={"valid_to": date(2026, 3, 9)}),
        "stamp_code",
        {"from": "01-01-2020", "to": "09-03-2026"},
    ),
    "stamp-speciality": (case(record={"speciality": "NEUR"}), "speciality", {}),
    "service-unknown": (case(record={"service_code": "S9"}), "service_code", {}),
    "service-not-valid": (
        case(entry={"valid_from": date(2026, 3, 11)}),
        "service_code",
        {"from": "11-03-2026", "to": "…"},
    ),
    "service-kind": (case(entry={"kinds": frozenset({"MF"})}), "service_code", {}),
    "service-package": (case(record={"package": "M"}), "package", {}),
    "service-quantity-none": (
        case(record={"quantity": Decimal(0), "value": Decimal(0)}),
        "quantity",
        {},
    ),
    "service-quantity": (case(entry={"most_per_day": 1}), "quantity", {"most": "1"}),
    "service-tariff": (case(entry={"tariff": Decimal("49.99")}), "unit_value", {"tariff": "49.99"}),
    "service-value": (case(record={"value": Decimal("100.01")}), "value", {}),
    "app-id-missing": (case(record={"app_id": ""}), "app_id", {}),
    "app-id-not-decimal": (case(record={"app_id": "A1"}), "app_id", {}),
    "app-id-repeated": (case(case={"within": Within(same_app_id=1)}), "app_id", {}),
    "record-closed": (case(facts={"same_app_id": SETTLED}), "app_id", {}),
    "service-other-app-id": (
        case(entry={"most_per_day": None}, facts={"earlier": earlier()}),
        "app_id",
        {},
    ),
    "service-other-report": (
        case(entry={"most_per_day": None}, facts={"earlier": earlier(report="r1")}),
        "app_id",
        {},
    ),
    "service-twice-in-report": (
        case(entry={"most_per_day": None}, case={"within": Within(same_service=1)}),
        "app_id",
        {},
    ),
    "service-other-provider": (case(facts={"earlier": earlier(own=False)}), "service_code", {}),
    "person-type-unknown": (case(patient={"person_type": "ALTUL"}), "patient/person_type", {}),
    "cnp-wrong": (case(patient={"cnp": "1800101221145"}), "patient/cnp", {}),
    "cid-wrong": (case(patient={"cid": "123"}), "patient/cid", {}),
    "insured-unnamed": (case(patient={"cnp": "0" * 13}), "patient/cnp", {}),
    "card-signature-missing": (case(card={"signature": ""}), "card/signature", {}),
    "card-exception-unknown": (case(card={"excepted": "3"}), "card/excepted", {}),
    "referral-missing": (case(referral={"number": ""}), "referral", {}),
    "referral-too-old": (
        case(referral={"issued_on": date(2025, 12, 9)}),
        "referral/issued_on",
        {"days": "90"},
    ),
    "referral-later": (case(referral={"issued_on": date(2026, 3, 11)}), "referral/issued_on", {}),
    "referral-diagnosis-missing": (
        case(referral={"diagnosis": ""}, record={"diagnosis": ""}),
        "referral/diagnosis",
        {},
    ),
    "referral-stamp-malformed": (case(referral={"stamp_code": "a"}), "referral/stamp_code", {}),
    "displaced-without-person": (displaced(None, patient=BARE), "patient/identifier", {}),
    "displaced-number-missing": (
        displaced(None, patient={"identifier": ""}),
        "patient/identifier",
        {},
    ),
    "displaced-number-malformed": (
        displaced(None, patient={"identifier": "9123456789011"}),
        "patient/identifier",
        {},
    ),
    "displaced-number-practice": (
        displaced(None, patient={"identifier": PRACTICE}),
        "patient/identifier",
        {},
    ),
    "displaced-other-type": (
        displaced(
            patient={"person_type": PersonType.EUROPEAN_FORM}, entry={"needs_referral": False}
        ),
        "patient/person_type",
        {},
    ),
    "displaced-number-as-cnp": (displaced(patient={"cnp": TEMPORARY}), "patient/cnp", {}),
    "displaced-unknown": (displaced(None), "patient/identifier", {}),
    "displaced-withdrawn": (
        displaced(person(state=RegisterState.WITHDRAWN)),
        "patient/identifier",
        {},
    ),
    "displaced-merged": (displaced(person(state=RegisterState.MERGED)), "patient/identifier", {}),
    "displaced-superseded": (
        displaced(person(state=RegisterState.SUPERSEDED)),
        "patient/identifier",
        {},
    ),
    "displaced-name-differs": (displaced(person(names_agree=False)), "patient/surname", {}),
    "displaced-birth-differs": (displaced(person(birth_agrees=False)), "patient/birth_date", {}),
    "displaced-other-person": (
        displaced(person(names_agree=False, birth_agrees=False)),
        "patient/identifier",
        {},
    ),
    "displaced-before-entry": (
        displaced(person(entry_date=date(2026, 3, 11), names_agree=True)),
        "given_on",
        {"entry": "11-03-2026"},
    ),
    "displaced-kind-closed": (
        displaced(
            header={"kind": ReportKind.SICK_LEAVE},
            record={"group": RecordGroup.CERTIFICATES, "leave": LEAVE},
        ),
        "patient/person_type",
        {"kind": "SICK"},
    ),
    "displaced-with-card": (displaced(patient={"cid": "1" * 20}), "patient/cid", {}),
    "displaced-personal-share": (
        displaced(record={"personal_share": Decimal("0.01")}),
        "personal_share",
        {},
    ),
    "displaced-contribution": (
        displaced(record={"health_contribution": Decimal("0.01")}),
        "health_contribution",
        {},
    ),
    "displaced-before-act": (
        displaced(person(entry_date=None), record={"given_on": date(2022, 2, 26)}),
        "patient/person_type",
        {},
    ),
    "leave-days-missing": (certificate(home_to=None), "leave/home_to", {}),
    "leave-days-reversed": (certificate(home_to=date(2026, 3, 9)), "leave/home_to", {}),
    "leave-outside-month": (
        certificate(home_to=date(2026, 4, 1)),
        "leave/home_to",
        {"month": "03-2026"},
    ),
    "leave-other-month": (
        certificate(month=2, home_from=date(2026, 2, 10), home_to=date(2026, 2, 14)),
        "leave/month",
        {"month": "02-2026"},
    ),
    "leave-diagnosis-missing": (certificate(home_diagnosis=""), "leave/home_diagnosis", {}),
    "leave-child-missing": (certificate(indemnity="09"), "leave/child_cnp", {"code": "09"}),
    "leave-child-wrong": (certificate(child_cnp="1800101221145"), "leave/child_cnp", {}),
    "leave-original-missing": (
        certificate(duplicate=1, original_series="CCMAB"),
        "leave/original_number",
        {},
    ),
    "leave-reason-missing": (certificate(indemnity="06"), "leave/emergency", {"code": "06"}),
}
# These break another rule of necessity.
ALSO = {
    "service-too-old": {"term-unknown"},
    "displaced-before-act": {
        *("contract-not-in-force", "service-outside-period", "service-too-old"),
        *("referral-missing", "service-not-valid"),
    },
    "displaced-kind-closed": {"contract-kind"},
}

REPORTS = {
    "report-app-id-not-decimal": (
        ReportCase(header=replace(HEADER, app_id="R7"), arrived_at=ARRIVED),
        "app_id",
        {},
    ),
    "report-from-future": (
        ReportCase(header=replace(HEADER, reported_on=date(2026, 3, 12)), arrived_at=ARRIVED),
        "reported_on",
        {"day": "11-03-2026"},
    ),
    "report-period-reversed": (
        ReportCase(header=replace(HEADER, ends_on=date(2026, 2, 28)), arrived_at=ARRIVED),
        "ends_on",
        {},
    ),
    "report-total": (
        ReportCase(
            header=replace(HEADER, totals={"laboratory": Decimal(20), "day-care": Decimal(0)}),
            arrived_at=ARRIVED,
            sums={RecordGroup.LABORATORY: Decimal("19.995")},
            all_known=True,
        ),
        "totals/laboratory",
        {"sum": "20.00"},
    ),
    "report-laboratory-total": (
        ReportCase(
            header=replace(
                HEADER,
                kind=ReportKind.LABORATORY,
                totals={"analyses": Decimal(5), "petct": Decimal(6)},
            ),
            arrived_at=ARRIVED,
            sums={RecordGroup.SERVICES: Decimal(12)},
            all_known=True,
        ),
        "totals",
        {"sum": "12.00"},
    ),
    "invoice-value": (
        ReportCase(
            header=replace(HEADER, invoice_value=Decimal(99)), arrived_at=ARRIVED, all_known=True
        ),
        "invoice_value",
        {"sum": "0.00"},
    ),
    "invoice-not-distinct": (
        ReportCase(
            header=replace(HEADER, invoice_number="7"), arrived_at=ARRIVED, displaced=2, others=1
        ),
        "invoice_number",
        {"number": "2"},
    ),
}
BOTH = EXAMPLES | REPORTS


def judged(example, **switches):
    policy = RulesPolicy(**switches)
    if isinstance(example, ReportCase):
        return judge_report(example, policy=policy)
    return judge(example, policy=policy)


def path_of(example):
    return example.path if isinstance(example, ReportCase) else example.record.path


def test_every_rule_has_an_example_and_every_example_a_rule():
    assert set(BOTH) == set(BY_CODE)


@pytest.mark.parametrize("code", BOTH)
def test_the_rule_finds_it_there_and_no_other_rule_does(code):
    example, at, facts = BOTH[code]

    found = judged(example)

    assert {finding.code for finding in found} == {code} | ALSO.get(code, set())
    (finding,) = [each for each in found if each.code == code]
    assert finding.path == f"{path_of(example)}/{at}"
    assert finding.facts == facts
    assert finding.severity is BY_CODE[code].severity


@pytest.mark.parametrize("code", BOTH)
def test_nothing_finds_it_where_the_rule_is_off(code):
    found = judged(BOTH[code][0], off=frozenset({code}))

    assert {finding.code for finding in found} == ALSO.get(code, set())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_texts_show_the_facts_of_the_finding_and_ask_for_no_others(rule):
    facts = BOTH[rule.code][2]
    asked = set(re.findall(r"%\((\w+)\)s", rule.practice + rule.supplier))

    assert asked == set(facts)
    assert "%" not in rule.says
    for text in (rule.says, rule.practice, rule.supplier):
        assert text[0].isupper() or text.startswith(("personType", "contractNumber", "reportType"))
        assert text.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_two_names_that_travel(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", rule.code)
    assert re.fullmatch(r"[A-Z0-9_]{3,20}", rule.wire_code)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_who_asks_it(rule):
    assert rule.ours or rule.source
    assert rule.valid_to is None or rule.valid_from is None or rule.valid_from <= rule.valid_to


def test_no_name_is_given_twice():
    assert len(BY_CODE) == len(BY_WIRE_CODE) == len(RULES)
    assert not set(BY_CODE) & {term.value for term in Term}


def test_every_term_has_a_value_and_a_source():
    assert {value.term for value in VALUES} == set(Term)
    assert all(value.source for value in VALUES)


def test_a_rule_and_a_term_can_be_switched_and_nothing_else():
    switched = RulesPolicy(
        off=frozenset({"sent-late", "referral-days", "nothing"}),
        severities={"else": Severity.WARNING},
    )

    assert unknown_switches(switched) == ["else", "nothing"]


def test_a_displaced_person_without_a_fault_gives_nothing():
    assert judge(displaced()) == []
    assert judge(displaced(patient={"identifier": PERMIT})) == []
    assert judge(displaced(patient={"house": "CAS-CL", "cnp": "0" * 13})) == []


def test_the_same_content_after_closing_is_no_change():
    same = replace(SETTLED, content=contents.digest(replace(RECORD, path="/elsewhere")))

    assert judge(case(facts={"same_app_id": same})) == []


def test_the_digest_is_of_what_is_said_and_not_of_where():
    assert contents.digest(RECORD) != contents.digest(replace(RECORD, quantity=Decimal(3)))
    assert contents.digest(RECORD) == contents.digest(replace(RECORD, path="/elsewhere"))
    assert RESIDENT not in contents.digest(RECORD)
