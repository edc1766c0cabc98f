"""What does the signed code of a slip say, in the words of the register?"""

from collections.abc import Mapping
from typing import Any

from openpias.core.names.diacritics import sort_key_of_names
from openpias.core.names.matching_keys import MatchFacts
from openpias.core.names.transliteration import latin_ua
from openpias.core.slips.payload import SlipPayload
from openpias.server.registry.domain.facts import CNP_PREFIX
from openpias.server.registry.enums import IdentifierKind

_PERMIT = "PERMIT_RO"


def match_facts(slip: SlipPayload) -> MatchFacts:
    """Return what is compared with other persons."""
    numbers = [slip.document.number] if slip.document and slip.document.number else []
    if slip.number_kind == IdentifierKind.PERMIT_CNP:
        numbers.insert(0, CNP_PREFIX + slip.number)
    return MatchFacts(
        surname=slip.surname,
        given_name=slip.given_name,
        birth_date=slip.birth_date,
        birth_precision=slip.birth_precision,
        sex=slip.sex,
        citizenship=slip.citizenship,
        document_numbers=tuple(numbers),
    )


def person_columns(slip: SlipPayload) -> Mapping[str, Any]:
    """Return the columns of a person that the slip tells, with dates as dates."""
    surname, given_name = latin_ua(slip.surname), latin_ua(slip.given_name)
    return {
        "surname": slip.surname,
        "given_name": slip.given_name,
        "given_name_missing": not slip.given_name,
        "surname_latin": surname,
        "given_name_latin": given_name,
        "sort_key": sort_key_of_names(surname, given_name),
        "birth_date": slip.birth_date,
        "birth_precision": slip.birth_precision,
        "sex": slip.sex,
        "category": slip.category,
        "citizenship": slip.citizenship,
        "entry_date": slip.entry_date,
    }


def document_rows(slip: SlipPayload) -> list[Mapping[str, Any]]:
    """Return the slip's one document, unless it is the permit, of which the slip tells no days."""
    if slip.document is None or slip.document.type == _PERMIT:
        return []
    return [
        {
            "position": 0,
            "type": slip.document.type,
            "series": "",
            "number": slip.document.number,
            "date": None,
            "issuer": "",
        }
    ]
