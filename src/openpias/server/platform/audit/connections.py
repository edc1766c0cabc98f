"""How does the sealer or a verification get a connection of its own?"""

from typing import Any

import psycopg
from django.db import connections
from psycopg.rows import tuple_row

Connection = psycopg.Connection[tuple[Any, ...]]


def open_connection(*, name: str) -> Connection:
    """Open a connection to the project's database, outside Django's; autocommit, named for logs."""
    parameters = connections["default"].get_connection_params()
    for ours in ("cursor_factory", "context", "application_name", "row_factory", "autocommit"):
        parameters.pop(ours, None)
    return psycopg.connect(
        **parameters, application_name=name, autocommit=True, row_factory=tuple_row
    )
