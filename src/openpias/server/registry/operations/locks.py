"""How does a slow write keep out of the way of registrations of the same person?"""

from collections.abc import Iterable

from django.db import connection

GATE = 4711


def hold(keys: Iterable[int]) -> None:
    """Take the locks that a registration of the same facts takes, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [GATE])
        for key in sorted(set(keys)):
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
