"""How is an entry prepared, so that a change of it is found later?

The digest is HMAC-SHA-256 over all fields but the transaction's number, in one unambiguous form
that survives the database's own ways of writing times and JSON.
"""

import hashlib
import hmac
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.conf import settings

from openpias.server.platform.accounts.actors import Actor

Fact = str | int | bool | list[str]
_LOOKS_LIKE_A_NUMBER = re.compile(r"\d{12,}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_encode = msgspec.json.Encoder(order="sorted").encode


class PersonalFactError(ValueError):
    """A fact looks like an identifier; the trail holds ids, codes and field names only."""


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
    subject_ref: str,
    facts: Mapping[str, Fact],
    at: datetime,
) -> PreparedEntry:
    """Return an entry; raises PersonalFactError where a fact looks like somebody's number."""
    _refuse_numbers(facts)
    fields = (
        uuid.uuid4(),
        at,
        event,
        actor.account_id if actor else None,
        actor.provider.code if actor else "",
        subject_kind,
        subject_ref,
    )
    digest = digest_of(*fields, facts)
    return PreparedEntry(
        id=fields[0],
        at=at,
        event=event,
        account_id=fields[3],
        provider_code=fields[4],
        subject_kind=subject_kind,
        subject_ref=subject_ref,
        facts=facts,
        digest=digest,
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
    """Return the keyed digest of an entry's fields."""
    microseconds = int(at.astimezone(UTC).timestamp()) * 1_000_000 + at.microsecond
    content = _encode(
        [
            id.hex,
            microseconds,
            event,
            account_id,
            provider_code,
            subject_kind,
            subject_ref,
            facts,
        ]
    )
    return hmac.digest(settings.AUDIT_KEY, content, hashlib.sha256)


def _refuse_numbers(facts: Mapping[str, Fact]) -> None:
    for name, value in facts.items():
        if _LOOKS_LIKE_A_NUMBER.search(_UUID.sub("", str(value))):
            raise PersonalFactError(f"The fact {name} looks like an identifier.")
