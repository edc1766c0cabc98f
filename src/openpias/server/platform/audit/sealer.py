"""In which order were entries committed, and who gives them their positions?

The order promised: positions follow the commit times that PostgreSQL keeps for transactions
(`track_commit_timestamp`), then the transaction's number, then the entry's id, which follows the
order in which its process prepared it.

How it is kept although a commit becomes visible a little after it was stamped: the sealer notes a
horizon, that is a moment, and then draws a transaction number. Whoever was stamped before that
moment has a lower number; once all lower ones have ended, nobody can add an entry stamped before
it, and all such entries are sealed at once. A snapshot alone would not do: its upper bound is the
highest number that has ended, and misses an open transaction above it.
So no position is given past a transaction that is still open: while one stays open, all wait.

Late entries get the next positions: those restored into another cluster, whose transaction numbers
mean nothing here, and those stamped while the machine's clock was wrong. A slow walk over the whole
table, at the start and once a day, finds them.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from openpias.server.platform.audit.chain import GENESIS, link
from openpias.server.platform.audit.connections import Connection

BATCH = 5_000
SLICE = 20_000
WALK_EVERY = timedelta(days=1)
# Any fixed number: one sealer at a time holds this advisory lock of the database.
_LOCK = 0x0A0D17_5EA1
# Transaction numbers below 3 have a meaning of their own and never belong to a row.
_FIRST_TRANSACTION = 3

_LOOK = """
    SELECT clock_timestamp(), pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint
      FROM (SELECT pg_current_snapshot()) AS snapshot(s)
"""
_DRAW = "SELECT pg_current_xact_id()::text::bigint"
_COVERED = """
    SELECT e.id, e.digest
      FROM audit_entry e
     CROSS JOIN LATERAL (SELECT pg_xact_commit_timestamp(e.transaction::xid)) AS c(committed)
     WHERE e.transaction >= %(low)s::text::xid8
       AND e.transaction < %(next)s::text::xid8
       AND (c.committed < %(at)s OR c.committed IS NULL OR e.transaction < %(oldest)s::text::xid8)
       AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry = e.id)
     ORDER BY c.committed NULLS FIRST, e.transaction, e.id
"""
# A visible entry from the future of this cluster's numbers came from another cluster.
_FORGOTTEN = """
    SELECT e.id, e.digest
      FROM audit_entry e
     WHERE e.id > %(after)s AND e.id <= %(upto)s
       AND (e.transaction < %(low)s::text::xid8
            OR e.transaction >= pg_snapshot_xmax(pg_current_snapshot()))
       AND NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry = e.id)
     ORDER BY e.transaction, e.id
"""
_SLICE_END = """
    (SELECT id FROM audit_entry WHERE id > %(after)s ORDER BY id OFFSET %(rows)s LIMIT 1)
    UNION ALL
    (SELECT id FROM audit_entry WHERE id > %(after)s ORDER BY id DESC LIMIT 1)
    LIMIT 1
"""
_KEEP_PROGRESS = """
    INSERT INTO audit_progress (id, transaction) VALUES (1, %s::text::xid8)
    ON CONFLICT (id) DO UPDATE SET transaction = excluded.transaction
"""

Rows = Sequence[tuple[uuid.UUID, bytes]]


class SealerUnavailableError(Exception):
    """The database is not set up for sealing; the message says what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """A moment, the oldest transaction open right before it, and a number drawn right after it."""

    at: datetime
    oldest: int
    next: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A moment; the oldest transaction open right before it; one past the highest that has ended."""

    at: datetime
    oldest: int
    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tip:
    """The last seal; position 0 while there is none."""

    position: int
    chain: bytes


class Sealer:
    """Gives positions over one connection (autocommit) of its own.

    Two may run: one leads, the other waits for its lock. Harmless to stop at any point: what is
    sealed is read from the table again.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        key: bytes,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._connection = connection
        self._key = key
        self._stopping = stopping
        self._pending: Horizon | None = None
        self._low = 0
        self._last_drawn = 0
        self._quiet_below = 0
        self._walked_to = uuid.UUID(int=0)
        self._walk_at: datetime | None = None
        self.tip = Tip(position=0, chain=GENESIS)

    @property
    def leads(self) -> bool:
        """Tell whether this sealer holds the lock."""
        return self._low > 0

    def step(self, *, now: datetime) -> int:
        """Seal what can be sealed now and return how many entries that were.

        Raises psycopg's errors; then begin again on a new connection.
        """
        if not self.leads and not self._take_the_lead():
            return 0
        seen = self._look()
        if self._pending is None:
            if seen.ended <= self._quiet_below:
                return 0  # Nobody has written anything since.
            self._pending = self._mark(seen)
            seen = self._look()
        horizon = self._pending
        if seen.oldest < horizon.next:
            return 0
        sealed = self._seal_covered(horizon, now=now)
        if not self._stopping():
            self._pending = self._after(horizon, seen=seen)
        return sealed

    def walk(self, *, now: datetime) -> int:
        """Look at the next slice of all entries for forgotten ones; seal them."""
        if not self.leads or (self._walk_at is not None and now < self._walk_at):
            return 0
        after = self._walked_to
        bounds: dict[str, object] = {"after": after, "rows": SLICE - 1, "low": str(self._low)}
        end = self._connection.execute(_SLICE_END, bounds).fetchone()
        if end is None:
            self._walked_to, self._walk_at = uuid.UUID(int=0), now + WALK_EVERY
            return 0
        rows = self._connection.execute(_FORGOTTEN, {**bounds, "upto": end[0]}).fetchall()
        self._walked_to = end[0]
        self._append(rows, now=now)
        return len(rows)

    def _take_the_lead(self) -> bool:
        row = self._connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK]).fetchone()
        if row is None or not row[0]:
            return False
        self.tip = read_tip(self._connection)
        self._low = self._kept_progress()
        return True

    def _kept_progress(self) -> int:
        row = self._connection.execute(
            "SELECT transaction::text::bigint, pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
            "  FROM audit_progress"
        ).fetchone()
        # Progress beyond this cluster's numbers was restored from another one.
        if row is None or row[0] > row[1]:
            return _FIRST_TRANSACTION
        return max(int(row[0]), _FIRST_TRANSACTION)

    def _look(self) -> Look:
        row = self._connection.execute(_LOOK).fetchone()
        if row is None:
            raise SealerUnavailableError("The database did not tell its time.")
        return Look(at=row[0], oldest=row[1], ended=row[2])

    def _mark(self, seen: Look) -> Horizon:
        row = self._connection.execute(_DRAW).fetchone()
        if row is None:
            raise SealerUnavailableError("The database drew no transaction number.")
        return Horizon(at=seen.at, oldest=seen.oldest, next=row[0])

    def _after(self, horizon: Horizon, *, seen: Look) -> Horizon | None:
        """Return the next horizon; none when nobody drew a number since the one before it."""
        self._low = max(self._low, horizon.oldest)
        is_quiet = horizon.next == self._last_drawn + 1
        self._last_drawn = horizon.next
        if is_quiet and seen.ended <= horizon.next + 1:
            self._quiet_below = horizon.next + 1
            return None
        return self._mark(seen)

    def _seal_covered(self, horizon: Horizon, *, now: datetime) -> int:
        bounds = {
            "low": str(self._low),
            "next": str(horizon.next),
            "oldest": str(horizon.oldest),
            "at": horizon.at,
        }
        sealed = 0
        # WITH HOLD: the rows are found and sorted once, while every batch is committed by itself.
        with self._connection.cursor("audit_covered", withhold=True) as covered:
            covered.execute(_COVERED, bounds)
            while rows := covered.fetchmany(BATCH):
                is_last = len(rows) < BATCH
                self._append(rows, now=now, low=horizon.oldest if is_last else None)
                sealed += len(rows)
                if is_last or self._stopping():
                    break
        return sealed

    def _append(self, rows: Rows, *, now: datetime, low: int | None = None) -> None:
        if not rows:
            return
        with self._connection.transaction(), self._connection.cursor() as cursor:
            # Read anew: the table says what was sealed, also after a failed batch.
            tip = read_tip(self._connection)
            position, chain = tip.position, tip.chain
            with cursor.copy(
                "COPY audit_seal (position, entry, chain, sealed_at) FROM STDIN (FORMAT binary)"
            ) as copy:
                copy.set_types(["int8", "uuid", "bytea", "timestamptz"])
                for entry, digest in rows:
                    position += 1
                    chain = link(chain, position, entry, digest, key=self._key)
                    copy.write_row((position, entry, chain, now))
            if low is not None:
                cursor.execute(_KEEP_PROGRESS, [str(low)])
        self.tip = Tip(position=position, chain=chain)


def refuse_without_commit_times(connection: Connection) -> None:
    """Raise SealerUnavailableError where PostgreSQL does not keep the times of commits."""
    row = connection.execute("SELECT current_setting('track_commit_timestamp')").fetchone()
    if row is None or row[0] != "on":
        raise SealerUnavailableError(
            "Set track_commit_timestamp = on in PostgreSQL and restart it: the order of commits "
            "is not known without it."
        )


def read_tip(connection: Connection) -> Tip:
    """Return the last seal."""
    row = connection.execute(
        "SELECT position, chain FROM audit_seal ORDER BY position DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return Tip(position=0, chain=GENESIS)
    return Tip(position=row[0], chain=row[1])
