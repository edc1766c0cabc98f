"""How do plain rows reach tables quickly? Lines of COPY, a table at a time."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from psycopg import sql


def copy(table: str, columns: Sequence[str], lines: Iterable[bytes]) -> None:
    """Write lines into a table, in the transaction that is open."""
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with (
        connection.wrap_database_errors,
        _driver().cursor() as cursor,
        cursor.copy(command) as sink,
    ):
        sink.write(b"".join(lines))


def query(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows."""
    with connection.wrap_database_errors, _driver().cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def _driver() -> Any:
    connection.ensure_connection()
    return connection.connection
