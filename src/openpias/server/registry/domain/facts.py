"""How are matching facts kept beside a registration, and read back?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from openpias.core.calendar.dates import Precision
from openpias.core.names.matching_keys import MatchFacts

CNP_PREFIX = "CNP"
_PRACTICE_SPACE = 0x5EED_0F_7E57


def facts_as_row(facts: MatchFacts) -> dict[str, Any]:
    """Return the facts as plain data: the birth date as far as it is known."""
    known = {"day": 10, "month": 7, "year": 4}[facts.birth_precision]
    return {
        "surname": facts.surname,
        "given_name": facts.given_name,
        "birth": facts.birth_date.isoformat()[:known],
        "sex": facts.sex,
        "citizenship": facts.citizenship,
        "documents": list(facts.document_numbers),
    }


def facts_from_row(row: Mapping[str, Any]) -> MatchFacts:
    """Return the facts that `facts_as_row` kept."""
    known = row["birth"]
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(known)]
    return MatchFacts(
        surname=row["surname"],
        given_name=row["given_name"],
        birth_date=date.fromisoformat(known + "-01-01"[len(known) - 4 :]),
        birth_precision=precision,
        sex=row["sex"],
        citizenship=row["citizenship"],
        document_numbers=tuple(row["documents"]),
    )


def in_space(key: int, *, practice: bool) -> int:
    """Move a matching key into the space of practice rows, so that they match only one another."""
    return key ^ _PRACTICE_SPACE if practice else key
