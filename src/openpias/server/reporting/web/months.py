"""Which month is asked for, and which are there to choose from?"""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone

from openpias.pages import Choice
from openpias.server.reporting.web import labels

_MOST = 18


def month_of(request: HttpRequest, *, name: str = "luna") -> date | None:
    """Return the first day of the month that an address names; None for none and for nonsense."""
    text = request.GET.get(name, "")
    try:
        found = datetime.strptime(text, "%Y-%m")  # noqa: DTZ007 - a month has no zone
    except ValueError:
        return None
    return found.date() if found.year >= 2022 else None


def this_month() -> date:
    """Return the first day of the month in Romania."""
    return timezone.localdate().replace(day=1)


def months(now: datetime) -> list[Choice]:
    """Return this month and those before it, the latest first."""
    first, found = labels.today_of(now).replace(day=1), []
    for _each in range(_MOST):
        found.append(Choice(value=f"{first:%Y-%m}", text=labels.month(first)))
        first = date(first.year - (first.month == 1), (first.month - 2) % 12 + 1, 1)
    return found
