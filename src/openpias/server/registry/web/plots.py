"""Which figures of the register are drawn: what stands beside each bar, and which two parts has it?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext as _

from openpias.server.platform.http import plots
from openpias.server.registry.queries.figures import Tally

_MOST_BARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: what stands beside it, and its two parts."""

    label: str
    valid: int
    withdrawn: int


def bars(tallies: Sequence[Tally], *, name: Callable[[str], str]) -> list[Bar]:
    """Return the most frequent as bars; what has no room is added up in the last one."""
    shown, rest = tallies[:_MOST_BARS], tallies[_MOST_BARS:]
    drawn = [
        Bar(label=plots.short(name(each.key)), valid=each.valid, withdrawn=each.withdrawn)
        for each in shown
    ]
    if rest:
        drawn.append(
            Bar(
                label=_("Altele"),
                valid=sum(each.valid for each in rest),
                withdrawn=sum(each.withdrawn for each in rest),
            )
        )
    return drawn


def columns(drawn: Sequence[Bar]) -> HttpResponse:
    """Draw what follows in time, from left to right."""
    return plots.columns([bar.label for bar in drawn], _series(drawn))


def lines(drawn: Sequence[Bar]) -> HttpResponse:
    """Draw what has long names, the first one on top."""
    return plots.lines([bar.label for bar in drawn], _series(drawn))


def _series(drawn: Sequence[Bar]) -> plots.Series:
    return [
        (_("În vigoare"), [bar.valid for bar in drawn]),
        (_("Retrase"), [bar.withdrawn for bar in drawn]),
    ]
