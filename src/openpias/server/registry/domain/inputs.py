"""What was typed, exactly as it was typed? One shape for form, JSON and import."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInput:
    """One row of documents; all texts."""

    type: str = ""
    series: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""

    def is_empty(self) -> bool:
        """Tell whether nothing was typed in this row."""
        return not any((self.type, self.series, self.number, self.date, self.issuer))


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationInput:
    """The first tab, as texts; dates as zi-luna-an or ISO, codes of the nomenclatures.

    `given_name_missing` says that the document shows no given name.
    `taken_on` is the date of a paper form entered later.
    `other_number` was given elsewhere: by a house before e-PIAS, or by the real e-PIAS; its kind is
    "house" or "official".
    `surname_latin` and `given_name_latin` are empty where the proposed Latin form is right.
    """

    surname: str = ""
    given_name: str = ""
    given_name_missing: bool = False
    surname_latin: str = ""
    given_name_latin: str = ""
    birth_date: str = ""
    sex: str = ""
    category: str = ""
    citizenship: str = ""
    entry_point: str = ""
    entry_date: str = ""
    visa_type: str = ""
    documents: tuple[DocumentInput, ...] = ()
    copies_kept: bool = False
    no_identity_reason: str = ""
    taken_on: str = ""
    other_number: str = ""
    other_number_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PermitInput:
    """The second tab, as texts.

    `temporary_number` may be typed or scanned from the slip: it links the permit without a question.
    """

    cnp: str = ""
    surname: str = ""
    given_name: str = ""
    given_name_missing: bool = False
    birth_date: str = ""
    sex: str = ""
    permit_number: str = ""
    issued_on: str = ""
    valid_from: str = ""
    expires_on: str = ""
    cnp_disagreement_reason: str = ""
    temporary_number: str = ""


_LATER = ("surname_latin", "given_name_latin")
"""Members that the first tab got after keys were bound to bodies without them."""


def body_of(typed: RegistrationInput) -> Mapping[str, Any]:
    """Return the first tab as plain data, which an idempotency key is bound to.

    A later member that is empty is left out, so that a body without it stays the body that it was.
    """
    body: dict[str, Any] = msgspec.to_builtins(typed)
    for name in _LATER:
        if not body[name]:
            del body[name]
    return body


DOCUMENT_TEXTS = tuple(field.name for field in fields(DocumentInput))
"""The members of a document row, all texts."""

REGISTRATION_TEXTS = tuple(field.name for field in fields(RegistrationInput) if field.type is str)
"""The members of the first tab that are texts."""

PERMIT_TEXTS = tuple(field.name for field in fields(PermitInput) if field.type is str)
"""The members of the second tab that are texts."""
