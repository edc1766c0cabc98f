"""Within how much human time is an incident answered and resolved? Dated, as all policy is.

The seed names hours of work and no terms: each figure is a decision of ours.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from openpias.server.helpdesk.enums import Priority

_H = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Human time until the first answer by a person, and until the incident is closed."""

    response: timedelta
    resolution: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPolicy:
    """What holds from a day on, until the next one begins; `soon` is when a clock warns.

    `reopened_within` is how long after its end an answer reopens an incident, and not opens another.
    """

    valid_from: date
    act: str
    targets: Mapping[Priority, Target]
    soon: timedelta
    reopened_within: timedelta
    auto_closed_after: timedelta


POLICIES = (
    ClockPolicy(
        valid_from=date(2022, 3, 17),
        act="OpenPIAS",
        targets={
            Priority.URGENT: Target(response=1 * _H, resolution=8 * _H),
            Priority.HIGH: Target(response=2 * _H, resolution=20 * _H),
            Priority.NORMAL: Target(response=4 * _H, resolution=40 * _H),
            Priority.LOW: Target(response=8 * _H, resolution=80 * _H),
        },
        soon=1 * _H,
        reopened_within=timedelta(days=30),
        auto_closed_after=timedelta(days=14),
    ),
)


def policy_on(day: date, policies: tuple[ClockPolicy, ...] = POLICIES) -> ClockPolicy:
    """Return the policy of a day; the first one holds for days before it too."""
    valid = [each for each in policies if each.valid_from <= day]
    return valid[-1] if valid else policies[0]
