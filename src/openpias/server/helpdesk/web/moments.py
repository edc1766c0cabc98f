"""How are moments and terms said in words, in the reader's language?"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from openpias.server.helpdesk.domain.clocks import Clock
from openpias.server.helpdesk.enums import ClockState

_CLASSES = {
    ClockState.RUNNING: "govuk-tag--grey",
    ClockState.SOON: "govuk-tag--orange",
    ClockState.LATE: "govuk-tag--red",
    ClockState.PAUSED: "govuk-tag--yellow",
    ClockState.MET: "govuk-tag--green",
    ClockState.MISSED: "govuk-tag--pink",
}
RUNS = frozenset({ClockState.RUNNING, ClockState.SOON, ClockState.LATE})


def full(value: datetime | None) -> str:
    """Return day, hour and minute; nothing for none."""
    return f"{timezone.localtime(value):%d-%m-%Y %H:%M}" if value else ""


def clock(value: datetime) -> str:
    """Return hour and minute."""
    return f"{timezone.localtime(value):%H:%M}"


def near(value: datetime, *, now: datetime) -> str:
    """Return a moment as people say it: today, tomorrow or yesterday, else the day."""
    local, today = timezone.localtime(value), timezone.localtime(now).date()
    day = {
        today: _("azi"),
        today + timedelta(days=1): _("mâine"),
        today - timedelta(days=1): _("ieri"),
    }.get(local.date(), f"{local:%d-%m-%Y}")
    return f"{day}, {local:%H:%M}"


def lasting(seconds: int) -> str:
    """Return human time, short enough for a column."""
    minutes = abs(seconds) // 60
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)s min") % {"hours": minutes // 60, "minutes": minutes % 60}


def response(found: Clock, *, now: datetime) -> dict[str, str]:
    """Return how the clock of the first answer stands, as a coloured word."""
    return _tag(
        found,
        {
            ClockState.RUNNING: _("răspuns până %(when)s"),
            ClockState.SOON: _("răspuns până %(when)s"),
            ClockState.LATE: _("răspuns întârziat cu %(time)s"),
            ClockState.PAUSED: _("răspuns: termen oprit"),
            ClockState.MET: _("răspuns la timp"),
            ClockState.MISSED: _("răspuns după termen"),
        }[found.state],
        now=now,
    )


def resolution(found: Clock, *, now: datetime) -> dict[str, str]:
    """Return how the clock of the whole incident stands, as a coloured word."""
    return _tag(
        found,
        {
            ClockState.RUNNING: _("rezolvare până %(when)s"),
            ClockState.SOON: _("rezolvare până %(when)s"),
            ClockState.LATE: _("rezolvare întârziată cu %(time)s"),
            ClockState.PAUSED: _("rezolvare: termen oprit"),
            ClockState.MET: _("rezolvat la timp"),
            ClockState.MISSED: _("rezolvat după termen"),
        }[found.state],
        now=now,
    )


def next_due(response_clock: Clock, resolution_clock: Clock, *, now: datetime) -> dict[str, str]:
    """Return the clock that matters now: the answer until it is given, then the end."""
    if response_clock.state in RUNS:
        return response(response_clock, now=now)
    return resolution(resolution_clock, now=now)


def _tag(found: Clock, text: str, *, now: datetime) -> dict[str, str]:
    said = {"when": near(found.due_at, now=now), "time": lasting(found.left_seconds)}
    return {"text": text % said, "classes": _CLASSES[found.state]}
