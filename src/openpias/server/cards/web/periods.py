"""For which days is a register asked?"""

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from openpias.core.calendar import dates

_LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Two days, both included, as they were typed; this month's where something was wrong with them."""

    first: date
    last: date
    first_text: str
    last_text: str
    errors: dict[str, str] = field(default_factory=dict)


def period_of(request: HttpRequest, *, today: date) -> Period:
    """Return the period of the address; the current month up to today where none is given."""
    month = today.replace(day=1)
    first_text = request.GET.get("de_la", dates.typed(month))[:32]
    last_text = request.GET.get("pana_la", dates.typed(today))[:32]
    first, last = dates.parse_full(first_text), dates.parse_full(last_text)
    errors = {}
    if not isinstance(first, date):
        errors["de_la"] = _("Scrieți prima zi ca zi-luna-an.")
    if not isinstance(last, date):
        errors["pana_la"] = _("Scrieți ultima zi ca zi-luna-an.")
    if isinstance(first, date) and isinstance(last, date):
        if last < first:
            errors["pana_la"] = _("Ultima zi este înaintea primei zile.")
        elif (last - first).days > _LONGEST_DAYS:
            errors["pana_la"] = _("Perioada este de cel mult un an.")
    is_good = not errors and isinstance(first, date) and isinstance(last, date)
    return Period(
        first=first if is_good and isinstance(first, date) else month,
        last=last if is_good and isinstance(last, date) else today,
        first_text=first_text,
        last_text=last_text,
        errors=errors,
    )
