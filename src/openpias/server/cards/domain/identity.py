"""Are the name and birth date that somebody said those of the card's holder?"""

from datetime import date

from openpias.core.calendar import dates
from openpias.core.names.diacritics import fold, normalise
from openpias.server.cards.enums import Identity


def compare(
    *, surname: str, birth_date: date | None, of_surname: str, of_birth_date: date | None
) -> Identity:
    """Compare without case, marks and hyphens; what was not said is not compared."""
    if not surname.strip() or birth_date is None:
        return Identity.NOT_COMPARED
    same = _words(surname) == _words(of_surname) and birth_date == of_birth_date
    return Identity.AGREES if same else Identity.DIFFERS


def day(text: str) -> date | None:
    """Return the date that somebody typed; None for a text that is none."""
    found = dates.parse_full(text) if text.strip() else None
    return found if isinstance(found, date) else None


def _words(name: str) -> list[str]:
    return fold(normalise(name)).replace("-", " ").split()
