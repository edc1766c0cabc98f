"""Is a slip still true?"""

from openpias.server.registry.enums import SlipStatus
from openpias.server.registry.models import Slip


def status_of(slip_id: bytes) -> SlipStatus | None:
    """Return what the register says of a slip; None of one that it does not have.

    Rows of slips are never removed: where we signed a slip and have none, a restore lost it.
    """
    status = Slip.objects.filter(slip_id=slip_id).values_list("status", flat=True).first()
    return SlipStatus(status) if status else None
