"""Which reference does the next incident get?"""

from datetime import datetime

from django.db import connection

from openpias.server.helpdesk.enums import Mailbox
from openpias.server.platform.clock import day_of

_NEXT = """
    INSERT INTO helpdesk_reference_counter (mailbox, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (mailbox, year) DO UPDATE SET last = helpdesk_reference_counter.last + 1
    RETURNING last
"""


def draw(mailbox: Mailbox, *, at: datetime) -> str:
    """Return the next reference of a mailbox, as SIUI-2026-000123; one that is rolled back is reused.

    Other incidents of the mailbox wait until the transaction ends, so numbers have no holes.
    """
    year = day_of(at).year
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [mailbox.value, year])
        number = int(cursor.fetchone()[0])
    return f"{mailbox.value.upper()}-{year}-{number:06d}"
