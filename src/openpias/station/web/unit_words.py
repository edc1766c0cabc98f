"""What is said when the platform did not do what a page asked of it?"""

from openpias.core.smartcard.outcomes import Outcome
from openpias.station.unit.errors import UnitError, UnitRefused
from openpias.station.web import panels
from openpias.station.web.texts import Translate


def said(error: UnitError, _: Translate) -> tuple[str, str]:
    """Return the practice's text and the supplier's: the platform's own words, else the code's."""
    panel = panels.code_panel(Outcome(code=error.code), _)
    own = error.said if isinstance(error, UnitRefused) else None
    practice = own.practice if own else ""
    supplier = own.supplier if own else ""
    return practice or f"{panel.title}. {panel.practice}", supplier or panel.supplier
