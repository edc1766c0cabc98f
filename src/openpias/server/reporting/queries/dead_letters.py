"""Which reports broke their worker too often?"""

from openpias.server.platform.accounts.actors import Actor
from openpias.server.reporting.enums import ReportState
from openpias.server.reporting.queries import visibility
from openpias.server.reporting.queries.reports import ReportPage, page_of


def page(actor: Actor, *, number: int = 1) -> ReportPage:
    """Return one page of the dead letters that the actor may see, the newest first."""
    found = visibility.reports(actor).filter(state=ReportState.DEAD_LETTER)
    return page_of(found.order_by("-pk"), number=number)
