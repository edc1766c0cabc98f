"""Which days do periods cover, and until when do contracts let a provider work?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a first to a last day, both inside; without a last day it goes on."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the day is inside."""
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether the two share a day."""
        begins_in_time = self.last is None or other.first <= self.last
        return begins_in_time and (other.last is None or self.first <= other.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Contracts that follow one another, or overlap, without a day between them."""

    first: date
    last: date


def runs(contracts: Iterable[Run]) -> list[Run]:
    """Return the unbroken runs of these contracts, the earliest first."""
    joined: list[Run] = []
    for each in sorted(contracts, key=lambda run: (run.first, run.last)):
        if joined and each.first <= joined[-1].last + timedelta(days=1):
            last = max(joined[-1].last, each.last)
            joined[-1] = Run(first=joined[-1].first, last=last)
        else:
            joined.append(each)
    return joined


def door_end(contracts: Iterable[Run], *, today: date) -> date | None:
    """Return the last day on which the provider's account opens; None where there is no contract.

    The end of the run that covers today; between two runs the end of the former, so that the door
    stays shut until the next begins. A provider whose first contract is to come may prepare.
    """
    found = runs(contracts)
    begun = [each for each in found if each.first <= today]
    if begun:
        return begun[-1].last
    return found[0].last if found else None


def ends_soon(contracts: Iterable[Run], *, today: date) -> date | None:
    """Return the end of the run that covers today, where it comes within 30 days."""
    for each in runs(contracts):
        if each.first <= today <= each.last:
            return each.last if each.last - today <= SOON else None
    return None
