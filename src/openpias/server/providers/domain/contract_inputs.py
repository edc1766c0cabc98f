"""What was typed about a contract or its early end, and may it be kept?"""

from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.core.names.diacritics import normalise
from openpias.server.providers.domain import fields
from openpias.server.providers.domain.periods import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractInput:
    """A contract of a known provider, as texts."""

    house: str = ""
    contract_number: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedContract:
    """A contract that may be kept."""

    house: str
    contract_number: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyEndInput:
    """The new last day of a contract and why, as texts."""

    valid_to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEarlyEnd:
    """An early end that may be kept."""

    valid_to: date
    reason: str


def check(typed: ContractInput) -> CheckedContract | list[Finding]:
    """Return what may be kept, or every finding.

    Contracts under different numbers may share days: a provider can have one for each of its kinds.
    """
    findings: list[Finding] = []
    if not typed.house:
        findings.append(Finding(code="field-empty", path="/house"))
    number = fields.text(
        typed.contract_number, path="/contract_number", limit=40, findings=findings
    )
    first = fields.day(typed.valid_from, path="/valid_from", findings=findings)
    last = fields.day(typed.valid_to, path="/valid_to", findings=findings)
    fields.in_order(first, last, path="/valid_to", findings=findings)
    if findings or first is None or last is None:
        return findings
    return CheckedContract(
        house=typed.house, contract_number=number, valid_from=first, valid_to=last
    )


def check_early_end(typed: EarlyEndInput, *, contract: Run) -> CheckedEarlyEnd | list[Finding]:
    """Return the early end of this contract, or every finding; the last day belongs to it."""
    findings: list[Finding] = []
    last = fields.day(typed.valid_to, path="/valid_to", findings=findings)
    fields.in_order(contract.first, last, path="/valid_to", findings=findings)
    if last is not None and last >= contract.last:
        findings.append(Finding(code="contract-end-not-earlier", path="/valid_to"))
    reason = fields.text(
        typed.reason, path="/reason", limit=300, findings=findings, empty="end-reason-required"
    )
    if findings or last is None:
        return findings
    return CheckedEarlyEnd(valid_to=last, reason=reason)


def is_repeated(typed: EarlyEndInput, *, valid_to: date, reason: str) -> bool:
    """Tell whether a contract that ended early was ended just so."""
    last = fields.day(typed.valid_to, path="/valid_to", findings=[])
    return bool(reason) and last == valid_to and normalise(typed.reason) == reason
