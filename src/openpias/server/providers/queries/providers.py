"""Which providers does a house have, and what is known of one?"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from openpias.core.identifiers import fiscal_code
from openpias.core.names.diacritics import fold, normalise
from openpias.server.providers.enums import ProviderKind
from openpias.server.providers.models import Contract, Licence, Provider

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractView:
    """A contract with one house; both days belong to it."""

    house: str
    number: str
    valid_from: date
    valid_to: date

    def is_in_force(self, day: date) -> bool:
        """Tell whether the contract holds on this day."""
        return self.valid_from <= day <= self.valid_to


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
    found = _seen_by(house)
    if text:
        code = fiscal_code.tidy(text)
        found = found.filter(Q(folded__contains=fold(normalise(text))) | Q(fiscal_code=code))
    total = found.count()
    pages = max(1, -(-total // PAGE_SIZE))
    shown = min(max(1, number), pages)
    rows = found.order_by("sort_key", "pk")[(shown - 1) * PAGE_SIZE : shown * PAGE_SIZE]
    return ProviderPage(
        rows=tuple(_view(each, house) for each in rows), total=total, number=shown, pages=pages
    )


def provider(public_id: str, *, house: str | None) -> ProviderView | None:
    """Return one provider; None also for one that has nothing to do with the house."""
    try:
        reference = uuid.UUID(public_id)
    except ValueError:
        return None
    found = _seen_by(house).filter(public_id=reference).first()
    return _view(found, house) if found else None


def _seen_by(house: str | None) -> QuerySet[Provider]:
    if house is None:
        return Provider.objects.all()
    return Provider.objects.filter(
        pk__in=Contract.objects.filter(house=house).values("provider_id")
    )


def _view(row: Provider, house: str | None) -> ProviderView:
    contracts = Contract.objects.filter(provider=row).order_by("-valid_to")
    licences = Licence.objects.filter(provider=row, cancelled_at=None).order_by("house_id")
    if house is not None:
        contracts, licences = contracts.filter(house=house), licences.filter(house=house)
    return ProviderView(
        public_id=str(row.public_id),
        fiscal_code=row.fiscal_code,
        name=row.name,
        kinds=tuple(ProviderKind(kind) for kind in row.kinds),
        contracts=tuple(
            ContractView(
                house=each.house_id,
                number=each.number,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
            )
            for each in contracts
        ),
        licences=tuple(
            LicenceView(house=each.house_id, username=each.username, issued_at=each.issued_at)
            for each in licences
        ),
    )
