"""Since when does the oldest document wait for the virus scanner?"""

from datetime import datetime

from openpias.server.helpdesk.enums import VirusCheck
from openpias.server.helpdesk.models import AttachedDocument


def waiting_since() -> datetime | None:
    """Return when the mail of the oldest document came that nobody judged; None where none waits.

    One query. Also without a scanner, for what waited for one stays closed.
    """
    waiting = AttachedDocument.objects.filter(virus_check=VirusCheck.WAITING).exclude(sealed=None)
    return waiting.order_by("entry__at").values_list("entry__at", flat=True).first()
