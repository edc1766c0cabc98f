"""How is everything but the secrets put into one folder, while work goes on?"""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

import openpias
from openpias.server.installation import manifests, programs
from openpias.server.installation.manifests import Manifest
from openpias.server.platform.audit.connections import Connection, open_connection
from openpias.server.platform.audit.heads import HeadsFile
from openpias.server.registry.operations.slip_keys import keys

DUMP = "database.dump"
HEADS = "heads.jsonl"
KEYS = "keys.json"
_NEVER_HERE = "the password inside DATABASE_URL"


def back_up(folder: Path, *, at: datetime) -> Path:
    """Write a backup into a new folder below this one and return it.

    Holds a dump of the database, the heads of the audit trail, the published keys of slips, and a
    manifest with digests that also names the secrets, which are not in it. A backup that fails
    leaves nothing that looks like one. Raises ProgramError, OSError and psycopg's errors.
    """
    done = folder / f"openpias-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    draft = done.with_name(f".{done.name}.part")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.mkdir(mode=0o700)
    try:
        with open_connection(name="openpias backup") as connection:
            _write(draft, connection=connection, at=at)
        _force_to_disk(draft)
        draft.rename(done)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _sync(folder)
    return done


def _write(draft: Path, *, connection: Connection, at: datetime) -> None:
    arguments = ["--format=custom", "--no-owner", "--no-privileges", f"--file={draft / DUMP}"]
    programs.run("pg_dump", arguments, connection=connection)
    # After the dump, so that the heads cover all of it.
    heads = HeadsFile(draft / HEADS)
    heads.path.write_bytes(_heads())
    last = heads.last()
    (draft / KEYS).write_text(keys().ring.published(), encoding="utf-8")
    version = connection.info.server_version
    manifest = Manifest(
        format=manifests.FORMAT,
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        openpias=openpias.__version__,
        postgresql=f"{version // 10_000}.{version % 10_000}",
        position=last.position if last else 0,
        files={name: manifests.kept(draft / name) for name in (DUMP, HEADS, KEYS)},
        not_included=_secrets(),
    )
    manifests.write(draft, manifest)


def _heads() -> bytes:
    """Return the heads written so far: none on a server that has sealed nothing."""
    file: Path = settings.AUDIT_HEADS_FILE
    return file.read_bytes() if file.exists() else b""


def _secrets() -> list[str]:
    """Name what has to be kept elsewhere, without what is in it."""
    folders = {settings.SECRETS_DIR, settings.SLIP_KEYS_DIR}
    files = {str(file) for folder in folders for file in folder.rglob("*") if file.is_file()}
    return [*sorted(files), _NEVER_HERE]


def _force_to_disk(draft: Path) -> None:
    for file in draft.iterdir():
        file.chmod(0o600)
        _sync(file)
    _sync(draft)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
