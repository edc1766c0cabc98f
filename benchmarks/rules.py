"""How many records does the table of rules judge in a second, and how much does a report remember?

    .venv/bin/python benchmarks/rules.py [records]

Records of displaced and insured persons by turns, without a fault and with several, all facts
looked up before; one process. Prints one line of JSON. The processor's time is what the table
itself takes, whatever else the machine does.
"""

import json
import random
import sys
import time
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from openpias.core.identifiers import cnp, temporary_number
from openpias.core.rules.catalogue import RULES
from openpias.core.rules.engine import judge, judge_report
from openpias.core.rules.facts import (
    ContractFacts,
    Facts,
    PersonFacts,
    PhysicianFacts,
    RegisterState,
    ServiceEntry,
)
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import (
    CardProof,
    Patient,
    RecordGroup,
    Referral,
    ReportHeader,
    ReportKind,
    ServiceRecord,
)
from openpias.core.rules.within_report import WithinReport

ARRIVED = datetime(2026, 3, 31, 8, tzinfo=UTC)
HEADER = ReportHeader(
    kind=ReportKind.CLINIC,
    app_id="1",
    provider_code="P",
    contract_number="C",
    reported_on=date(2026, 3, 31),
    starts_on=date(2026, 3, 1),
    ends_on=date(2026, 3, 31),
)
ENTRY = ServiceEntry(
    code="S", kinds=frozenset({"CLIN"}), tariff=Decimal(50), needs_referral=True, most_per_day=9
)
SHARED = {
    "arrived_at": ARRIVED,
    "contract": ContractFacts(number="C", valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31)),
    "stamps": {"A12345": PhysicianFacts(stamp_code="A12345", valid_from=date(2020, 1, 1))},
    "services": {"S": ENTRY},
}


def displaced(number: int) -> Patient:
    """Return somebody with a number of their own."""
    drawn = temporary_number.draw(random.Random(number).randrange)
    return Patient(person_type="OUGMGR", identifier=drawn, surname="Melnyk", given_name="Oksana")


def insured(number: int) -> Patient:
    """Return an insured person of a made-up CNP."""
    body = f"180010122{number % 1000:03d}"
    return Patient(person_type="ASIGURAT", cnp=body + cnp.control_digit(body))


def record(number: int) -> tuple[ServiceRecord, Facts]:
    """Return one record and its facts; every tenth is late and has a wrong value."""
    is_displaced, faulty = number % 2 == 0, number % 10 == 0
    facts = Facts(
        **SHARED,
        person=PersonFacts(
            state=RegisterState.VALID,
            person=str(number),
            names_agree=True,
            birth_agrees=True,
            entry_date=date(2022, 3, 1),
        )
        if is_displaced
        else None,
        deadline=ARRIVED + timedelta(days=-1 if faulty else 1),
    )
    made = ServiceRecord(
        app_id=str(number),
        group=RecordGroup.SERVICES,
        path=f"/report/services[{number}]",
        patient=displaced(number) if is_displaced else insured(number),
        given_on=date(2026, 3, 1 + number % 28),
        service_code="S",
        unit_value=Decimal(50),
        value=Decimal(51 if faulty else 50),
        stamp_code="A12345",
        referral=None if is_displaced else Referral(number="1", diagnosis="I10"),
        card=None if is_displaced else CardProof(signature="c2ln"),
    )
    return made, facts


def main(count: int) -> None:
    """Judge a report of so many records and print the figures."""
    made = [record(number) for number in range(count)]
    policy, report = RulesPolicy(), WithinReport(HEADER)
    started, worked = time.perf_counter(), time.process_time()
    findings = sum(len(judge(report.case(each, facts), policy=policy)) for each, facts in made)
    findings += len(judge_report(report.closing(ARRIVED), policy=policy))
    seconds, busy = time.perf_counter() - started, time.process_time() - worked
    print(
        json.dumps(
            {
                "records": count,
                "rules": len(RULES),
                "findings": findings,
                "records_per_second": round(count / seconds),
                "records_per_processor_second": round(count / busy),
                "bytes_kept_per_record": round(_kept(made) / count),
            }
        )
    )


def _kept(made: list[tuple[ServiceRecord, Facts]]) -> int:
    tracemalloc.start()
    report = WithinReport(HEADER)
    for each, facts in made:
        report.case(each, facts)
    kept, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return kept


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
