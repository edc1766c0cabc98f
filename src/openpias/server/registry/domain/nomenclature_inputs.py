"""May this code stand in a nomenclature, as it was typed by an administrator?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from openpias.core.calendar import dates
from openpias.core.calendar.dates import DateProblem
from openpias.core.findings import Finding
from openpias.core.names.diacritics import normalise
from openpias.server.registry.domain.rules import DocumentKind
from openpias.server.registry.enums import NomenclatureList

_CODE = re.compile(r"[A-Z0-9][A-Z0-9_]{0,39}")
# A kind is a closed list of its nomenclature: that of a document decides which rule it satisfies.
KINDS: Mapping[NomenclatureList, tuple[str, ...]] = {
    NomenclatureList.CATEGORIES: ("person", "family"),
    NomenclatureList.CITIZENSHIPS: ("country", "icao"),
    NomenclatureList.ENTRY_POINTS: (
        *("rutier", "feroviar", "aeroportuar", "portuar", "fluvial", "nastere", "necunoscut"),
    ),
    NomenclatureList.VISA_TYPES: ("exempt", "short", "transit", "long", "other"),
    NomenclatureList.DOCUMENT_TYPES: tuple(DocumentKind),
    NomenclatureList.SEXES: ("",),
    NomenclatureList.INSURANCE_CATEGORIES: ("pays", "free", "co-insured", "foreign"),
    NomenclatureList.INSURANCE_STATES: ("insured", "foreign"),
}
_LONGEST = {"name_ro": 150, "name_uk": 150, "name_en": 150, "provenance": 300, "kind": 40}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryInput:
    """A code as it was typed; both days belong to its validity, and an empty one leaves it open."""

    code: str = ""
    name_ro: str = ""
    name_uk: str = ""
    name_en: str = ""
    kind: str = ""
    valid_from: str = ""
    valid_to: str = ""
    provenance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedEntry:
    """A code that may stand in its list."""

    code: str
    name_ro: str
    name_uk: str
    name_en: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    provenance: str


def check(typed: EntryInput, *, name: NomenclatureList) -> CheckedEntry | list[Finding]:
    """Return the code to keep, or every finding."""
    findings: list[Finding] = []
    code = typed.code.strip()
    if not _CODE.fullmatch(code):
        findings.append(Finding(code="code-shape", path="/code"))
    texts = {field: normalise(getattr(typed, field)) for field in _LONGEST}
    for field, limit in _LONGEST.items():
        if not texts[field] and field != "kind":
            findings.append(Finding(code="required", path=f"/{field}"))
        elif len(texts[field]) > limit:
            facts = {"limit": str(limit)}
            findings.append(Finding(code="too-long", path=f"/{field}", facts=facts))
    if texts["kind"] not in KINDS[name]:
        findings.append(Finding(code="unknown-code", path="/kind"))
    first, last = (_day(typed, field, findings) for field in ("valid_from", "valid_to"))
    if first and last and last < first:
        findings.append(Finding(code="ends-before-it-starts", path="/valid_to"))
    if findings:
        return findings
    return CheckedEntry(code=code, valid_from=first, valid_to=last, **texts)


def _day(typed: EntryInput, field: str, findings: list[Finding]) -> date | None:
    text = getattr(typed, field).strip()
    parsed = dates.parse_full(text) if text else None
    if isinstance(parsed, DateProblem):
        findings.append(Finding(code=parsed, path=f"/{field}"))
        return None
    return parsed
