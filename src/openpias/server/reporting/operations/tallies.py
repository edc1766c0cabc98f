"""What does a report add up to? Counted while its records go by, with flat memory."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from openpias.core.findings import Finding, Severity
from openpias.core.rules.records import ServiceRecord
from openpias.interop.messages.formats import RecordState
from openpias.server.reporting.domain.columns import worth
from openpias.server.reporting.domain.judging import record_of

_BAN = Decimal("0.01")


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts and sums of a report; sums are exact, and rounded half up to the ban at the end."""

    records: int = 0
    states: Counter[RecordState] = field(default_factory=Counter)
    unreadable: int = 0
    late: int = 0
    displaced: int = 0
    reported: Decimal = Decimal(0)
    accepted: Decimal = Decimal(0)
    displaced_accepted: Decimal = Decimal(0)
    _last_unreadable: str = field(init=False, default="")

    def count(self, record: ServiceRecord, *, state: RecordState, is_late: bool) -> None:
        """Count one judged record."""
        self.records += 1
        self.states[state] += 1
        self.late += is_late
        self.displaced += record.patient.is_displaced
        value = worth(record) or Decimal(0)
        self.reported += value
        if state is not RecordState.INVALID and not record.withdrawn:
            self.accepted += value
            if record.patient.is_displaced:
                self.displaced_accepted += value

    def change(
        self, before: RecordState, after: RecordState, *, value: Decimal | None, is_displaced: bool
    ) -> None:
        """Count a record anew that was judged once more and not taken back; `value` is in lei."""
        self.states[before] -= 1
        self.states[after] += 1
        if after is RecordState.INVALID and before is not RecordState.INVALID:
            self.accepted -= value or 0
            if is_displaced:
                self.displaced_accepted -= value or 0

    def read(self, finding: Finding) -> None:
        """Count a record that could not be read, once, however much is wrong in it."""
        place = record_of(finding.path)
        if finding.severity is Severity.ERROR and place != self._last_unreadable:
            self.unreadable += place != finding.path
            self._last_unreadable = place

    def sums(self) -> dict[str, str]:
        """Return the sums in lei."""
        named = {
            "reported": self.reported,
            "accepted": self.accepted,
            "displaced-accepted": self.displaced_accepted,
        }
        return {name: str(value.quantize(_BAN, ROUND_HALF_UP)) for name, value in named.items()}
