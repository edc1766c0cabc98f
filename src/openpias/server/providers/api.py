"""What may modules above this one ask about houses, providers and contracts?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from openpias.core.identifiers import fiscal_code as fiscal_codes
from openpias.core.names.diacritics import fold, normalise
from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers.domain.scope import acts_for, house_of
from openpias.server.providers.models import Contract, InsuranceHouse, Provider
from openpias.server.providers.queries.houses import house, houses
from openpias.server.providers.queries.listed_houses import listed_houses
from openpias.server.providers.queries.on_day import (
    contract_named,
    contracts_between,
    contracts_on,
    physicians_on,
    physicians_stamped,
    stamps_on,
    work_sites_on,
)
from openpias.server.providers.queries.providers import ContractView
from openpias.server.providers.queries.records import PhysicianView, WorkSiteView

__all__ = [
    "ContractView",
    "PhysicianView",
    "RegisteredProvider",
    "WorkSiteView",
    "acts_for",
    "contract_in_force",
    "contract_named",
    "contracts_between",
    "contracts_on",
    "every_house",
    "found",
    "house",
    "house_codes",
    "house_of",
    "houses",
    "kinds_of",
    "listed_houses",
    "physicians_on",
    "physicians_stamped",
    "provider_name",
    "provider_names",
    "registered",
    "registered_all",
    "stamps_on",
    "work_sites_on",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredProvider:
    """A provider as every house may see it; `phone` is where one calls back, empty where unknown.

    `kinds` are values of ProviderKind.
    """

    code: str
    name: str
    phone: str
    houses: tuple[str, ...]
    kinds: tuple[str, ...] = ()


def house_codes() -> frozenset[str]:
    """Return the codes of the houses that have not ended."""
    return frozenset(InsuranceHouse.objects.filter(valid_to=None).values_list("code", flat=True))


def every_house(actor: Actor) -> bool:
    """Tell whether the actor sees all houses."""
    return house_of(actor) is None


def contract_in_force(fiscal_code: str, *, house: str, today: date) -> bool:
    """Tell whether a provider has a contract with a house that has not ended."""
    return Contract.objects.filter(
        provider__fiscal_code=fiscal_code, house=house, valid_to__gte=today
    ).exists()


def provider_name(fiscal_code: str, *, house: str) -> str:
    """Return the name of a provider that a house has, or had, a contract with; empty otherwise."""
    found = Contract.objects.filter(provider__fiscal_code=fiscal_code, house=house)
    name: str | None = found.values_list("provider__name", flat=True).first()
    return name or ""


def provider_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names of providers by their fiscal codes; one query, unknown ones left out."""
    found = Provider.objects.filter(fiscal_code__in=set(codes))
    return dict(found.values_list("fiscal_code", "name"))


def kinds_of(fiscal_code: str) -> Sequence[str]:
    """Return what a provider does, as values of ProviderKind; nothing for an unknown one."""
    found = Provider.objects.filter(fiscal_code=fiscal_code).values_list("kinds", flat=True)
    return found.first() or ()


def registered(fiscal_code: str, *, today: date) -> RegisteredProvider | None:
    """Return a provider with the houses whose contract has not ended, for a call back."""
    row = Provider.objects.filter(fiscal_code=fiscal_code).first()
    return _registered([row], today=today)[0] if row else None


def registered_all(fiscal_codes: Iterable[str], *, today: date) -> dict[str, RegisteredProvider]:
    """Return those of these providers that are registered, by fiscal code; two queries."""
    rows = Provider.objects.filter(fiscal_code__in=set(fiscal_codes))
    return {each.code: each for each in _registered(rows, today=today)}


def found(text: str, *, today: date, most: int = 10) -> tuple[RegisteredProvider, ...]:
    """Return the providers of any house with this fiscal code, or this in their name; two queries."""
    sought = fold(normalise(text)).strip()
    if not sought:
        return ()
    meant = Q(folded__contains=sought) | Q(fiscal_code=fiscal_codes.tidy(text))
    return _registered(
        Provider.objects.filter(meant).order_by("sort_key", "pk")[:most], today=today
    )


def _registered(rows: Iterable[Provider], *, today: date) -> tuple[RegisteredProvider, ...]:
    shown = list(rows)
    houses_of: dict[int, list[str]] = {}
    held = Contract.objects.filter(provider__in=shown, valid_to__gte=today).order_by("house_id")
    for provider, code in held.values_list("provider_id", "house_id").distinct():
        houses_of.setdefault(provider, []).append(code)
    return tuple(
        RegisteredProvider(
            code=row.fiscal_code,
            name=row.name,
            phone=row.phone,
            houses=tuple(houses_of.get(row.pk, [])),
            kinds=tuple(row.kinds),
        )
        for row in shown
    )
