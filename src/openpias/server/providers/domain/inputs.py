"""What was typed about a provider and its contract, and may it be kept?"""

from dataclasses import dataclass
from datetime import date

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Finding
from openpias.core.identifiers import fiscal_code
from openpias.core.identifiers.fiscal_code import FiscalCode
from openpias.core.names.diacritics import normalise
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
    texts = {field: _text(typed, field, findings) for field in _LONGEST}
    kinds = tuple(ProviderKind(each) for each in typed.kinds if each in set(ProviderKind))
    if not kinds or len(kinds) != len(typed.kinds):
        findings.append(Finding(code="kind-required", path="/kinds"))
    if not typed.house:
        findings.append(Finding(code="required", path="/house"))
    first, last = (_day(typed, field, findings) for field in ("valid_from", "valid_to"))
    if first and last and last < first:
        findings.append(Finding(code="ends-before-it-starts", path="/valid_to"))
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


def _text(typed: ProviderInput, field: str, findings: list[Finding]) -> str:
    value = normalise(getattr(typed, field))
    limit = _LONGEST[field]
    if not value:
        findings.append(Finding(code="required", path=f"/{field}"))
    elif len(value) > limit:
        findings.append(Finding(code="too-long", path=f"/{field}", facts={"limit": str(limit)}))
    elif not value.isprintable():
        findings.append(Finding(code="bad-characters", path=f"/{field}"))
    return value


def _day(typed: ProviderInput, field: str, findings: list[Finding]) -> date | None:
    text = getattr(typed, field).strip()
    day = dates.parse_full(text) if text else None
    if isinstance(day, date):
        return day
    problem = day if isinstance(day, DateProblem) else "required"
    findings.append(Finding(code=problem, path=f"/{field}"))
    return None
