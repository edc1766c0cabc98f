"""How are matching facts kept beside a registration, and read back?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from openpias.core.calendar.dates import Precision
from openpias.core.names.matching_keys import MatchFacts

CNP_PREFIX = "CNP"
_KNOWN = {"day": 10, "month": 7, "year": 4}
_PRECISIONS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
_PRACTICE_SPACE = 0x5EED_0F_7E57


class _Kept(msgspec.Struct, frozen=True, gc=False):
    surname: str
    given_name: str
    birth: str
    sex: str
    citizenship: str
    documents: tuple[str, ...]
    latin: tuple[str, str] | None = None


_decode = msgspec.json.Decoder(_Kept).decode


def facts_as_row(facts: MatchFacts) -> dict[str, Any]:
    """Return the facts as plain data: the birth date as far as it is known."""
    known = _KNOWN[facts.birth_precision]
    row: dict[str, Any] = {
        "surname": facts.surname,
        "given_name": facts.given_name,
        "birth": facts.birth_date.isoformat()[:known],
        "sex": facts.sex,
        "citizenship": facts.citizenship,
        "documents": list(facts.document_numbers),
    }
    if facts.latin_names is not None:
        row["latin"] = list(facts.latin_names)
    return row


def facts_from_row(row: Mapping[str, Any]) -> MatchFacts:
    """Return the facts that `facts_as_row` kept."""
    return _read(msgspec.convert(row, _Kept))


def facts_from_json(text: str) -> MatchFacts:
    """Return the facts of a row that `facts_as_row` kept, from its JSON."""
    return _read(_decode(text))


def _read(kept: _Kept) -> MatchFacts:
    known = kept.birth
    return MatchFacts(
        surname=kept.surname,
        given_name=kept.given_name,
        birth_date=date.fromisoformat(known + "-01-01"[len(known) - 4 :]),
        birth_precision=_PRECISIONS[len(known)],
        sex=kept.sex,
        citizenship=kept.citizenship,
        document_numbers=kept.documents,
        latin_names=kept.latin,
    )


def in_space(key: int, *, practice: bool) -> int:
    """Move a matching key into the space of practice rows, so that they match only one another."""
    return key ^ _PRACTICE_SPACE if practice else key
