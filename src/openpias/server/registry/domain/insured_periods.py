"""May somebody be insured, or have this family doctor, in this period?

Both days belong to a period, and no two periods of a kind of one person share a day.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from openpias.core.calendar import dates
from openpias.core.findings import Finding
from openpias.core.identifiers import fiscal_code, stamp_code
from openpias.server.registry.domain.codes import Vocabulary
from openpias.server.registry.domain.collecting import Collector
from openpias.server.registry.domain.insured_inputs import FamilyDoctorInput, InsuranceInput

_PHONE = re.compile(r"\+?[0-9 ./()-]{6,19}")
# The database counts days from 1900 in blocks that end long after this year.
LATEST = date(2100, 12, 31)


class Period(Protocol):
    """Anything with a first day and, unless it is open, a last one."""

    @property
    def valid_from(self) -> date:
        """Return the first day."""
        ...

    @property
    def valid_to(self) -> date | None:
        """Return the last day; None for an open period."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A period may come in: it stands there already, or these open ones end on the day before."""

    is_known: bool
    ended: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Between which days somebody may be insured: from birth to death, where it is known."""

    born_on: date
    died_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedInsurance:
    """A period of insurance that may be kept, if it overlaps no other."""

    category: str
    state: str
    valid_from: date
    valid_to: date | None
    ends_previous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFamilyDoctor:
    """A family doctor who may be kept; `valid_to` is open until another one is chosen."""

    stamp_code: str
    surname: str
    given_name: str
    phone: str
    provider_code: str
    valid_from: date
    valid_to: date | None = None


def check_insurance(
    typed: InsuranceInput, *, life: Life, today: date, vocabulary: Vocabulary
) -> CheckedInsurance | list[Finding]:
    """Return the period, or every finding; codes are asked on its first day."""
    collector = Collector(today=today)
    first = _day(typed.valid_from, "/valid_from", collector, required=True)
    last = _day(typed.valid_to, "/valid_to", collector)
    category, state = (
        collector.code(text, path, codes=vocabulary[name], day=first)
        for text, path, name in (
            (typed.category, "/category", "insurance-categories"),
            (typed.state, "/state", "insurance-states"),
        )
    )
    if first and last and last < first:
        collector.error("ends-before-it-starts", "/valid_to")
    _in_life(first, life, collector)
    if collector.has_errors() or first is None:
        return collector.findings
    return CheckedInsurance(
        category=category,
        state=state,
        valid_from=first,
        valid_to=last,
        ends_previous=typed.ends_previous,
    )


def check_family_doctor(
    typed: FamilyDoctorInput, *, life: Life, today: date
) -> CheckedFamilyDoctor | list[Finding]:
    """Return the family doctor, or every finding."""
    collector = Collector(today=today)
    stamp = stamp_code.parse(typed.stamp_code)
    if isinstance(stamp, stamp_code.Problem):
        collector.error(stamp if typed.stamp_code.strip() else "required", "/stamp_code")
    surname = collector.name(typed.surname, "/surname", required=True)
    given_name = collector.name(typed.given_name, "/given_name", required=False)
    phone = " ".join(typed.phone.split())
    if phone and not _PHONE.fullmatch(phone):
        collector.error("phone-shape", "/phone")
    provider = fiscal_code.parse(typed.provider_code)
    if isinstance(provider, fiscal_code.Problem):
        collector.error(provider if typed.provider_code.strip() else "required", "/provider_code")
    first = _day(typed.valid_from, "/valid_from", collector, required=True)
    _in_life(first, life, collector)
    if collector.has_errors() or first is None:
        return collector.findings
    return CheckedFamilyDoctor(
        stamp_code=stamp,
        surname=surname,
        given_name=given_name,
        phone=phone,
        provider_code=provider,
        valid_from=first,
    )


def check_last_day(typed: str, *, first: date, today: date) -> date | list[Finding]:
    """Return the last day of a period that began on `first`, or why it cannot end so."""
    collector = Collector(today=today)
    last = _day(typed, "/valid_to", collector, required=True)
    if last and last < first:
        collector.error("ends-before-it-starts", "/valid_to")
    return collector.findings if last is None or collector.has_errors() else last


def overlapping(period: Period, others: Iterable[Period]) -> list[Finding]:
    """Name the first other period that shares a day with this one, by its days."""
    for other in others:
        if _touch(period, other):
            facts = {
                "first": dates.typed(other.valid_from),
                "last": dates.typed(other.valid_to) if other.valid_to else "…",
            }
            return [Finding(code="periods-overlap", path="/valid_from", facts=facts)]
    return []


def fit(
    new: Period, others: Sequence[Period], *, follows: bool, same: Callable[[Any, Any], bool]
) -> Fit | list[Finding]:
    """Say how a period comes in among others; where it `follows`, open ones that began before end.

    `same` tells whether two say the same, so that a repetition is known.
    """
    if any(same(new, other) for other in others):
        return Fit(is_known=True)
    ended = [
        each
        for each in others
        if follows and each.valid_to is None and each.valid_from < new.valid_from
    ]
    findings = overlapping(new, [each for each in others if each not in ended])
    return findings or Fit(is_known=False, ended=tuple(ended))


def day_before(day: date) -> date:
    """Return the last day of what another period follows."""
    return day - timedelta(days=1)


def _touch(one: Period, other: Period) -> bool:
    starts_in_time = other.valid_to is None or one.valid_from <= other.valid_to
    return starts_in_time and (one.valid_to is None or other.valid_from <= one.valid_to)


def _day(raw: str, path: str, collector: Collector, *, required: bool = False) -> date | None:
    day = collector.full_date(raw, path, required=required, past=False)
    if day is not None and not date(1900, 1, 1) <= day <= LATEST:
        collector.error("period-out-of-range", path)
        return None
    return day


def _in_life(first: date | None, life: Life, collector: Collector) -> None:
    if first is None:
        return
    if first < life.born_on:
        collector.error("period-before-birth", "/valid_from")
    elif life.died_on is not None and first > life.died_on:
        collector.error("period-after-death", "/valid_from")
