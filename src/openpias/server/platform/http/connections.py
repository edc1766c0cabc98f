"""Is this thread's database connection still there? A server that restarted has closed it.

An idle connection has nothing to say; when its socket can be read, the other end hung up. Looking
costs microseconds and no round trip, and spares the next caller a 503 after a restart.
"""

import select

from django.core.cache import close_caches
from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections, reset_queries


def drop_stale() -> None:
    """Close the connection of this thread when the server has hung up; Django opens another."""
    connection = connections[DEFAULT_DB_ALIAS]
    driver = connection.connection
    if driver is None or connection.in_atomic_block:
        return
    if driver.closed or _has_news(driver.fileno()):
        connection.close()
    elif connection.errors_occurred:
        connection.close_if_unusable_or_obsolete()


def look_once() -> None:
    """Take Django's own looks at the connections away: `drop_stale` has looked.

    They would walk over every connection before and after each request, and reset a list of queries
    that only DEBUG fills. The caches that would be closed live in the process.
    """
    request_started.disconnect(reset_queries)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    request_finished.disconnect(close_caches)


def _has_news(socket: int) -> bool:
    poll = select.poll()
    poll.register(socket, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
