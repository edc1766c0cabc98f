"""A record without a fault, and how one fault at a time is made of it. Everybody is invented."""

from datetime import UTC, date, datetime
from decimal import Decimal

from msgspec.structs import replace

from openpias.core.rules.facts import (
    Case,
    ContractFacts,
    Facts,
    PersonFacts,
    PhysicianFacts,
    RegisterState,
    ServiceEntry,
)
from openpias.core.rules.records import (
    CardProof,
    Patient,
    PersonType,
    RecordGroup,
    Referral,
    ReportHeader,
    ReportKind,
    ServiceRecord,
    SickLeave,
)

DAY = date(2026, 3, 10)
ARRIVED = datetime(2026, 3, 11, 8, tzinfo=UTC)
DEADLINE = datetime(2026, 3, 13, 21, 59, 59, tzinfo=UTC)
PATH = "/report/services[1]"
# Made with core.identifiers; nobody has them.
TEMPORARY = "9123456789010"
RESIDENT = "1800101221144"
PERMIT = "7820720221141"

HEADER = ReportHeader(
    kind=ReportKind.CLINIC,
    app_id="77",
    provider_code="P1",
    contract_number="C1",
    reported_on=date(2026, 3, 11),
    starts_on=date(2026, 3, 1),
    ends_on=date(2026, 3, 31),
)
INSURED = Patient(person_type=PersonType.INSURED, cnp=RESIDENT)
DISPLACED = Patient(
    person_type=PersonType.OUG15, identifier=TEMPORARY, surname="Melnyk", given_name="Oksana"
)
CONTRACT = ContractFacts(
    number="C1",
    valid_from=date(2026, 1, 1),
    valid_to=date(2026, 12, 31),
    kinds=frozenset({ReportKind.CLINIC}),
)
PHYSICIAN = PhysicianFacts(
    stamp_code="A12345", valid_from=date(2020, 1, 1), specialities=frozenset({"CARD"})
)
ENTRY = ServiceEntry(
    code="S1",
    kinds=frozenset({ReportKind.CLINIC}),
    packages=frozenset({"B"}),
    valid_from=date(2025, 1, 1),
    tariff=Decimal("50.00"),
    needs_referral=True,
    most_per_day=3,
)
RECORD = ServiceRecord(
    app_id="1",
    group=RecordGroup.SERVICES,
    path=PATH,
    patient=INSURED,
    given_on=DAY,
    service_code="S1",
    package="B",
    quantity=Decimal(2),
    unit_value=Decimal("50.00"),
    value=Decimal("100.00"),
    stamp_code="A12345",
    speciality="CARD",
    diagnosis="I10",
    referral=Referral(series="AB", number="123", issued_on=date(2026, 3, 1), diagnosis="I10"),
    card=CardProof(signature="c2ln"),
)
LEAVE = SickLeave(
    month=3,
    year=2026,
    indemnity="01",
    kind="AM",
    home_from=date(2026, 3, 10),
    home_to=date(2026, 3, 14),
    home_diagnosis="486",
)
FACTS = Facts(
    arrived_at=ARRIVED,
    contract=CONTRACT,
    stamps={"A12345": PHYSICIAN},
    services={"S1": ENTRY},
    deadline=DEADLINE,
)
KNOWN = PersonFacts(
    state=RegisterState.VALID,
    person="p1",
    names_agree=True,
    birth_agrees=True,
    entry_date=date(2022, 3, 1),
)


def case(**changes: object) -> Case:
    """Return the faultless case with these changes: `part={field: value}`."""
    record, facts, header = RECORD, FACTS, HEADER
    parts = {name: dict(given) for name, given in changes.items()}  # type: ignore[call-overload]
    for part in ("patient", "card", "referral"):
        if part in parts:
            changed = replace(getattr(record, part), **parts.pop(part))
            record = replace(record, **{part: changed})
    if "entry" in parts:
        facts = replace(facts, services={"S1": replace(ENTRY, **parts.pop("entry"))})
    if "physician" in parts:
        facts = replace(facts, stamps={"A12345": replace(PHYSICIAN, **parts.pop("physician"))})
    return Case(
        header=replace(header, **parts.get("header", {})),
        record=replace(record, **parts.get("record", {})),
        facts=replace(facts, **parts.get("facts", {})),
        **parts.get("case", {}),
    )


def displaced(person: PersonFacts | None = KNOWN, **changes: object) -> Case:
    """Return the faultless case of a displaced person, who has neither card nor referral."""
    patient = replace(DISPLACED, **dict(changes.pop("patient", {})))  # type: ignore[call-overload]
    record = {"patient": patient, "card": None, "referral": None}
    record |= dict(changes.pop("record", {}))  # type: ignore[call-overload]
    facts = {"person": person} | dict(changes.pop("facts", {}))  # type: ignore[call-overload]
    return case(record=record, facts=facts, **changes)


def certificate(**leave: object) -> Case:
    """Return the faultless case of a sick leave with these changes."""
    said = replace(LEAVE, **leave)  # type: ignore[arg-type]
    group = RecordGroup.CERTIFICATES
    return case(
        header={"kind": ReportKind.SICK_LEAVE},
        record={"group": group, "leave": said, "card": None, "referral": None},
        facts={"contract": replace(CONTRACT, kinds=frozenset({ReportKind.SICK_LEAVE}))},
    )
