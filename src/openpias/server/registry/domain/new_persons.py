"""What is kept of a checked registration: facts to compare, columns, documents?"""

import uuid
from collections.abc import Mapping
from typing import Any

from openpias.core.names.diacritics import sort_key_of_names
from openpias.core.names.matching_keys import MatchFacts
from openpias.server.registry.domain.latin_forms import LONGEST_KEY, sort_key
from openpias.server.registry.domain.registrations import CheckedRegistration


def match_facts(checked: CheckedRegistration) -> MatchFacts:
    """Return what is compared with other persons."""
    return MatchFacts(
        surname=checked.surname,
        given_name=checked.given_name,
        birth_date=checked.birth.value,
        birth_precision=checked.birth.precision,
        sex=checked.sex,
        citizenship=checked.citizenship,
        document_numbers=tuple(
            [document.full_number for document in checked.documents if document.number]
        ),
        latin_names=(checked.surname_latin, checked.given_name_latin)
        if checked.is_latin_typed
        else None,
    )


def person_columns(
    checked: CheckedRegistration,
    *,
    public_id: uuid.UUID | str,
    practice: bool,
    family: uuid.UUID | None = None,
) -> Mapping[str, Any]:
    """Return the columns of a new person as JSON takes them."""
    return {
        "public_id": str(public_id),
        "surname": checked.surname,
        "given_name": checked.given_name,
        "given_name_missing": checked.given_name_missing,
        "surname_latin": checked.surname_latin,
        "given_name_latin": checked.given_name_latin,
        "sort_key": _sort_key(checked),
        "birth_date": checked.birth.value.isoformat(),
        "birth_precision": checked.birth.precision.value,
        "sex": checked.sex,
        "category": checked.category,
        "citizenship": checked.citizenship,
        "entry_point": checked.entry_point,
        "entry_date": checked.entry_date.isoformat(),
        "visa_type": checked.visa_type,
        "copies_kept": checked.copies_kept,
        "no_identity_reason": checked.no_identity_reason,
        "taken_on": checked.taken_on.isoformat() if checked.taken_on else None,
        "family": str(family) if family else None,
        "practice": practice,
    }


def _sort_key(checked: CheckedRegistration) -> str:
    if checked.is_latin_typed:
        latin = checked.surname_latin, checked.given_name_latin
        return sort_key(latin, names=(checked.surname, checked.given_name))
    return sort_key_of_names(checked.surname_latin, checked.given_name_latin)[:LONGEST_KEY]


def document_rows(checked: CheckedRegistration) -> list[Mapping[str, Any]]:
    """Return the documents as the database function takes them."""
    return [
        {
            "position": position,
            "type": document.type,
            "series": document.series,
            "number": document.number,
            "date": document.date.isoformat() if document.date else None,
            "issuer": document.issuer,
        }
        for position, document in enumerate(checked.documents)
    ]
