"""Which lines of COPY does a new person of an import become, table by table?"""

from collections.abc import Mapping, Sequence

import msgspec

from openpias.server.registry.domain.copy_lines import fields
from openpias.server.registry.domain.new_persons import document_rows, person_columns
from openpias.server.registry.domain.registrations import CheckedRegistration
from openpias.server.registry.enums import (
    IdentifierState,
    PersonStatus,
    RegistrationKind,
    SlipStatus,
)

_DOCUMENT = ("position", "type", "series", "number", "date", "issuer")
_PERSON = (
    "public_id",
    "surname",
    "given_name",
    "given_name_missing",
    "surname_latin",
    "given_name_latin",
    "sort_key",
    "birth_date",
    "birth_precision",
    "sex",
    "category",
    "citizenship",
    "entry_point",
    "entry_date",
    "visa_type",
    "copies_kept",
    "no_identity_reason",
    "taken_on",
    "family",
    "practice",
)
PERSON_COLUMNS = (
    "id",
    "provider_code",
    "provider_name",
    "account_id",
    "registered_at",
    "version",
    "status",
    *_PERSON,
)
DOCUMENT_COLUMNS = ("person_id", *_DOCUMENT)
# What an index is sorted by comes first: sorted lines enter it side by side.
IDENTIFIER_COLUMNS = (
    "value",
    "person_id",
    "kind",
    "state",
    "valid_from",
    "given_by",
    "practice",
)
SLIP_COLUMNS = ("slip_id", "person_id", "version", "status", "issued_at")
KEY_COLUMNS = ("key", "person_id")
REGISTRATION_COLUMNS = (
    "person_id",
    "public_id",
    "kind",
    "provider_code",
    "account_id",
    "at",
    "decision",
    "decision_reason",
    "seen",
    "facts",
)


class Act(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Who imports, and when: `at` is a moment as ISO 8601, `day` its legal day."""

    provider_code: str
    provider_name: str
    account_id: int
    at: str
    day: str


class LineMaker:
    """Writes the lines of one chunk; what all of its rows share is written once."""

    def __init__(self, act: Act) -> None:
        who = (act.provider_code, act.provider_name, act.account_id, act.at, 1)
        self._person = fields((*who, PersonStatus.ACTIVE.value))
        self._identifier = fields((IdentifierState.VALID.value, act.day, "", False))
        self._slip = fields((1, SlipStatus.CURRENT.value, act.at))
        by = (RegistrationKind.IMPORT.value, act.provider_code, act.account_id, act.at)
        self._registration = fields((*by, "", "", "[]"))

    def person(self, person: int, checked: CheckedRegistration, *, public_id: str) -> bytes:
        """Return the line of the person."""
        row = person_columns(checked, public_id=public_id, practice=False)
        return f"{person}\t{self._person}\t{_in_order(row, _PERSON)}\n".encode()

    def documents(self, person: int, checked: CheckedRegistration) -> bytes:
        """Return a line for each document, one after the other."""
        return "".join(
            [f"{person}\t{_in_order(row, _DOCUMENT)}\n" for row in document_rows(checked)]
        ).encode()

    def identifier(self, person: int, *, kind: str, number: str) -> bytes:
        """Return the line of a number; both are letters and digits alone."""
        return f"{number}\t{person}\t{kind}\t{self._identifier}\n".encode()

    def slip(self, person: int, *, slip_id: str) -> bytes:
        """Return the line of the first slip; `slip_id` is hexadecimal."""
        return f"\\\\x{slip_id}\t{person}\t{self._slip}\n".encode()

    def registration(self, person: int, *, public_id: str, facts: str) -> bytes:
        """Return the line of the act of typing, with its facts as JSON."""
        # JSON has no tab and no end of a line outside its escapes.
        escaped = facts.replace("\\", "\\\\")
        return f"{person}\t{public_id}\t{self._registration}\t{escaped}\n".encode()


def key_line(key: int, person: int) -> bytes:
    """Return the line of a matching key; sorted as texts, such lines enter the index in order."""
    return b"%020d\t%d\n" % (key, person)


def _in_order(row: Mapping[str, str | int | bool | None], names: Sequence[str]) -> str:
    return fields([row[name] for name in names])
