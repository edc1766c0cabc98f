"""How do plain rows reach tables quickly? Lines of COPY, escaped by us, a table at a time."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from psycopg import sql

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
Value = str | int | bool | None


def line(values: Sequence[Value]) -> str:
    """Return one row as a line of COPY's text format."""
    return "\t".join([_written(value) for value in values]) + "\n"


def _written(value: Value) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if type(value) is int:
        return str(value)
    return str(value).translate(_ESCAPES)


def copy(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """Write lines into a table, in the transaction that is open."""
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with (
        connection.wrap_database_errors,
        _driver().cursor() as cursor,
        cursor.copy(command) as sink,
    ):
        sink.write("".join(lines))


def query(statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Run a statement and return its rows."""
    with connection.wrap_database_errors, _driver().cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def _driver() -> Any:
    connection.ensure_connection()
    return connection.connection
