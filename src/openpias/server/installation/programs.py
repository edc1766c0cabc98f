"""Which PostgreSQL program serves this database, and how is it told where the database is?"""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from psycopg.conninfo import make_conninfo

from openpias.server.local.postgres import PostgresError, binary
from openpias.server.platform.audit.connections import Connection


class ProgramError(Exception):
    """A program is missing or ended badly; the message says what to do."""


def run(name: str, arguments: Sequence[str], *, connection: Connection) -> None:
    """Run pg_dump or pg_restore on the database of this connection; raises ProgramError."""
    program = _program(name, major=connection.info.server_version // 10_000)
    told = connection.info.get_parameters()
    address = make_conninfo("", **{**told, "application_name": f"openpias {name}"})
    # Arguments show in the process list; the environment is seen by its owner alone.
    secret = {"PGPASSWORD": connection.info.password} if connection.info.password else {}
    done = subprocess.run(
        [str(program), *arguments, f"--dbname={address}"],
        env={**os.environ, "LC_ALL": "C", **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise ProgramError(f"{name} failed: {done.stderr.strip()[-2000:]}")


def _program(name: str, *, major: int) -> Path:
    """Return the first program that is not older than the server."""
    found = {place: _major(place) for place in _places(name)}
    for place, version in found.items():
        if version >= major:
            return place
    have = ", ".join(str(version) for version in found.values()) or "none"
    raise ProgramError(
        f"{name} of PostgreSQL {major} or later is needed (found: {have}): "
        f"install postgresql-client-{major}."
    )


def _places(name: str) -> Iterator[Path]:
    try:
        ours = binary(name)
    except PostgresError:
        pass
    else:
        if ours.exists():
            yield ours
    elsewhere = shutil.which(name)
    if elsewhere:
        yield Path(elsewhere)


def _major(program: Path) -> int:
    done = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False)
    version = done.stdout.partition("PostgreSQL) ")[2].partition(".")[0]
    return int(version) if version.isdecimal() else 0
