"""Is a slip still true?"""

from openpias.server.registry.enums import SlipStatus
from openpias.server.registry.models import Slip


def status_of(slip_id: bytes) -> SlipStatus:
    """Return what the register says of a slip; one that is no longer kept is withdrawn."""
    status = Slip.objects.filter(slip_id=slip_id).values_list("status", flat=True).first()
    return SlipStatus(status) if status else SlipStatus.WITHDRAWN
