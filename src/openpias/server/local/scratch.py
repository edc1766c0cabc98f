"""How does a command get a register of its own for a while, with tables and codes?"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from openpias.server.local import environment
from openpias.server.local.postgres import Cluster


@contextmanager
def scratch_register(*, durable: bool = False) -> Iterator[None]:
    """Set Django up on a new database in a temporary home, and remove both at the end.

    Must run before anything of Django is imported. Commits are flushed to disk only where what is
    measured must be `durable`, since the database does not outlive the command.
    """
    home = Path(tempfile.mkdtemp(prefix="openpias-scratch-"))
    home.chmod(0o711)
    cluster = Cluster(home)
    environment.ensure_secrets(home)
    for name in environment.SECRETS:
        os.environ.pop(f"OPENPIAS_{name.upper()}", None)
    os.environ.update(
        {
            "DATABASE_URL": cluster.dsn(),
            "DJANGO_SETTINGS_MODULE": "openpias.server.config.settings",
            "OPENPIAS_HOME": str(home),
            "OPENPIAS_LOG_LEVEL": "CRITICAL",
            "OPENPIAS_PROFILE": "test",
            "PGOPTIONS": f"-c synchronous_commit={'on' if durable else 'off'}",
        }
    )
    try:
        cluster.start()
        cluster.create_database("openpias")
        _prepare()
        yield
    finally:
        _disconnect()
        cluster.stop()
        remove(home)


def _prepare() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("load_nomenclatures", verbosity=0)
    call_command("load_houses", verbosity=0)


def _disconnect() -> None:
    from django.db import connections

    connections.close_all()


def remove(home: Path) -> None:
    """Remove a home whose database has stopped, wherever its data lies."""
    location = home / "pg.location"
    if location.exists():
        shutil.rmtree(location.read_text(encoding="utf-8"), ignore_errors=True)
    shutil.rmtree(home, ignore_errors=True)
