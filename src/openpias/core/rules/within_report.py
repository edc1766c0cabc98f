"""What did the same report say before this record, and what does it add up to?

Memory is flat but for one small number for each id and each service: strings are not kept. Whoever
judges a large report keeps the counts elsewhere, and brings those that a chunk asks for.
Two different services share a number once in a million reports of a million records.
"""

from datetime import datetime
from decimal import Decimal

from openpias.core.rules import amounts
from openpias.core.rules.facts import Case, Facts, ReportCase, Within
from openpias.core.rules.records import RecordGroup, ReportHeader, ReportKind, ServiceRecord
from openpias.core.rules.rule import PERSON_GROUPS, SERVICE_GROUPS

# Kinds whose records say a quantity and what one is worth, and no value of their own.
_BY_UNIT = frozenset({ReportKind.CLINIC, ReportKind.LABORATORY, ReportKind.DENTISTRY})


class WithinReport:
    """Counts a report while its records go by, in their order."""

    def __init__(self, header: ReportHeader, counts: dict[int, int] | None = None) -> None:
        """Begin a report; `counts` says how often each of `numbers` was said, and is kept up."""
        self._header = header
        self._counts = {} if counts is None else counts
        self._sums: dict[RecordGroup, Decimal] = {}
        self._unknown: set[RecordGroup] = set()
        self._displaced = self._others = 0

    def numbers(self, record: ServiceRecord, facts: Facts) -> tuple[int, ...]:
        """Return under which numbers a record is counted: of its id, and of its service if it has one.

        They hold for one process, since it alone hashes texts in its way, and fit 64 bits with sign.
        """
        of_id = hash((record.group, record.app_id))
        service = () if record.withdrawn else service_key(record, facts)
        return (of_id, hash(service)) if service else (of_id,)

    def case(self, record: ServiceRecord, facts: Facts) -> Case:
        """Return what is to be judged of the next record, and count it."""
        within = self._within(record, facts)
        if not record.withdrawn:
            self._add(record)
        return Case(header=self._header, record=record, facts=facts, within=within)

    def closing(self, arrived_at: datetime) -> ReportCase:
        """Return what is to be judged of the report, after its last record."""
        return ReportCase(
            header=self._header,
            arrived_at=arrived_at,
            sums={group: self._sums[group] for group in self._sums.keys() - self._unknown},
            all_known=not self._unknown,
            displaced=self._displaced,
            others=self._others,
        )

    def _within(self, record: ServiceRecord, facts: Facts) -> Within:
        of_id, *of_service = self.numbers(record, facts)
        same_app_id = self._count(of_id)
        # The same id again is told as such, and is no second service.
        if not of_service or same_app_id:
            return Within(same_app_id=same_app_id)
        return Within(same_app_id=same_app_id, same_service=self._count(*of_service))

    def _count(self, number: int) -> int:
        """Return how often a number was said before, and count it."""
        before = self._counts.get(number, 0)
        self._counts[number] = before + 1
        return before

    def _add(self, record: ServiceRecord) -> None:
        if record.group in PERSON_GROUPS:
            self._displaced += record.patient.is_displaced
            self._others += not record.patient.is_displaced
        if record.group in SERVICE_GROUPS:
            worth = _worth(record, self._header.kind)
            if worth is None:
                self._unknown.add(record.group)
            known = self._sums.get(record.group, amounts.ZERO)
            self._sums[record.group] = amounts.total((known, worth or amounts.ZERO))


def _worth(record: ServiceRecord, kind: ReportKind) -> Decimal | None:
    """Return what a record adds to a total, in lei; None where the message does not say it."""
    if record.value is not None:
        return record.value
    if record.unit_value is None or kind not in _BY_UNIT:
        return None
    return amounts.in_bani(amounts.product(record.quantity, record.unit_value))


def service_key(record: ServiceRecord, facts: Facts) -> tuple[str, ...]:
    """Return what makes two records the same service: person, day, service; () where one is empty.

    A person is who the register says it is, and else the first identifier that the record has.
    """
    patient = record.patient
    known = facts.person.person if facts.person else ""
    person = known or patient.identifier or patient.cnp or patient.cid
    if not person or not record.service_code or record.group not in SERVICE_GROUPS:
        return ()
    return person, record.given_on.isoformat(), record.service_code, record.group.value
