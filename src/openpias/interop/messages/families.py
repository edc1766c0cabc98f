"""Which messages does each kind of report have?"""

from collections.abc import Mapping
from dataclasses import dataclass

from openpias.core.rules.records import ReportKind
from openpias.interop.messages.formats import MonthlyFormat, OnlineFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The messages of one kind of report."""

    kind: ReportKind
    monthly: MonthlyFormat
    online: tuple[OnlineFormat, ...]


FAMILIES: Mapping[ReportKind, Family] = {}


def family_of_request(report_type: str, request_type: str) -> Family | None:
    """Return the family of an online validation; None for a pair that there is not."""
    for family in FAMILIES.values():
        asked = {each.request_type for each in family.online}
        if family.kind.value == report_type and request_type in asked:
            return family
    return None
