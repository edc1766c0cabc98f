"""What may modules above this one ask about houses, providers and contracts?"""

from datetime import date

from openpias.server.platform.accounts.actors import Actor
from openpias.server.providers.domain.scope import acts_for, house_of
from openpias.server.providers.models import Contract, InsuranceHouse
from openpias.server.providers.queries.houses import house, houses
from openpias.server.providers.queries.on_day import contracts_on, physicians_on, work_sites_on
from openpias.server.providers.queries.providers import ContractView
from openpias.server.providers.queries.records import PhysicianView, WorkSiteView

__all__ = [
    "ContractView",
    "PhysicianView",
    "WorkSiteView",
    "acts_for",
    "contract_in_force",
    "contracts_on",
    "every_house",
    "house",
    "house_codes",
    "house_of",
    "houses",
    "physicians_on",
    "provider_name",
    "work_sites_on",
]


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
