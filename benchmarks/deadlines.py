"""How long does it take to compute a million deadlines again after CNAS declared an outage?

Pure: no database. Services lie on the days of three years; the installation has thirty outages and
five declared days, and one outage is added. Each figure is processor time of this process, and the
answers are held against a slow look before anything is printed. The last line is JSON.
Usage: deadlines.py [SERVICES]
"""

import hashlib
import json
import random
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from openpias.core.calendar.legal_day import bounds, last_second
from openpias.core.calendar.reporting_clock import (
    POLICIES,
    Effect,
    Pause,
    PauseKind,
    ReportingClock,
    ReportingPolicy,
)
from openpias.core.calendar.working_days import DeclaredDay, WorkingDays

_FIRST, _DAYS = date(2024, 1, 1), 1096
_AIM_S = 60.0
_Answer = TypeVar("_Answer")
_HALF_HOUR = timedelta(minutes=30)


def outages(chance: random.Random, number: int) -> list[Pause]:
    """Return outages of half an hour to two days, anywhere in the years."""
    begin = bounds(_FIRST)[0]
    starts = [begin + _HALF_HOUR * chance.randrange(48 * _DAYS) for _ in range(number)]
    return [
        Pause(
            kind=PauseKind.OUTAGE,
            begins=at,
            ends=at + _HALF_HOUR * chance.randrange(1, 97),
            act="Anunț de probă",
        )
        for at in starts
    ]


def slowly(day: date, days: WorkingDays, pauses: list[Pause]) -> datetime:
    """Return the deadline where touched days do not count, without any shortcut."""
    left = POLICIES[0].working_days
    while left:
        day = days.next_after(day)
        begin, end = bounds(day)
        left -= not any(pause.begins < end and begin < pause.ends for pause in pauses)
    return last_second(day)


def seconds(act: Callable[[], _Answer]) -> tuple[float, _Answer]:
    """Return the processor time of an act and its answer."""
    begin = time.process_time()
    answer = act()
    return round(time.process_time() - begin, 3), answer


def calibrate() -> None:
    """Compute 100,000 rounds of SHA-256, to compare machines."""
    digest = b""
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()


def main(services: int) -> None:
    """Print the figures; ends with an error where an answer is wrong or the aim is missed."""
    chance = random.Random(1)
    given = [_FIRST + timedelta(days=chance.randrange(_DAYS)) for _ in range(services)]
    declared = [
        DeclaredDay(day=date(2025, 5, day), works=False, act="HG de probă") for day in range(5, 10)
    ]
    days, pauses = WorkingDays(declared), outages(chance, 31)
    parts = ReportingPolicy(
        working_days=3,
        outage=Effect.TIME_GIVEN_BACK,
        suspension=Effect.TIME_GIVEN_BACK,
        act="De probă",
        source="",
        valid_from=_FIRST,
    )
    before = ReportingClock(POLICIES[0], days=days, pauses=pauses[:-1]).deadlines(given)
    again, after = seconds(
        lambda: ReportingClock(POLICIES[0], days=days, pauses=pauses).deadlines(given)
    )
    back, _ = seconds(lambda: ReportingClock(parts, days=days, pauses=pauses).deadlines(given))
    clock = ReportingClock(POLICIES[0], days=days, pauses=pauses)
    late, _ = seconds(
        lambda: [clock.is_late(at, service_day=day) for day, at in zip(given, before, strict=True)]
    )
    wrong = sum(
        deadline != slowly(day, days, pauses)
        for day, deadline in dict(zip(given, after, strict=True)).items()
    )
    if wrong or max(again, back, late) > _AIM_S:
        raise SystemExit(f"{wrong} wrong deadlines; {again} s, {back} s, {late} s")
    print(
        json.dumps(
            {
                "services": services,
                "moved": sum(x != y for x, y in zip(before, after, strict=True)),
                "recomputed_s": again,
                "time_given_back_s": back,
                "is_late_s": late,
                "calibration_ms": round(1000 * seconds(calibrate)[0], 1),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
