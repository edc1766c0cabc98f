"""Which providers does a house have, and what is known of one?"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from openpias.core.identifiers import fiscal_code
from openpias.core.names.diacritics import fold, normalise
from openpias.server.providers.domain.periods import Run
from openpias.server.providers.enums import ProviderKind
from openpias.server.providers.models import Contract, Licence, Provider

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView:
    """A contract with one house; both days belong to it. `end_reason` says why it ended early."""

    public_id: str
    house: str
    number: str
    valid_from: date
    valid_to: date
    end_reason: str
    version: int

    def is_in_force(self, day: date) -> bool:
        """Tell whether the contract holds on this day."""
        return self.valid_from <= day <= self.valid_to

    def run(self) -> Run:
        """Return its days."""
        return Run(first=self.valid_from, last=self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceView:
    """The valid series of a provider at a house, without the series."""

    house: str
    username: str
    issued_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderView:
    """A provider as far as one house, or everybody, may see it."""

    public_id: str
    fiscal_code: str
    name: str
    phone: str
    kinds: tuple[ProviderKind, ...]
    contracts: tuple[ContractView, ...]
    licences: tuple[LicenceView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderPage:
    """One page of providers by name; `number` counts from 1 and `pages` is at least 1."""

    rows: tuple[ProviderView, ...]
    total: int
    number: int
    pages: int


def page(*, house: str | None, text: str, number: int) -> ProviderPage:
    """Return one page of a house's providers, or of all; `text` is part of a name or a fiscal code."""
    found = seen_by(house)
    if text:
        code = fiscal_code.tidy(text)
        found = found.filter(Q(folded__contains=fold(normalise(text))) | Q(fiscal_code=code))
    total = found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, number), pages)
    rows = found.order_by("sort_key", "pk")[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE]
    return ProviderPage(rows=tuple(_views(rows, house)), total=total, number=shown, pages=pages)


def provider(public_id: str, *, house: str | None) -> ProviderView | None:
    """Return one provider; None also for one that has nothing to do with the house."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    return _one(seen_by(house).filter(public_id=reference), house)


def own(fiscal_code: str) -> ProviderView | None:
    """Return the provider as it sees itself: with its contracts at every house."""
    return _one(Provider.objects.filter(fiscal_code=fiscal_code), None)


def contract_view(row: Contract) -> ContractView:
    """Return a contract as plain data."""
    return ContractView(
        public_id=str(row.public_id),
        house=row.house_id,
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        end_reason=row.end_reason,
        version=row.version,
    )


def seen_by(house: str | None) -> QuerySet[Provider]:
    """Return the providers that a house has, or had, a contract with; all of them for None."""
    if house is None:
        return Provider.objects.all()
    return Provider.objects.filter(
        pk__in=Contract.objects.filter(house=house).values("provider_id")
    )


def _one(found: QuerySet[Provider], house: str | None) -> ProviderView | None:
    views = _views(found[:1], house)
    return views[0] if views else None


def _views(rows: Iterable[Provider], house: str | None) -> list[ProviderView]:
    """Return these providers with what the house may see, in three queries whatever their number."""
    providers = list(rows)
    keys = [each.pk for each in providers]
    contracts = Contract.objects.filter(provider__in=keys).order_by("-valid_to", "pk")
    licences = Licence.objects.filter(provider__in=keys, cancelled_at=None).order_by("house_id")
    if house is not None:
        contracts, licences = contracts.filter(house=house), licences.filter(house=house)
    bound, given = defaultdict(list), defaultdict(list)
    for contract in contracts:
        bound[contract.provider_id].append(contract_view(contract))
    for licence in licences:
        given[licence.provider_id].append(_licence_view(licence))
    return [_view(each, bound[each.pk], given[each.pk]) for each in providers]


def _view(
    row: Provider, contracts: Sequence[ContractView], licences: Sequence[LicenceView]
) -> ProviderView:
    return ProviderView(
        public_id=str(row.public_id),
        fiscal_code=row.fiscal_code,
        name=row.name,
        phone=row.phone,
        kinds=tuple(ProviderKind(kind) for kind in row.kinds),
        contracts=tuple(contracts),
        licences=tuple(licences),
    )


def _licence_view(row: Licence) -> LicenceView:
    return LicenceView(house=row.house_id, username=row.username, issued_at=row.issued_at)
