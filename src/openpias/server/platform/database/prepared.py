"""How does one statement run at every call without being built anew each time?

The driver's cursor looks at each parameter, and asks whether the statement is prepared, in Python.
For a statement whose parameters are ready texts its lower interface does the same in a third of the
time (`docs/performance.md`). Errors are the driver's own, turned into Django's like all others.
"""

import threading
import weakref
from collections.abc import Sequence

from django.db import DEFAULT_DB_ALIAS, connections
from psycopg import Connection, OperationalError
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus


class PreparedCall:
    """A statement that returns one text; prepared once on every connection that runs it.

    Where OPENPIAS_PREPARE is 0 it is sent whole at every call, still in one round trip.

    `sql` takes `$1`, `$2`, … as in PostgreSQL itself. Safe to use from several threads, each of
    which has its own connection.
    """

    def __init__(self, name: str, sql: str) -> None:
        self._name = name.encode()
        self._sql = sql.encode()
        self._prepared: weakref.WeakSet[Connection[object]] = weakref.WeakSet()
        self._lock = threading.Lock()

    def run(self, parameters: Sequence[str]) -> bytes:
        """Return the first column of the first row; b"" when there is none or it is null.

        Raises Django's database errors. While it waits, other threads run.
        """
        django = connections[DEFAULT_DB_ALIAS]
        django.ensure_connection()
        with django.wrap_database_errors:
            return self._run(django.connection, [each.encode() for each in parameters])

    def _run(self, connection: Connection[object], parameters: list[bytes]) -> bytes:
        if connection.prepare_threshold is None:
            # Behind a pooler the next call may meet another server process: nothing is kept there.
            result = connection.pgconn.exec_params(self._sql, parameters)
        else:
            if connection not in self._prepared:
                self._prepare(connection)
            result = connection.pgconn.exec_prepared(self._name, parameters)
        if result.status != ExecStatus.TUPLES_OK:
            raise error_from_result(result, encoding="utf-8")
        return result.get_value(0, 0) or b"" if result.ntuples else b""

    def _prepare(self, connection: Connection[object]) -> None:
        if connection.closed:
            raise OperationalError("the connection is closed")
        result = connection.pgconn.prepare(self._name, self._sql)
        if result.status != ExecStatus.COMMAND_OK:
            raise error_from_result(result, encoding="utf-8")
        with self._lock:
            self._prepared.add(connection)
