"""What may other modules ask of reporting? Plain data only."""

from openpias.server.reporting.queries.clock import deadlines
from openpias.server.reporting.queries.periods import PeriodView

__all__ = ["PeriodView", "deadlines"]
