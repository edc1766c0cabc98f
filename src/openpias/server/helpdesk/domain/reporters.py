"""Who reports: a provider, an insured person, or staff of CNAS or a house?

An insured person is never asked for what only a provider has. Where nothing tells, a provider is
meant, as the mailboxes are theirs.
"""

import re
from collections.abc import Collection

from openpias.core.names.diacritics import fold
from openpias.server.helpdesk.enums import HeaderField, ReporterKind

_PROVIDER_FIELDS = frozenset(
    {
        HeaderField.FISCAL_CODE,
        HeaderField.PROVIDER_NAME,
        HeaderField.PROVIDER_KIND,
        HeaderField.STAMP_CODE,
        HeaderField.SUB_UNIT,
    }
)
_INSURED = re.compile(
    r"\b(?:sunt (?:asigurat|pacient|persoana asigurata|refugiat|beneficiar)\w*|cardul meu|"
    r"medicul meu|am pierdut cardul|numarul meu|nu am primit cardul|calitatea mea de asigurat|"
    r"sotul meu|sotia mea|copilul meu|mama mea|tatal meu)\b"
)
_INSURED_UK = re.compile(r"(?:мій|моя|моєї|мого|мені|я )")


def kind_of(
    *, address: str, fields: Collection[str], text: str, language: str, staff: Collection[str]
) -> ReporterKind:
    """Return who reports; `staff` are domains whose people work at CNAS or a house."""
    domain = address.rpartition("@")[2].lower()
    if any(domain == each or domain.endswith(f".{each}") for each in staff):
        return ReporterKind.STAFF
    if any(field in fields for field in _PROVIDER_FIELDS):
        return ReporterKind.PROVIDER
    said = fold(text[:8_000])
    if _INSURED.search(said) or (language == "uk" and _INSURED_UK.search(said)):
        return ReporterKind.INSURED_PERSON
    return ReporterKind.PROVIDER
