"""What was typed about a physician at a provider, and may it be kept?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.core.identifiers import stamp_code
from openpias.core.identifiers.stamp_code import StampCode
from openpias.server.providers.domain import fields
from openpias.server.providers.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysicianInput:
    """A physician's time at a provider, as texts; without a last day it goes on.

    `specialities` are codes with blanks or commas between; none are asked for.
    """

    stamp_code: str = ""
    name: str = ""
    valid_from: str = ""
    valid_to: str = ""
    specialities: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPhysician:
    """A physician's time at a provider that may be kept."""

    stamp_code: StampCode
    name: str
    valid_from: date
    valid_to: date | None
    specialities: list[str]


def check(
    typed: PhysicianInput, *, others: Iterable[tuple[str, Period]]
) -> CheckedPhysician | list[Finding]:
    """Return what may be kept, or every finding.

    `others` are the stamp codes and periods that stand at the same provider beside this one: a
    stamp code stands there once a day. At other providers it may stand as well.
    """
    findings: list[Finding] = []
    code = stamp_code.parse(typed.stamp_code)
    if isinstance(code, stamp_code.Problem):
        empty = not typed.stamp_code.strip()
        findings.append(Finding(code="field-empty" if empty else code, path="/stamp_code"))
    name = fields.text(typed.name, path="/name", limit=200, findings=findings)
    first = fields.day(typed.valid_from, path="/valid_from", findings=findings)
    last = fields.day(typed.valid_to, path="/valid_to", findings=findings, optional=True)
    fields.in_order(first, last, path="/valid_to", findings=findings)
    specialities = fields.codes(typed.specialities, path="/specialities", findings=findings)
    if first is not None and not isinstance(code, stamp_code.Problem):
        period = Period(first=first, last=last)
        if any(code == other and period.overlaps(known) for other, known in others):
            findings.append(Finding(code="physician-overlap", path="/stamp_code"))
    if findings or first is None or isinstance(code, stamp_code.Problem):
        return findings
    return CheckedPhysician(
        stamp_code=code, name=name, valid_from=first, valid_to=last, specialities=specialities
    )
