"""How many persons were registered in a period, by day, by entry point and by category?

A person counts once, at the first registration: what was merged into another record does not count,
and neither does practice. Numbers that were withdrawn are told apart from those that are in use.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from openpias.server.registry.enums import PersonStatus
from openpias.server.registry.models import Person

_CELLS_AT_ONCE = 2_000
# Somebody who was erased had a number that nobody uses any more.
_WITHDRAWN = (PersonStatus.WITHDRAWN.value, PersonStatus.ERASED.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is counted: both days belong to it; without a provider, those of all."""

    first: date
    last: date
    provider: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many persons a day or a code has; an empty code was not asked for."""

    key: str
    valid: int
    withdrawn: int

    @property
    def total(self) -> int:
        """Return all persons, with those whose number was withdrawn."""
        return self.valid + self.withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One line of the finest table: all that is the same about the persons that it counts."""

    day: date
    provider_code: str
    entry_point: str
    category: str
    valid: int
    withdrawn: int


def by_day(scope: Scope) -> list[Tally]:
    """Return the days on which somebody was registered, in their order; the key is ISO."""
    return _tallies(_days(_persons(scope)), "day")


def by_month(scope: Scope) -> list[Tally]:
    """Return the months in which somebody was registered, in their order; the key is ISO."""
    months: dict[str, Tally] = {}
    for day in by_day(scope):
        month = day.key[:7]
        known = months.get(month, Tally(key=month, valid=0, withdrawn=0))
        months[month] = Tally(
            key=month,
            valid=known.valid + day.valid,
            withdrawn=known.withdrawn + day.withdrawn,
        )
    return list(months.values())


def by_entry_point(scope: Scope) -> list[Tally]:
    """Return the entry points that occur, the most frequent first."""
    return _most_first(_tallies(_persons(scope), "entry_point"))


def by_category(scope: Scope) -> list[Tally]:
    """Return the categories that occur, the most frequent first."""
    return _most_first(_tallies(_persons(scope), "category"))


def cells(scope: Scope) -> Iterator[Cell]:
    """Yield the finest table: a line for each day, provider, entry point and category.

    The database hands over a part at a time: of all providers there may be millions.
    """
    fields = ("day", "provider_code", "entry_point", "category")
    for row in _counted(_days(_persons(scope)), *fields).iterator(_CELLS_AT_ONCE):
        yield Cell(**row)


def _persons(scope: Scope) -> QuerySet[Person]:
    found = Person.objects.filter(
        practice=False,
        registered_at__gte=_midnight(scope.first),
        registered_at__lt=_midnight(scope.last + timedelta(days=1)),
    ).exclude(status=PersonStatus.MERGED)
    return found if scope.provider is None else found.filter(provider_code=scope.provider)


def _midnight(day: date) -> datetime:
    # The legal day is the day in Bucharest, which is the zone of the installation.
    return timezone.make_aware(datetime.combine(day, time.min))


def _days(persons: QuerySet[Person]) -> QuerySet[Person]:
    return persons.annotate(day=TruncDate("registered_at"))


def _counted(persons: QuerySet[Person], *fields: str) -> QuerySet[Person, dict[str, Any]]:
    withdrawn = Q(status__in=_WITHDRAWN)
    rows: QuerySet[Person, dict[str, Any]] = (
        persons.order_by(*fields)
        .values(*fields)
        .annotate(
            valid=Count("pk", filter=~withdrawn),
            withdrawn=Count("pk", filter=withdrawn),
        )
    )
    return rows


def _tallies(persons: QuerySet[Person], field: str) -> list[Tally]:
    return [
        Tally(key=str(row[field]), valid=row["valid"], withdrawn=row["withdrawn"])
        for row in _counted(persons, field)
    ]


def _most_first(tallies: Sequence[Tally]) -> list[Tally]:
    return sorted(tallies, key=lambda each: (-each.total, each.key))
