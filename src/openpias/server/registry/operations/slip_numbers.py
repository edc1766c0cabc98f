"""What does the code of a slip say to a form that is filled from it?"""

from dataclasses import dataclass
from datetime import date

from openpias.core.calendar.dates import Precision
from openpias.core.slips.signing import Refusal
from openpias.server.registry.operations import scanned


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipNumber:
    """Whom a slip of ours names; the birth date is None where it is not wholly known."""

    number: str
    surname: str
    given_name: str
    birth_date: date | None


def slip_number(code: str) -> SlipNumber | None:
    """Return what a code says that we signed; None for any other, and for one of practice mode."""
    checked = scanned.verify(code)
    if isinstance(checked, Refusal) or checked.payload.practice:
        return None
    payload = checked.payload
    is_whole = Precision(payload.birth_precision) is Precision.DAY
    return SlipNumber(
        number=payload.number,
        surname=payload.surname,
        given_name=payload.given_name,
        birth_date=payload.birth_date if is_whole else None,
    )
