"""How does a statement run while a station or a mail server waits?

Django writes the parameters into the text; the driver's own cursor sends them apart.
It may prepare nothing: at the first rollback after that it would drop every prepared statement of the
connection, and with them those of `PreparedCall`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from psycopg import Cursor


def run(sql: str, parameters: Sequence[Any] | Mapping[str, Any]) -> tuple[Any, ...] | None:
    """Run one statement and return its first row, if it has any; raises Django's database errors."""
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(sql.encode(), parameters, prepare=False)
        return cursor.fetchone() if cursor.description else None
