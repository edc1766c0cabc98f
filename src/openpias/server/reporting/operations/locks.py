"""Which writes of one provider wait for one another?"""

from django.db import connection


def hold(*names: str) -> None:
    """Wait until nobody else holds a lock of this name, and hold it to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            ["/".join(("reporting", *names))],
        )
