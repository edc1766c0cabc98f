"""What does the signed code of a slip say, in the words of the register?"""

from collections.abc import Mapping
from typing import Any

from openpias.core.names.matching_keys import MatchFacts
from openpias.core.slips.payload import SlipPayload
from openpias.server.registry.domain.facts import CNP_PREFIX
from openpias.server.registry.domain.latin_forms import columns
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


def person_columns(
    slip: SlipPayload, *, known: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """Return the columns of a person that the slip tells, with dates as dates.

    The slip tells no Latin form: `known` are those that the register has, by name.
    """
    return {
        "surname": slip.surname,
        "given_name": slip.given_name,
        "given_name_missing": not slip.given_name,
        **columns(slip.surname, slip.given_name, known=known),
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
