"""Which service of a kind that is not taken here did somebody enter by hand?"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from openpias.core.findings import Finding
from openpias.core.rules.records import ReportKind
from openpias.server.reporting.domain.typed import Typed
from openpias.server.reporting.enums import UntakenKind

# What is entered by hand for displaced persons: kinds that are not taken here, and sick leave, whose
# message has no place for them (the term `kinds-closed-to-displaced`).
BY_HAND: tuple[str, ...] = (*UntakenKind, ReportKind.SICK_LEAVE.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryInput:
    """An entry as it was typed; the day as zi-luna-an, numbers with comma or point."""

    kind: str = ""
    identifier: str = ""
    given_on: str = ""
    service_code: str = ""
    what: str = ""
    quantity: str = "1"
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEntry:
    """An entry whose identifier is still to be looked up."""

    kind: str
    identifier: str
    given_on: date
    service_code: str
    what: str
    quantity: Decimal
    value: Decimal | None


def check(typed: EntryInput, *, today: date) -> CheckedEntry | list[Finding]:
    """Return the entry, or every finding."""
    read = Typed()
    if typed.kind not in BY_HAND:
        read.wrong("distinct-kind", "kind")
    identifier = read.text(typed.identifier, "identifier", longest=20).replace(" ", "")
    given_on = read.day(typed.given_on, "given_on")
    if given_on and given_on > today:
        read.wrong("distinct-in-future", "given_on")
    code = read.text(typed.service_code, "service_code", longest=40, required=False)
    what = read.text(typed.what, "what", longest=200)
    quantity = read.number(typed.quantity, "quantity", required=True, positive=True)
    value = read.number(typed.value, "value")
    if read.findings or given_on is None or quantity is None:
        return read.findings
    return CheckedEntry(
        kind=typed.kind,
        identifier=identifier,
        given_on=given_on,
        service_code=code,
        what=what,
        quantity=quantity,
        value=value.quantize(Decimal("0.01")) if value is not None else None,
    )
