"""What does the demonstration need so that somebody can report? Lists, and periods that are open."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from openpias.core.rules.records import ReportKind
from openpias.server.platform.accounts.actors import Actor
from openpias.server.platform.clock import day_of
from openpias.server.reporting.operations import nomenclatures, periods


def create(*, houses: Iterable[str], actor: Actor, at: datetime) -> int:
    """Load the invented lists and open this month and the last for these houses; return how many.

    Counts list entries that were added. Harmless to repeat.
    """
    added = nomenclatures.load_demo(at=at)
    this = day_of(at)
    last = this.replace(day=1) - timedelta(days=1)
    for house in houses:
        for day in (last, this):
            periods.open_month(day, house=house, kinds=ReportKind, actor=actor, at=at)
    return added
