"""How does a backup become a running installation again, and what does it lack?"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction

from openpias.server.installation import manifests, programs
from openpias.server.installation.backups import DUMP, HEADS
from openpias.server.platform.audit.connections import Connection, open_connection
from openpias.server.platform.audit.head_keys import is_genuine, public_keys
from openpias.server.platform.audit.heads import Head, HeadsFile
from openpias.server.platform.audit.operations import record
from openpias.server.platform.audit.sealer import read_tip
from openpias.server.registry.operations import slip_keys, slips

_TABLES = """
    SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND n.nspname NOT LIKE 'pg_toast%'
"""
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
       AND backend_type = 'client backend'
"""


class RestoreError(Exception):
    """Nothing was restored; the message says what to do first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What the restored trail holds and lacks.

    Entries at the positions after `kept` and up to `known` were acknowledged and are gone; they
    were sealed after `kept_at` and up to `known_at`, as heads tell. `aside` holds those heads.
    `withdrawn` names persons whose numbers were withdrawn since and are valid again.
    """

    made_at: str
    kept: int
    known: int
    kept_at: str
    known_at: str
    aside: Path | None
    withdrawn: tuple[str, ...]

    @property
    def cut(self) -> int:
        """Return how many sealed entries are gone, as far as heads tell."""
        return self.known - self.kept


def restore(folder: Path, *, at: datetime) -> Restored:
    """Put a backup into the empty database of this installation, and say what it lacks.

    Heads that tell of more than the backup has are moved into a file beside the heads file, so that
    the trail verifies from here on and the cut stays provable; an audit entry says so as well.
    Raises ManifestError, RestoreError, ProgramError, HeadKeyError, SettingError, OSError and psycopg's errors.
    """
    manifest = manifests.read(folder)
    # Asked for first: a restore that lacks a key should stop before it has written anything.
    genuine, live = public_keys(), HeadsFile(settings.AUDIT_HEADS_FILE)
    slip_keys.keys()
    _prepare_heads(live.path, kept=folder / HEADS)
    with open_connection(name="openpias restore") as connection:
        _refuse_unfit(connection)
        # Accounts may have other names here; `grant_work` gives them their rights again.
        foreign = ["--no-owner", "--no-privileges"]
        arguments = ["--exit-on-error", *foreign, "--single-transaction", str(folder / DUMP)]
        programs.run("pg_restore", arguments, connection=connection)
        # A dump holds no statistics, and the first plans would be made without any.
        connection.execute("ANALYZE")
        kept = read_tip(connection).position
    heads = [head for head in _heads(live) if is_genuine(head, keys=genuine)]
    aside = _set_aside(live, kept=kept, at=at) if _known(heads) > kept else None
    done = Restored(
        made_at=manifest.made_at,
        kept=kept,
        known=max(_known(heads), kept),
        kept_at=max((head.at for head in heads if head.position <= kept), default=""),
        known_at=max((head.at for head in heads), default=""),
        aside=aside,
        withdrawn=tuple(slips.withdrawn_before_restore()),
    )
    _write_down(done, at=at)
    return done


def _prepare_heads(live: Path, *, kept: Path) -> None:
    """Use the backup's heads where there are none, or only the beginning of them."""
    live.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not os.access(live.parent, os.W_OK):
        raise RestoreError(f"{live.parent} cannot be written; the heads file there begins anew.")
    content = kept.read_bytes()
    if not live.exists() or content.startswith(live.read_bytes()):
        live.write_bytes(content)
        live.chmod(0o600)


def _refuse_unfit(connection: Connection) -> None:
    if _count(connection, _TABLES):
        raise RestoreError(
            "The database is not empty: create a new one, point DATABASE_URL at it, try again."
        )
    if _count(connection, _OTHERS):
        raise RestoreError(
            "Somebody else is connected to the database: stop web servers and background process."
        )


def _count(connection: Connection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


def _heads(file: HeadsFile) -> Iterator[Head]:
    return (head for head in file.read(upto=file.size()) if isinstance(head, Head))


def _known(heads: list[Head]) -> int:
    return max((head.position for head in heads), default=0)


def _set_aside(live: HeadsFile, *, kept: int, at: datetime) -> Path:
    """Begin the heads file anew with what the restored trail has; the old one stays whole beside."""
    moment = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    old = live.path.with_name(f"{live.path.name}.before-restore-{moment}")
    draft = live.path.with_name(f"{live.path.name}.new")
    with draft.open("wb") as output:
        for head in _heads(live):
            if head.position <= kept:
                output.write(msgspec.json.encode(head) + b"\n")
        output.flush()
        os.fsync(output.fileno())
    draft.chmod(0o600)
    live.path.rename(old)
    draft.rename(live.path)
    return old


def _write_down(done: Restored, *, at: datetime) -> None:
    with transaction.atomic():
        record(
            event="register-restored",
            actor=None,
            subject_kind="installation",
            subject_ref="",
            facts={"kept": done.kept, "known": done.known},
            at=at,
        )
