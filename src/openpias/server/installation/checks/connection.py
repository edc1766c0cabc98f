"""Does the database answer at all?"""

from collections.abc import Iterator

from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from openpias.server.installation.checks.problems import Check, Place, Problem, error


def is_reached(_place: Place) -> Iterator[Problem]:
    """Find a database that does not answer."""
    try:
        connection.ensure_connection()
    except (OperationalError, InterfaceError) as reason:
        told = str(reason).strip().splitlines()[-1][:300]
        yield error(
            "database-unreachable",
            what=f"The database does not answer: {told}",
            do="Start PostgreSQL and compare DATABASE_URL with pg_hba.conf; see running.md.",
        )


CHECKS: tuple[Check, ...] = (is_reached,)
