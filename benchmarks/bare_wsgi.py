"""What does the database function cost over HTTP without a platform? The floor of `make bench`.

No accounts, no validation, no names: the body carries the ready parameters of the function, which
is called prepared, one connection a thread.
"""

import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import psycopg

_CALL = (
    "SELECT registry_register(%s::jsonb, %s::bigint[], %s::bigint[], %s::bigint[], %s::bigint[],"
    " %s::text[])::text"
)
_local = threading.local()


def _connection() -> psycopg.Connection[Any]:
    if not hasattr(_local, "connection"):
        _local.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    connection: psycopg.Connection[Any] = _local.connection
    return connection


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer 201 when the function issued a number, 409 when it did not."""
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    cursor = _connection().execute(_CALL, msgspec.json.decode(body), prepare=True)
    reply = cursor.fetchone()[0].encode()
    issued = msgspec.json.decode(reply)["status"] == "issued"
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(reply)))]
    start_response("201 Created" if issued else "409 Conflict", headers)
    return [reply]
