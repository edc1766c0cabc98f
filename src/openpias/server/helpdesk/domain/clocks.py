"""How does a clock of an incident stand, in human time?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openpias.core.calendar.helpdesk_hours import HelpdeskClock
from openpias.server.helpdesk.domain.policy import ClockPolicy
from openpias.server.helpdesk.enums import ClockState, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A clock at a moment; `left_seconds` is human time, below zero where it is late."""

    state: ClockState
    due_at: datetime
    left_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dues:
    """Until when an incident is answered and resolved."""

    response: datetime
    resolution: datetime


def dues(
    opened_at: datetime,
    priority: Priority,
    *,
    paused: timedelta,
    policy: ClockPolicy,
    hours: HelpdeskClock,
) -> Dues:
    """Return both due moments; human time spent waiting for the reporter comes on top."""
    target = policy.targets[priority]
    return Dues(
        response=hours.after(opened_at, target.response + paused),
        resolution=hours.after(opened_at, target.resolution + paused),
    )


def stands(
    due_at: datetime,
    *,
    done_at: datetime | None,
    paused_at: datetime | None,
    at: datetime,
    soon: timedelta,
    hours: HelpdeskClock,
) -> Clock:
    """Return how a clock stands: done in time or not, paused, or running."""
    until = done_at or paused_at or at
    left = hours.elapsed(until, due_at)
    return Clock(
        state=_state(left, is_done=done_at is not None, is_paused=paused_at is not None, soon=soon),
        due_at=due_at,
        left_seconds=int(left.total_seconds()),
    )


def _state(left: timedelta, *, is_done: bool, is_paused: bool, soon: timedelta) -> ClockState:
    in_time = left >= timedelta()
    if is_done:
        return ClockState.MET if in_time else ClockState.MISSED
    if is_paused:
        return ClockState.PAUSED
    if not in_time:
        return ClockState.LATE
    return ClockState.SOON if left <= soon else ClockState.RUNNING
