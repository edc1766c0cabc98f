"""Is judging the same for every order, and never an error, whatever a message says?"""

import random
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.factories.rule_cases import FACTS, PERMIT, RECORD, RESIDENT, TEMPORARY, case, displaced

from openpias.core.findings import Finding
from openpias.core.rules import contents
from openpias.core.rules.engine import judge, judge_report
from openpias.core.rules.facts import (
    Case,
    ContractFacts,
    EarlierRecord,
    Facts,
    PersonFacts,
    PhysicianFacts,
    RegisterState,
    ServiceEntry,
    Source,
    Within,
)
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import (
    CardProof,
    Patient,
    PersonType,
    RecordGroup,
    Referral,
    ReportHeader,
    ReportKind,
    ServiceRecord,
)
from openpias.core.rules.within_report import WithinReport

# What matters to some rule, beside anything else that may be typed.
TEXTS = st.one_of(
    st.sampled_from(
        ["", "1", "007", "A12345", "S1", "CARD", TEMPORARY, PERMIT, RESIDENT, "0" * 13, "9" * 13]
    ),
    st.text(max_size=6),
)
DAYS = st.one_of(
    st.sampled_from([date.min, date(2022, 2, 27), date(2026, 3, 10), date.max]),
    st.dates(date(2021, 1, 1), date(2030, 1, 1)),
)
MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
AMOUNTS = st.one_of(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.sampled_from([Decimal(0), Decimal("1e999999"), Decimal("sNaN")]),
)
TYPES = st.one_of(st.sampled_from([each.value for each in PersonType]), TEXTS)


def struct(made, /, **fields):
    return st.builds(made, **fields)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


PATIENTS = struct(
    Patient,
    person_type=TYPES,
    **dict.fromkeys(
        ("identifier", "cnp", "cid", "surname", "given_name", "country", "house"), TEXTS
    ),
    birth_date=maybe(DAYS),
)
RECORDS = struct(
    ServiceRecord,
    **dict.fromkeys(
        ("app_id", "path", "service_code", "package", "stamp_code", "speciality", "diagnosis"),
        TEXTS,
    ),
    group=st.sampled_from(RecordGroup),
    patient=PATIENTS,
    given_on=DAYS,
    ends_on=maybe(DAYS),
    quantity=AMOUNTS,
    **dict.fromkeys(
        ("unit_value", "value", "personal_share", "health_contribution"), maybe(AMOUNTS)
    ),
    referral=maybe(
        struct(
            Referral,
            number=TEXTS,
            stamp_code=TEXTS,
            diagnosis=TEXTS,
            issued_on=maybe(DAYS),
        )
    ),
    card=maybe(
        struct(
            CardProof,
            card_number=TEXTS,
            signature=TEXTS,
            excepted=TEXTS,
            certificate_on=maybe(DAYS),
        )
    ),
    withdrawn=st.booleans(),
)
CODES = st.frozensets(st.sampled_from(["CLIN", "CARD", "B", ""]), max_size=2)
FACTS_FOUND = struct(
    Facts,
    arrived_at=MOMENTS,
    contract=maybe(
        struct(ContractFacts, number=TEXTS, valid_from=DAYS, valid_to=DAYS, kinds=CODES)
    ),
    stamps=st.dictionaries(
        TEXTS,
        struct(
            PhysicianFacts,
            stamp_code=TEXTS,
            valid_from=DAYS,
            valid_to=maybe(DAYS),
            specialities=CODES,
        ),
        max_size=2,
    ),
    services=st.dictionaries(
        TEXTS,
        struct(
            ServiceEntry,
            code=TEXTS,
            kinds=CODES,
            packages=CODES,
            valid_from=maybe(DAYS),
            valid_to=maybe(DAYS),
            tariff=maybe(AMOUNTS),
            needs_referral=st.booleans(),
            most_per_day=maybe(st.integers(0, 5)),
        ),
        max_size=2,
    ),
    person=maybe(
        struct(
            PersonFacts,
            state=st.sampled_from(RegisterState),
            names_agree=maybe(st.booleans()),
            birth_agrees=maybe(st.booleans()),
            entry_date=maybe(DAYS),
        )
    ),
    earlier=st.lists(
        struct(EarlierRecord, app_id=TEXTS, own=st.booleans(), report=TEXTS), max_size=3
    ).map(tuple),
    same_app_id=maybe(
        struct(EarlierRecord, app_id=TEXTS, own=st.booleans(), closed=st.booleans(), content=TEXTS)
    ),
    deadline=maybe(MOMENTS),
    unasked=st.frozensets(st.sampled_from(Source)),
)
HEADERS = struct(
    ReportHeader,
    kind=st.sampled_from(ReportKind),
    **dict.fromkeys(("app_id", "provider_code", "contract_number", "invoice_number"), TEXTS),
    **dict.fromkeys(("reported_on", "starts_on", "ends_on"), DAYS),
    invoice_value=maybe(AMOUNTS),
    totals=st.dictionaries(st.sampled_from(["laboratory", "day-care", "analyses"]), AMOUNTS),
)
CASES = struct(
    Case,
    header=HEADERS,
    record=RECORDS,
    facts=FACTS_FOUND,
    within=struct(Within, same_app_id=st.integers(0, 2), same_service=st.integers(0, 2)),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(CASES)
def test_no_record_raises_and_the_same_one_is_judged_the_same(judged):
    first, again = judge(judged), judge(judged, policy=RulesPolicy())

    assert first == again
    assert all(isinstance(finding, Finding) for finding in first)
    assert len(contents.digest(judged.record)) == 32


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(HEADERS, st.lists(RECORDS, max_size=4), FACTS_FOUND)
def test_no_report_raises(header, records, facts):
    report = WithinReport(header)
    for record in records:
        report.case(record, facts)

    closing = report.closing(facts.arrived_at)

    assert judge_report(closing) == judge_report(closing)


def test_what_was_judged_before_changes_nothing():
    cases = [
        *(case(), displaced(), displaced(None), case(facts={"contract": None})),
        *(case(record={"group": group}) for group in RecordGroup),
        *(case(header={"kind": kind}) for kind in ReportKind),
    ]
    alone = [judge(each, policy=RulesPolicy()) for each in cases]
    shuffled = list(range(len(cases)))
    random.Random(7).shuffle(shuffled)

    policy = RulesPolicy()
    together = {number: judge(cases[number], policy=policy) for number in shuffled}

    assert [together[number] for number in range(len(cases))] == alone


def test_an_empty_record_is_judged():
    empty = ServiceRecord(
        app_id="", group=RecordGroup.SERVICES, path="", patient=Patient(), given_on=date.min
    )

    found = judge(replace(case(), record=empty, facts=Facts(arrived_at=FACTS.arrived_at)))

    assert {finding.code for finding in found} >= {"app-id-missing", "insured-unnamed"}
    assert all(RECORD.path not in finding.path for finding in found)
