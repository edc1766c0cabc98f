"""What do audit tests stand on? A database of their own, where transactions really commit."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from openpias.server.platform.accounts.actors import Actor, Provider
from openpias.server.platform.audit import entries
from openpias.server.platform.audit.anchor import Anchor
from openpias.server.platform.audit.entries import Fact, PreparedEntry
from openpias.server.platform.audit.head_keys import HeadSigner, ensure_head_key, public_keys
from openpias.server.platform.audit.heads import HeadsFile
from openpias.server.platform.audit.sealer import Sealer
from openpias.server.platform.audit.verification import Found, Tally, verify

DATABASE = "audit_trail"
INSERT = """
    INSERT INTO audit_entry
        (id, at, event, account_id, provider_code, subject_kind, subject_ref, facts, digest)
    VALUES (%(id)s, %(at)s, %(event)s, %(account_id)s, %(provider_code)s, %(subject_kind)s,
        %(subject_ref)s, %(facts)s, decode(%(digest)s, 'hex'))
"""


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def operator() -> Actor:
    """A clerk of a provider."""
    provider = Provider(
        code="DJ-0042", name="Clinica", house_code="CAS-DJ", house_name="CAS", house_contact=""
    )
    return Actor(
        account_id=7, username="ana", display_name="Ana", provider=provider, credential_version=1
    )


class Trail:
    """The audit tables of the scratch database, and what tests do with them."""

    def __init__(self, dsn: str, heads: Path) -> None:
        self.dsn = dsn
        self.heads = HeadsFile(heads)
        self._open: list[psycopg.Connection[Any]] = []
        self._writer = self.connect()

    def connect(self, *, autocommit: bool = True) -> psycopg.Connection[Any]:
        connection = psycopg.connect(self.dsn, autocommit=autocommit)
        self._open.append(connection)
        return connection

    def close(self) -> None:
        for connection in self._open:
            connection.close()

    def write(
        self,
        connection: psycopg.Connection[Any] | None = None,
        *,
        facts: dict[str, Fact] | None = None,
        at: datetime | None = None,
        actor: Actor | None = None,
    ) -> PreparedEntry:
        entry = entries.prepare(
            event="person-registered",
            actor=actor,
            subject_kind="person",
            subject_ref="5f0c",
            facts=facts or {},
            at=at or now(),
        )
        row = {**entry.as_row(), "facts": psycopg.types.json.Jsonb(dict(entry.facts))}
        (connection or self._writer).execute(INSERT, row)
        return entry

    def sealer(self) -> Sealer:
        return Sealer(self.connect(), key=settings.AUDIT_KEY)

    def seal(self, sealer: Sealer | None = None, *, at: datetime | None = None) -> None:
        """Seal what there is and write a head; the server's own transactions may hold it up."""
        own = None if sealer else self.sealer()
        sealer = sealer or own
        for _ in range(200):
            sealer.step(now=at or now())
            sealer.walk(now=at or now())
            if not self.waiting():
                break
        self.anchor().keep(sealer.tip, now=at or now())
        if own:
            own._connection.close()

    def anchor(self) -> Anchor:
        return Anchor(file=self.heads, signer=HeadSigner.load())

    def waiting(self) -> int:
        return self.ask(
            "SELECT count(*) FROM audit_entry e"
            " WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry = e.id)"
        )[0][0]

    def sealed(self) -> Sequence[UUID]:
        """Return the entries in the order of their positions, which must be gapless from 1."""
        rows = self.ask("SELECT position, entry FROM audit_seal ORDER BY position")
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        return [row[1] for row in rows]

    def ask(self, query: str) -> list[Any]:
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            return connection.execute(query).fetchall()

    def tamper(
        self, statement: str, *values: object, named: dict[str, object] | None = None
    ) -> None:
        """Do what only a superuser can: change the tables with their triggers off."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("SET lock_timeout = '5s'")
            connection.execute(statement, named or values)

    def verify(self, *, later: timedelta = timedelta(0)) -> list[Found]:
        return list(
            verify(
                self.connect(),
                key=settings.AUDIT_KEY,
                head_keys=public_keys(),
                heads=self.heads,
                now=now() + later,
                tally=Tally(),
            )
        )


@pytest.fixture(scope="session")
def trail_dsn(cluster, django_db_blocker) -> str:
    """Make the audit tables, by their migrations, in a database of their own."""
    cluster.create_database(DATABASE)
    default = connections["default"]
    scratch = type(default)({**default.settings_dict, "NAME": DATABASE}, "scratch")
    connections["scratch"] = scratch
    with django_db_blocker.unblock():
        MigrationExecutor(scratch).migrate([("audit", "0002_guards")])
        scratch.close()
    del connections["scratch"]
    dsn: str = cluster.dsn(DATABASE)
    return dsn


@pytest.fixture
def trail(trail_dsn: str, tmp_path: Path) -> Iterator[Trail]:
    """An empty trail."""
    ensure_head_key()
    trail = Trail(trail_dsn, tmp_path / "heads.jsonl")
    trail.tamper("TRUNCATE audit_entry, audit_seal, audit_progress")
    yield trail
    trail.close()
