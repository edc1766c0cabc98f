"""How much did the providers of a house give to displaced persons in a month? Counts, and nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Model, QuerySet, Sum

from openpias.core.rules.records import PersonType
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers import api as providers
from openpias.server.reporting.domain.periods import month
from openpias.server.reporting.models import DistinctEntry, ReportedRecord
from openpias.server.reporting.queries.distinct import DistinctFilter

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderCount:
    """What a provider gave under a kind; `value` is in lei, `persons` are different ones."""

    house: str
    provider: str
    name: str
    kind: str
    services: int
    persons: int
    value: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class CountPage:
    """One page of counts by provider; the sums are those of all pages."""

    rows: Sequence[ProviderCount]
    total: int
    services: int
    value: Decimal
    number: int
    pages: int


def page(actor: Actor, *, wanted: DistinctFilter, number: int = 1) -> CountPage:
    """Return one page of the counts that a house, or CNAS, may see; three queries."""
    every = rows(actor, wanted=wanted)
    pages = max(1, -(-len(every) // PAGE))
    shown = min(max(1, number), pages)
    return CountPage(
        rows=every[(shown - 1) * PAGE : shown * PAGE],
        total=len(every),
        services=sum(each.services for each in every),
        value=sum((each.value for each in every), Decimal(0)),
        number=shown,
        pages=pages,
    )


def rows(actor: Actor, *, wanted: DistinctFilter) -> Sequence[ProviderCount]:
    """Return all counts by house, name and kind.

    By hand only kinds are entered whose reports take no displaced person, so that none is counted twice.
    """
    counted = [*_counted(_reported(), actor, wanted), *_counted(_entered(), actor, wanted)]
    names = providers.provider_names(each["provider_code"] for each in counted)
    found = [
        ProviderCount(
            house=each["house_code"],
            provider=each["provider_code"],
            name=names.get(each["provider_code"], ""),
            kind=each["kind"],
            services=each["services"],
            persons=each["persons"],
            value=each["value"] or Decimal(0),
        )
        for each in counted
    ]
    return sorted(found, key=lambda each: (each.house, each.name, each.provider, each.kind))


def _reported() -> QuerySet[ReportedRecord]:
    return ReportedRecord.objects.filter(
        superseded_at=None, person_type=PersonType.OUG15.value, withdrawn_at=None, state__gt=0
    )


def _entered() -> QuerySet[DistinctEntry]:
    return DistinctEntry.objects.filter(removed_at=None)


def _counted(
    found: QuerySet[Any, Model], actor: Actor, wanted: DistinctFilter
) -> list[dict[str, Any]]:
    asked = {
        "kind": wanted.kind,
        "provider_code": wanted.provider,
        # Whoever sees one house asks about that one, whatever was asked.
        "house_code": providers.house_of(actor) or wanted.house,
    }
    narrowed = found.filter(
        given_on__range=month(wanted.month),
        **{name: value for name, value in asked.items() if value},
    )
    grouped = narrowed.values("house_code", "provider_code", "kind").order_by()
    return list(
        grouped.annotate(
            services=Count("pk"), persons=Count("person", distinct=True), value=Sum("value")
        )
    )
