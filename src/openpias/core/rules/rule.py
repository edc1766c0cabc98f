"""What is a rule of reporting, as data with a small check?

A rule names itself twice: `code` is ours, `wire_code` goes into `error@code` of official answers,
whose list is not published and whose official column holds 20 characters.
The validity is that of the day of the service; `ours` marks what no act that we read says.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from openpias.core.findings import Severity
from openpias.core.rules.facts import Case, ReportCase, Source
from openpias.core.rules.policy import RulesPolicy
from openpias.core.rules.records import RecordGroup, ReportKind, ServiceRecord

LONGEST_WIRE_CODE = 20

SERVICE_GROUPS = frozenset({RecordGroup.SERVICES, RecordGroup.LABORATORY, RecordGroup.DAY_CARE})
"""Lists in which a record is something that was given to a patient."""
DAY_GROUPS = SERVICE_GROUPS | {RecordGroup.REFERRALS, RecordGroup.PRESCRIPTIONS}
"""Lists whose records have a day that belongs to the report's period."""
PERSON_GROUPS = frozenset(RecordGroup) - {RecordGroup.WAITING_TIMES}
"""Lists whose records are about a patient."""

OURS = "OpenPIAS"
SPECIFICATION = "Specificațiile de interfațare SIUI+PE+CEAS, 3.7.30"
SCHEMAS = "Schemele XML ale specificațiilor 3.7.30"
OUG_15 = "OUG 15/2022 (M.Of. 193/27.02.2022)"
OUG_20 = "OUG 20/2022 (M.Of. 231/08.03.2022)"
CIRCULAR = "Adresa CAS Călărași 3621/2022, pentru OUG 15/2022"

IN_FORCE_15 = date(2022, 2, 27)
IN_FORCE_20 = date(2022, 3, 8)
IN_FORCE_155 = date(2022, 3, 17)


def N_(text: str) -> str:  # noqa: N802 - the name by which texts are collected
    """Mark a text for the catalogues."""
    return text


class Hit(NamedTuple):
    """Where in the record a rule is broken, by our field names, and the facts of its texts."""

    at: str
    facts: Mapping[str, str] = {}


Check = Callable[[Case, RulesPolicy], Hit | None]
ReportCheck = Callable[[ReportCase, RulesPolicy], Hit | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the catalogue.

    Either `check` looks at each record, or `check_report` at a report after its last one.
    No `kinds`, or no `groups`, means all of them; `displaced` says whether it is about displaced
    persons only, about others only, or about everybody. `needs` are facts without which it is silent.
    `says` is the rule in a sentence; `practice` and `supplier` have the `%(name)s` of the hit.
    `of_withdrawn` rules also judge a record by which a provider takes another one back.
    """

    code: str
    wire_code: str
    says: str
    practice: str
    supplier: str
    check: Check | None = None
    check_report: ReportCheck | None = None
    kinds: frozenset[ReportKind] = frozenset()
    groups: frozenset[RecordGroup] = frozenset()
    displaced: bool | None = None
    needs: frozenset[Source] = frozenset()
    severity: Severity = Severity.ERROR
    act: str = OURS
    article: str = ""
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    of_withdrawn: bool = False
    ours: bool = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a rule that no answer could carry, or that judges nothing."""
        if len(self.wire_code) > LONGEST_WIRE_CODE:
            raise ValueError(f"{self.code}: a wire code has at most {LONGEST_WIRE_CODE} characters")
        if (self.check is None) == (self.check_report is None):
            raise ValueError(f"{self.code}: a rule judges records or reports")
        object.__setattr__(self, "ours", self.act == OURS)

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the rule holds for a service of this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def is_about(self, kind: ReportKind, record: ServiceRecord) -> bool:
        """Tell whether the rule looks at such a record of this kind of report."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.groups or record.group in self.groups)
            and self.displaced in {None, record.patient.is_displaced}
            and (self.of_withdrawn or not record.withdrawn)
        )
