"""Is the audit trail what was written?

Everything is computed again: each entry's digest, each link of the chain, each head. Rows stream
through server-side cursors in one snapshot, so memory stays flat and work goes on beside it.
Each link is computed from the stored one before it, so that a damage is told where it is and not
at every position after it.
"""

import itertools
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from openpias.server.platform.audit.chain import GENESIS, link
from openpias.server.platform.audit.connections import Connection
from openpias.server.platform.audit.entries import digest_of
from openpias.server.platform.audit.head_keys import is_genuine
from openpias.server.platform.audit.heads import Head, HeadsFile, Unreadable

UNSEALED_AFTER = timedelta(seconds=10)
# The last head may lag behind the last seal by the sealer's own pace and a restart.
HEADLESS_AFTER = timedelta(seconds=60)
_BATCH = 2_000
# A moment that Python cannot hold was never written by us: NULL then stands for it.
_AT = "CASE WHEN e.at BETWEEN '0001-01-02 Z' AND '9999-12-30 Z' THEN e.at END"
_ENTRY = (
    f"e.id, {_AT}, e.event, e.account_id, e.provider_code, e.subject_kind, e.subject_ref, e.facts"
)
_SEALS = f"""
    SELECT s.position, s.entry, s.chain, e.digest, {_ENTRY}
      FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry
     ORDER BY s.position
"""  # noqa: S608 - only our own column names
_UNSEALED = f"""
    SELECT c.committed, e.digest, {_ENTRY}
      FROM audit_entry e
     CROSS JOIN LATERAL (SELECT coalesce(
        CASE WHEN e.transaction > '2'::xid8
             THEN pg_xact_commit_timestamp(e.transaction::xid) END, {_AT}, 'epoch')) AS c(committed)
     WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry = e.id)
"""  # noqa: S608 - only our own column names


class Damage(StrEnum):
    """What can be wrong with the trail."""

    CHANGED = "changed"
    REMOVED = "removed"
    SEAL_MISSING = "seal-missing"
    CHAIN_BROKEN = "chain-broken"
    UNSEALED = "unsealed"
    TAIL_CUT = "tail-cut"
    RECHAINED = "rechained"
    HEAD_FORGED = "head-forged"
    HEADS_MISSING = "heads-missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One damage, by position, entry or line of the heads file."""

    damage: Damage
    position: int | None = None
    entry: uuid.UUID | None = None
    line: int | None = None


@dataclass(slots=True, kw_only=True)
class Tally:
    """What was looked at, and what is worth saying although it is no damage."""

    entries: int = 0
    sealed: int = 0
    heads: int = 0
    last_head: int = 0
    waiting: int = 0
    notes: list[str] = field(default_factory=list)


def verify(
    connection: Connection,
    *,
    key: bytes,
    head_keys: Mapping[str, Ed25519PublicKey],
    heads: HeadsFile,
    now: datetime,
    tally: Tally,
) -> Iterator[Found]:
    """Return what is wrong, as it is found, and count in `tally` what was looked at.

    Reads in one snapshot and writes nothing. `now` decides what waits for too long.
    """
    # Taken first: a head written after the snapshot may be ahead of what the snapshot shows.
    heads_end = heads.size()
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield from _wrong_seals(connection, key=key, tally=tally)
        yield from _unsealed(connection, now=now, tally=tally)
        yield from _wrong_heads(connection, heads, heads_end, head_keys, tally)
        yield from _missing_heads(connection, tally, now=now)


def _wrong_seals(connection: Connection, *, key: bytes, tally: Tally) -> Iterator[Found]:
    expected, previous = 1, GENESIS
    with connection.cursor("audit_seals") as rows:
        rows.itersize = _BATCH
        rows.execute(_SEALS)
        for position, entry, chain, digest, *columns in rows:
            tally.sealed += 1
            if position != expected:
                yield Found(damage=Damage.SEAL_MISSING, position=expected)
            if digest is None:
                yield Found(damage=Damage.REMOVED, position=position, entry=entry)
            else:
                tally.entries += 1
                if not _is_whole(columns, digest):
                    yield Found(damage=Damage.CHANGED, position=position, entry=entry)
                linked = link(previous, position, entry, digest, key=key)
                # After a gap the link to the seal before it cannot be computed.
                if position == expected and linked != chain:
                    yield Found(damage=Damage.CHAIN_BROKEN, position=position, entry=entry)
            expected, previous = position + 1, chain


def _is_whole(columns: list[Any], digest: bytes) -> bool:
    try:
        computed = digest_of(*columns)
    except (TypeError, AttributeError):
        return False  # A column holds what no entry ever holds.
    return computed == digest


def _unsealed(connection: Connection, *, now: datetime, tally: Tally) -> Iterator[Found]:
    with connection.cursor("audit_unsealed") as rows:
        rows.itersize = _BATCH
        rows.execute(_UNSEALED)
        for committed, digest, *columns in rows:
            tally.entries += 1
            tally.waiting += 1
            entry: uuid.UUID = columns[0]
            if not _is_whole(columns, digest):
                yield Found(damage=Damage.CHANGED, entry=entry)
            if now - committed > UNSEALED_AFTER:
                yield Found(damage=Damage.UNSEALED, entry=entry)


def _wrong_heads(
    connection: Connection,
    heads: HeadsFile,
    upto: int,
    keys: Mapping[str, Ed25519PublicKey],
    tally: Tally,
) -> Iterator[Found]:
    last_position = _last_position(connection)
    lines = enumerate(heads.read(upto=upto), start=1)
    while batch := list(itertools.islice(lines, _BATCH)):
        positions = [head.position for _, head in batch if isinstance(head, Head)]
        found = connection.execute(
            "SELECT position, chain FROM audit_seal WHERE position = ANY(%s)", [positions]
        )
        chains = {position: bytes(chain).hex() for position, chain in found}
        for line, head in batch:
            if isinstance(head, Unreadable):
                tally.notes.append(_about(head))
                continue
            tally.heads += 1
            tally.last_head = max(tally.last_head, head.position)
            yield from _wrong_head(head, line, chains, keys, last_position)


def _wrong_head(
    head: Head,
    line: int,
    chains: Mapping[int, str],
    keys: Mapping[str, Ed25519PublicKey],
    last_position: int,
) -> Iterator[Found]:
    if not is_genuine(head, keys=keys):
        yield Found(damage=Damage.HEAD_FORGED, position=head.position, line=line)
    elif head.position > last_position:
        yield Found(damage=Damage.TAIL_CUT, position=head.position, line=line)
    # A seal missing in between was told already.
    elif chains.get(head.position, head.chain) != head.chain:
        yield Found(damage=Damage.RECHAINED, position=head.position, line=line)


def _about(line: Unreadable) -> str:
    if line.is_cut_short:
        return f"Line {line.line} of the heads file is half a line: a crash while it was written."
    return f"Line {line.line} of the heads file is no head; a crash leaves half a line like that."


def _missing_heads(connection: Connection, tally: Tally, *, now: datetime) -> Iterator[Found]:
    """Tell the first seal that should long have been followed by a head."""
    row = connection.execute(
        "SELECT position, sealed_at FROM audit_seal WHERE position > %s ORDER BY position LIMIT 1",
        [tally.last_head],
    ).fetchone()
    if row is not None and now - row[1] > HEADLESS_AFTER:
        yield Found(damage=Damage.HEADS_MISSING, position=row[0])


def _last_position(connection: Connection) -> int:
    row = connection.execute("SELECT max(position) FROM audit_seal").fetchone()
    return int(row[0]) if row is not None and row[0] is not None else 0
