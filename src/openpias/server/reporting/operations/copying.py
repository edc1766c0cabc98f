"""How do many plain rows reach a table quickly? COPY, in the transaction that is open."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from psycopg import sql


def copy(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows into a table."""
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    connection.ensure_connection()
    driver: Any = connection.connection
    with (
        connection.wrap_database_errors,
        driver.cursor() as cursor,
        cursor.copy(command) as sink,
    ):
        for row in rows:
            sink.write_row(row)
