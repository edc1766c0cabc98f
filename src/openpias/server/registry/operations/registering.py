"""How do facts about somebody enter the register, without a double and in one round trip?

The database function `registry_register` locks, looks and inserts; scoring happens here, between
two calls of it, and the second call carries what was seen.
"""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

import msgspec
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction

from openpias.core.identifiers import temporary_number
from openpias.core.names.matching_keys import MatchFacts, both_keys
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.audit.entries import prepare as prepare_entry
from openpias.server.platform.clock import day_of
from openpias.server.platform.database.prepared import PreparedCall
from openpias.server.registry.domain.facts import facts_as_row, facts_from_row, in_space
from openpias.server.registry.domain.outcomes import HasPermit, Refused
from openpias.server.registry.domain.sameness import Ask, Decision, Join, Known, New, judge
from openpias.server.registry.enums import RegistrationKind
from openpias.server.registry.events import PersonRegistered
from openpias.server.registry.operations.idempotency import IdempotencyKey

ROUNDS = 8
# One is nearly always free; where it is not, the call draws again.
NUMBERS_DRAWN = 1
SLIP_ID_BYTES = 12
_CALL = PreparedCall(
    "openpias_register",
    "SELECT registry_register($1::jsonb, $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],"
    " $6::text[])::text",
)


class Status(StrEnum):
    """What the database function answered."""

    REVOKED = "revoked"
    KEY_REUSED = "key-reused"
    REPEATED = "repeated"
    CANDIDATES = "candidates"
    GONE = "gone"
    ISSUED = "issued"
    JOINED = "joined"


class CredentialRevoked(Exception):  # noqa: N818 - a refusal, not a fault
    """The account was closed or changed since its password was verified."""


class KeyReused(Exception):  # noqa: N818 - a refusal, not a fault
    """The idempotency key already belongs to another body."""


class RegisterBusyError(Exception):
    """Candidates kept appearing between two looks; repeat the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Facts about to enter the register.

    `person` holds the columns of a new person, `documents` and `identifiers` their rows; `number`
    says whether a temporary number is to be drawn.
    """

    actor: Actor
    at: datetime
    kind: RegistrationKind
    facts: MatchFacts
    person: Mapping[str, Any]
    documents: Sequence[Mapping[str, Any]] = ()
    identifiers: Sequence[Mapping[str, str]] = ()
    number: bool = True
    key: IdempotencyKey | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The register holds the facts: a new person, an existing one, or a repetition."""

    status: Status
    person: int
    number: str | None
    ref: str | None


Stop = HasPermit | Refused
Step = Join | Ask | New | Stop


class Refine(Protocol):
    """Overrules the judgement about candidates with what only one kind of registration knows."""

    def __call__(self, known: Sequence[Known], step: Join | Ask | New) -> Step:
        """Return the step to take instead."""


def _as_judged(known: Sequence[Known], step: Join | Ask | New) -> Step:  # noqa: ARG001 - the shape of Refine
    return step


@dataclass(slots=True)
class _Round:
    """What is known so far about who this may be."""

    known: list[Known] = field(default_factory=list)
    step: Join | New = field(default_factory=lambda: New(by_decision=False))


def register(entry: Entry, *, refine: Refine = _as_judged) -> Written | Ask | Stop:
    """Write the entry, join it to the person that it is about, or say what keeps it from that.

    Repeating the call with the same idempotency key writes nothing again.
    Raises CredentialRevoked, KeyReused, RegisterBusyError, and database errors.
    """
    keys = _Keys.of(entry)
    state = _Round()
    for _ in range(ROUNDS):
        reply = _call(entry, keys, state)
        status = Status(reply["status"])
        if status is Status.REVOKED:
            raise CredentialRevoked
        if status is Status.KEY_REUSED:
            raise KeyReused
        if status is Status.GONE:
            state = _Round()
        elif status is Status.CANDIDATES:
            state.known.extend(_known(row) for row in reply["candidates"])
            judged = judge(entry.facts, state.known, decision=entry.decision)
            step = refine(state.known, judged)
            if not isinstance(step, Join | New):
                return step
            state.step = step
        else:
            return _written(entry, state, reply, status)
    raise RegisterBusyError


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """The keys of one entry, computed once for all rounds."""

    locks: list[int]
    probe: list[int]
    stored: list[int]

    @classmethod
    def of(cls, entry: Entry) -> "_Keys":
        practice = entry.actor.practice
        keys, sought = both_keys(entry.facts)
        probe = [in_space(key, practice=practice) for key in sought]
        stored = [in_space(key, practice=practice) for key in keys]
        locks = {*probe, *stored}
        if entry.key is not None:
            locks.add(entry.key.lock)
        return cls(locks=sorted(locks), probe=probe, stored=stored)


def _known(row: Mapping[str, Any]) -> Known:
    return Known(
        registration=row["registration"],
        person=row["person"],
        ref=row["ref"],
        facts=facts_from_row(row["facts"]),
    )


def _written(entry: Entry, state: _Round, reply: Mapping[str, Any], status: Status) -> Written:
    ref = None
    if status is Status.ISSUED:
        ref = str(entry.person["public_id"])
    elif isinstance(state.step, Join):
        ref = state.step.ref
    return Written(status=status, person=reply["person"], number=reply.get("number"), ref=ref)


def _call(entry: Entry, keys: _Keys, state: _Round) -> dict[str, Any]:
    """Call the database function; a set of drawn numbers that were all taken is drawn again."""
    seen = [known.registration for known in state.known]
    request = msgspec.json.encode(_request(entry, state)).decode()
    for _ in range(ROUNDS):
        numbers = _draw(entry) if isinstance(state.step, New) else []
        try:
            arrays: Sequence[Sequence[int] | Sequence[str]] = (
                keys.locks,
                keys.probe,
                keys.stored,
                seen,
                numbers,
            )
            with _savepoint():
                return _execute((request, *(_array(each) for each in arrays)))
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", None) != "OP001":
                raise
    raise RegisterBusyError


def _savepoint() -> AbstractContextManager[object]:
    """Keep a refused number from ending the transaction around the call, where there is one."""
    return transaction.atomic() if connections[DEFAULT_DB_ALIAS].in_atomic_block else nullcontext()


def _array(items: Sequence[int] | Sequence[str]) -> str:
    """Write numbers, or texts of digits, as PostgreSQL's array."""
    return "{" + ",".join(map(str, items)) + "}"


def _execute(parameters: Sequence[str]) -> dict[str, Any]:
    reply: dict[str, Any] = msgspec.json.decode(_CALL.run(parameters))
    return reply


def _draw(entry: Entry) -> list[str]:
    if not entry.number:
        return []
    draw = temporary_number.draw_practice if entry.actor.practice else temporary_number.draw
    return [draw() for _ in range(NUMBERS_DRAWN)]


def _request(entry: Entry, state: _Round) -> dict[str, Any]:
    actor, step = entry.actor, state.step
    joined = step if isinstance(step, Join) else None
    ref = joined.ref if joined else str(entry.person["public_id"])
    audit = prepare_entry(
        event="person-joined" if joined else "person-registered",
        actor=actor,
        subject_kind="person",
        subject_ref=ref,
        facts={"kind": entry.kind.value, "decided": step.by_decision},
        at=entry.at,
    )
    request: dict[str, Any] = {
        "act": {
            "account_id": actor.account_id,
            "credential_version": actor.credential_version,
            "provider_code": actor.provider.code,
            "provider_name": actor.provider.name,
            "at": entry.at.isoformat(),
            "day": day_of(entry.at).isoformat(),
        },
        "registration": {
            "public_id": str(uuid.uuid4()),
            "kind": entry.kind.value,
            "facts": facts_as_row(entry.facts),
            "decision": entry.decision.kind if entry.decision and step.by_decision else "",
            "decision_reason": entry.decision.reason if entry.decision and step.by_decision else "",
            "seen": sorted({known.person for known in state.known}),
        },
        "audit": [audit.as_row()],
        "events": []
        if joined or actor.practice
        else [PersonRegistered(person=ref).as_row(entry.at)],
    }
    if entry.key is not None:
        request["answer"] = entry.key.as_row()
    if joined:
        request["join"] = joined.person
    else:
        request["person"] = dict(entry.person)
        request["documents"] = list(entry.documents)
        request["identifiers"] = list(entry.identifiers)
        request["slip_id"] = secrets.token_hex(SLIP_ID_BYTES)
    return request
