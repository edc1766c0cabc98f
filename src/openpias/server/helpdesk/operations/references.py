"""Which reference does the next incident get?"""

from django.db import connection

from openpias.server.helpdesk.enums import Mailbox

_NEXT = """
    INSERT INTO helpdesk_reference_counter (mailbox, year, last) VALUES (%(box)s, %(year)s, %(many)s)
    ON CONFLICT (mailbox, year) DO UPDATE SET last = helpdesk_reference_counter.last + excluded.last
    RETURNING last
"""


def draw(mailbox: Mailbox, *, year: int, many: int = 1) -> tuple[str, ...]:
    """Return the next references of a mailbox, as SIUI-2026-000123; what is rolled back is reused.

    Other incidents of the mailbox wait until the transaction ends, so numbers have no holes.
    """
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, {"box": mailbox.value, "year": year, "many": many})
        last = int(cursor.fetchone()[0])
    name = f"{mailbox.value.upper()}-{year}"
    return tuple(f"{name}-{number:06d}" for number in range(last - many + 1, last + 1))
