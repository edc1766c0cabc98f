"""What was typed about a provider and its contract, and may it be kept?"""

from dataclasses import dataclass
from datetime import date

from openpias.core.findings import Finding
from openpias.core.identifiers import fiscal_code
from openpias.core.identifiers.fiscal_code import FiscalCode
from openpias.server.providers.domain import fields
from openpias.server.providers.enums import ProviderKind

_LONGEST = {"name": 200, "contract_number": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderInput:
    """A provider with a contract, as texts; `kinds` are values of ProviderKind."""

    fiscal_code: str = ""
    name: str = ""
    kinds: tuple[str, ...] = ()
    house: str = ""
    contract_number: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedProvider:
    """A provider and its contract that may be kept."""

    fiscal_code: FiscalCode
    name: str
    kinds: tuple[ProviderKind, ...]
    house: str
    contract_number: str
    valid_from: date
    valid_to: date


def check(typed: ProviderInput) -> CheckedProvider | list[Finding]:
    """Return what may be kept, or every finding."""
    findings: list[Finding] = []
    code = fiscal_code.parse(typed.fiscal_code)
    if isinstance(code, fiscal_code.Problem):
        findings.append(Finding(code=code, path="/fiscal_code"))
    texts = {
        field: fields.text(getattr(typed, field), path=f"/{field}", limit=limit, findings=findings)
        for field, limit in _LONGEST.items()
    }
    kinds = tuple(ProviderKind(each) for each in typed.kinds if each in set(ProviderKind))
    if not kinds or len(kinds) != len(typed.kinds):
        findings.append(Finding(code="kind-required", path="/kinds"))
    if not typed.house:
        findings.append(Finding(code="field-empty", path="/house"))
    first = fields.day(typed.valid_from, path="/valid_from", findings=findings)
    last = fields.day(typed.valid_to, path="/valid_to", findings=findings)
    fields.in_order(first, last, path="/valid_to", findings=findings)
    if findings or isinstance(code, fiscal_code.Problem) or first is None or last is None:
        return findings
    return CheckedProvider(
        fiscal_code=code,
        name=texts["name"],
        kinds=kinds,
        house=typed.house,
        contract_number=texts["contract_number"],
        valid_from=first,
        valid_to=last,
    )
