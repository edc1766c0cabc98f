"""How does a statement run while a station waits: planned once on each connection?

Django writes the parameters into the text, so that PostgreSQL plans each call anew; the driver's own
cursor sends them apart and prepares what it sees again, unless the installation turned that off.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor


def run(sql: str, parameters: Sequence[Any]) -> tuple[Any, ...] | None:
    """Run one statement and return its first row, if it has any; raises Django's database errors."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(sql.encode(), parameters)
        return cursor.fetchone() if cursor.description else None
