"""How is an entry prepared, so that a change of it is found later?

The digest is HMAC-SHA-256 over all fields but the transaction's number, in one unambiguous form
that survives the database's own ways of writing times and JSON.
"""

import hmac
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings

from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.ordered_ids import microseconds, ordered_id

Fact = str | int | bool | list[str]

# A CNP or temporary number has 13 digits, a CID 20. Hexadecimal ids run on beside their digits.
_IDENTIFIER = re.compile(r"(?<![0-9A-Za-z])(?:\d{13}|\d{20})(?![0-9A-Za-z])")
_DIGITS = re.compile(r"\d{13}")
_LONGEST_CODE = 100
_LARGEST_WHOLE = 10**12
_encode = msgspec.json.Encoder(order="sorted").encode


class PersonalFactError(ValueError):
    """A fact may be personal data; the trail holds ids, codes and field names only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedEntry:
    """An entry with its digest, ready to be inserted in the transaction of the change."""

    id: uuid.UUID
    at: datetime
    event: str
    account_id: int | None
    provider_code: str
    subject_kind: str
    subject_ref: str
    facts: Mapping[str, Fact]
    digest: bytes

    def as_row(self) -> dict[str, Any]:
        """Return the entry as plain data for a database function."""
        return {
            "id": str(self.id),
            "at": self.at.isoformat(),
            "event": self.event,
            "account_id": self.account_id,
            "provider_code": self.provider_code,
            "subject_kind": self.subject_kind,
            "subject_ref": self.subject_ref,
            "facts": dict(self.facts),
            "digest": self.digest.hex(),
        }


def prepare(
    *,
    event: str,
    actor: Actor | None,
    subject_kind: str,
    subject_ref: str | uuid.UUID,
    facts: Mapping[str, Fact],
    at: datetime,
) -> PreparedEntry:
    """Return an entry with its digest; nothing is written.

    Raises PersonalFactError where a fact or the reference may be personal data, and TypeError
    for a moment without a zone.
    """
    ref = str(subject_ref)
    _refuse_text("subject_ref", ref)
    for name, value in facts.items():
        _refuse_personal(name, value)
    if actor is not None and actor.certificate:
        # A practice shares its user name: who it was is said by the certificate.
        facts = {**facts, "certificate": actor.certificate}
    entry_id = ordered_id(at)
    account_id = actor.account_id if actor else None
    provider_code = actor.provider.code if actor else ""
    return PreparedEntry(
        id=entry_id,
        at=at,
        event=event,
        account_id=account_id,
        provider_code=provider_code,
        subject_kind=subject_kind,
        subject_ref=ref,
        facts=facts,
        digest=digest_of(entry_id, at, event, account_id, provider_code, subject_kind, ref, facts),
    )


def digest_of(
    id: uuid.UUID,  # noqa: A002 - the column's name
    at: datetime,
    event: str,
    account_id: int | None,
    provider_code: str,
    subject_kind: str,
    subject_ref: str,
    facts: Mapping[str, Any],
) -> bytes:
    """Return the keyed digest of an entry's fields.

    A JSON list of fixed length with sorted keys says every field's bounds; the first element
    keeps it apart from other uses of the key.
    """
    content = _encode(
        (
            "openpias-audit-entry-1",
            id.hex,
            microseconds(at),
            event,
            account_id,
            provider_code,
            subject_kind,
            subject_ref,
            facts,
        )
    )
    return hmac.digest(settings.AUDIT_KEY, content, "sha256")


def _refuse_personal(name: str, value: object) -> None:
    if isinstance(value, str):
        _refuse_text(name, value)
    elif isinstance(value, int):
        if abs(value) >= _LARGEST_WHOLE:
            raise PersonalFactError(f"The fact {name} looks like an identifier.")
    elif isinstance(value, list) and all(isinstance(item, str) for item in value):
        for item in value:
            _refuse_text(name, item)
    else:
        raise PersonalFactError(
            f"The fact {name} is no text, whole number, truth or list of texts."
        )


def _refuse_text(name: str, value: str) -> None:
    # Ids, codes and field names have neither blanks nor letters beyond ASCII; most names do.
    plain = value.isascii() and value.isprintable() and " " not in value
    if not plain or len(value) > _LONGEST_CODE:
        raise PersonalFactError(f"The fact {name} is no id, code or field name.")
    if _DIGITS.search(value) and _IDENTIFIER.search(value):
        raise PersonalFactError(f"The fact {name} looks like an identifier.")
