"""Does a report remember what it said, and add up what it brought?"""

from datetime import date
from decimal import Decimal

from msgspec.structs import replace
from tests.factories.rule_cases import (
    ARRIVED,
    DISPLACED,
    ENTRY,
    FACTS,
    HEADER,
    INSURED,
    KNOWN,
    RECORD,
    TEMPORARY,
)

from openpias.core.rules.engine import judge, judge_report
from openpias.core.rules.facts import Within
from openpias.core.rules.records import RecordGroup, ReportKind
from openpias.core.rules.within_report import WithinReport

ONCE = replace(FACTS, services={"S1": replace(ENTRY, most_per_day=None)})


def judged(*records, facts=ONCE):
    report = WithinReport(HEADER)
    return [[each.code for each in judge(report.case(record, facts))] for record in records]


def test_the_second_of_a_service_is_found():
    assert judged(RECORD, replace(RECORD, app_id="2")) == [[], ["service-twice-in-report"]]


def test_another_day_service_list_or_person_is_another_service():
    others = (
        replace(RECORD, app_id="2", given_on=date(2026, 3, 9)),
        replace(RECORD, app_id="3", service_code=""),
        replace(RECORD, app_id="4", group=RecordGroup.LABORATORY),
        replace(RECORD, app_id="5", patient=replace(INSURED, cnp="2870707221143")),
    )

    found = judged(RECORD, *others)

    assert [codes for codes in found if "service-twice-in-report" in codes] == []


def test_a_service_that_is_allowed_more_often_is_found_after_that():
    records = [replace(RECORD, app_id=str(number)) for number in range(4)]

    assert judged(*records, facts=FACTS) == [[], [], [], ["service-twice-in-report"]]


def test_two_numbers_of_one_person_are_one_person():
    facts = replace(ONCE, person=KNOWN)
    first = replace(RECORD, patient=DISPLACED, card=None, referral=None)
    second = replace(first, app_id="2", patient=replace(DISPLACED, identifier="7820720221141"))

    assert judged(first, second, facts=facts) == [[], ["service-twice-in-report"]]


def test_the_same_id_again_is_told_as_such_and_is_no_second_service():
    third = replace(RECORD, app_id="2")

    assert judged(RECORD, RECORD, third) == [[], ["app-id-repeated"], ["service-twice-in-report"]]


def test_the_same_id_in_another_list_is_another_record():
    assert judged(RECORD, replace(RECORD, group=RecordGroup.REFERRALS)) == [[], []]


def test_a_record_that_is_taken_back_counts_nowhere():
    report = WithinReport(HEADER)
    report.case(replace(RECORD, withdrawn=True), FACTS)

    after = report.case(replace(RECORD, app_id="2"), FACTS)

    assert after.within == Within()
    assert report.closing(ARRIVED).sums == {RecordGroup.SERVICES: Decimal("100.00")}


def test_sums_are_by_list_and_only_where_every_value_is_known():
    report = WithinReport(HEADER)
    for group, value in (
        (RecordGroup.SERVICES, Decimal("1.10")),
        (RecordGroup.SERVICES, Decimal("2.20")),
        (RecordGroup.LABORATORY, Decimal(5)),
        (RecordGroup.LABORATORY, None),
    ):
        report.case(replace(RECORD, group=group, value=value, unit_value=None), FACTS)

    closing = report.closing(ARRIVED)

    assert closing.sums == {RecordGroup.SERVICES: Decimal("3.30")}
    assert not closing.all_known


def test_a_record_without_a_value_is_worth_its_quantity_where_its_kind_says_so():
    found = {}
    for kind in (ReportKind.CLINIC, ReportKind.RECOVERY_SANATORIUM):
        report = WithinReport(replace(HEADER, kind=kind))
        report.case(replace(RECORD, value=None, unit_value=Decimal("0.335")), FACTS)
        found[kind] = report.closing(ARRIVED).sums

    assert found == {
        ReportKind.CLINIC: {RecordGroup.SERVICES: Decimal("0.67")},
        ReportKind.RECOVERY_SANATORIUM: {},
    }


def test_totals_that_nobody_can_know_are_not_judged():
    header = replace(
        HEADER, totals={"laboratory": Decimal(9), "other": Decimal(1)}, invoice_value=Decimal(9)
    )
    report = WithinReport(header)
    nothing = {"value": None, "unit_value": None}
    report.case(replace(RECORD, group=RecordGroup.LABORATORY, **nothing), FACTS)

    assert judge_report(report.closing(ARRIVED)) == []


def test_a_report_that_adds_up_gives_nothing():
    header = replace(
        HEADER,
        totals={"day-care": Decimal(0), "services": Decimal("100.00")},
        invoice_value=Decimal(100),
        invoice_number="7",
    )
    report = WithinReport(header)
    report.case(RECORD, FACTS)

    assert judge_report(report.closing(ARRIVED)) == []


def test_an_invoice_for_displaced_persons_alone_is_distinct():
    report = WithinReport(replace(HEADER, invoice_number="7"))
    report.case(replace(RECORD, patient=DISPLACED), FACTS)
    alone = judge_report(report.closing(ARRIVED))

    report.case(RECORD, FACTS)

    assert alone == []
    assert [each.code for each in judge_report(report.closing(ARRIVED))] == ["invoice-not-distinct"]
    assert TEMPORARY not in str(judge_report(report.closing(ARRIVED)))


def test_counts_that_were_kept_elsewhere_go_on():
    counts: dict[int, int] = {}
    first = WithinReport(HEADER, counts)
    first.case(RECORD, ONCE)
    first.case(replace(RECORD, app_id="2"), ONCE)
    asked = WithinReport(HEADER).numbers(replace(RECORD, app_id="2"), ONCE)

    second = WithinReport(HEADER, {number: counts[number] for number in asked})

    assert counts[asked[1]] == 2
    within = second.case(replace(RECORD, app_id="3"), ONCE).within
    assert within == Within(same_app_id=0, same_service=2)
    assert second.case(replace(RECORD, app_id="2"), ONCE).within == Within(same_app_id=1)
