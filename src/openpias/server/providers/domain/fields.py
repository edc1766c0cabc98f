"""How is one typed field about a provider read, and what is wrong with it?"""

import re
from datetime import date

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Finding
from openpias.core.names.diacritics import normalise

_CODE = re.compile(r"[0-9A-Z][0-9A-Z_.-]{0,19}")
_MOST_CODES = 10


def text(
    typed: str, *, path: str, limit: int, findings: list[Finding], empty: str = "field-empty"
) -> str:
    """Return the tidied text; what is wrong with it is added to the findings."""
    value = normalise(typed)
    if not value:
        findings.append(Finding(code=empty, path=path))
    elif len(value) > limit:
        findings.append(Finding(code="too-long", path=path, facts={"limit": str(limit)}))
    elif not value.isprintable():
        findings.append(Finding(code="bad-characters", path=path))
    return value


def day(typed: str, *, path: str, findings: list[Finding], optional: bool = False) -> date | None:
    """Return the day; None where it is wrong, or left out where that is allowed."""
    plain = typed.strip()
    if not plain and optional:
        return None
    read = dates.parse_full(plain) if plain else None
    if isinstance(read, date):
        return read
    problem = read if isinstance(read, DateProblem) else "field-empty"
    findings.append(Finding(code=problem, path=path))
    return None


def codes(typed: str, *, path: str, findings: list[Finding]) -> list[str]:
    """Return the codes that stand in a text with blanks or commas between, each once and in order."""
    found = sorted(set(normalise(typed).upper().replace(",", " ").split()))
    if any(_CODE.fullmatch(each) is None for each in found) or len(found) > _MOST_CODES:
        findings.append(Finding(code="bad-characters", path=path))
    return found


def in_order(first: date | None, last: date | None, *, path: str, findings: list[Finding]) -> None:
    """Add a finding where a last day comes before the first one."""
    if first and last and last < first:
        findings.append(Finding(code="ends-before-it-starts", path=path))
